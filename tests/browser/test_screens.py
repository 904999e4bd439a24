"""Small screens, and the dark theme."""

import re

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_claim_is_on_a_phones_screen_in_three_taps(invented_url: str, visit):
    tab = visit(invented_url, **PHONE).open("")
    expect(tab.map).to_be_visible()
    box = tab.page.locator("iframe[title*=folium]").bounding_box()
    assert box["width"] == 390
    tab.plate("harrow-ford").tap()
    expect(tab.place).to_be_in_viewport()
    tab.row("harrow-ford-shelling-deaths").tap()
    expect(tab.card).to_contain_text("60 to 85 killed at Harrow Ford")
    expect(tab.card).to_be_in_viewport()
    expect(tab.page.get_by_role("link", name="Map", exact=True).first).to_be_in_viewport()


def test_a_finger_drags_the_date_and_two_pinch_the_map_but_no_chart(invented_url: str, visit):
    tab = visit(invented_url, **PHONE).open("map", at="1986-10-02")
    expect(tab.map).to_be_visible()
    grip = tab.page.locator(".clock-grip-at").bounding_box()
    tab.touch((grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2, -60, 0))
    expect(tab.page).to_have_url(re.compile("at=1986-0"))
    pinch = (150, 300, -80, 0), (240, 300, 80, 0)
    zoom = tab.view()[2]
    tab.touch(*pinch)
    expect(tab.page).to_have_url(re.compile("view="))
    assert tab.view()[2] > zoom
    scale = "() => visualViewport.scale"
    assert tab.page.evaluate(scale) == 1
    chart = (
        tab.open("displacement")
        .page.locator(".js-plotly-plot")
        .filter(has=tab.page.locator(".maplibregl-canvas"))
        .first
    )
    stands = "(chart) => chart._fullLayout.map._subplot.map.getZoom()"
    expect(chart.locator(".maplibregl-canvas")).to_be_visible()
    tab.page.wait_for_load_state("networkidle")
    before = chart.evaluate(stands)
    chart.evaluate("(chart) => chart.scrollIntoView({block: 'center'})")
    middle = chart.bounding_box()["y"] + chart.bounding_box()["height"] / 2
    tab.touch(*((x, middle, right, 0) for x, _, right, _ in pinch))
    assert chart.evaluate(stands) == before
    assert tab.page.evaluate(scale) > 1


def test_the_pages_are_a_bar_at_the_foot_of_a_phone(invented_url: str, visit):
    tab = visit(invented_url, **PHONE).open("claims")
    tab.control("more").get_by_role("button").tap()
    tab.page.get_by_test_id("stPopoverBody").get_by_role("link", name="About").tap()
    expect(tab.page.locator("h1")).to_have_text("About")


def test_the_filters_are_at_hand_on_a_phone(invented_url: str, visit):
    tab = visit(invented_url, **PHONE).open("claims")
    search = tab.control("q").locator("input")
    expect(search).to_be_in_viewport()
    search.fill("soldiers")
    tab.page.keyboard.press("Enter")
    expect(tab.asked).to_contain_text("mention “soldiers”")
    tab.control("chip-q").locator("button").tap()
    expect(tab.page).not_to_have_url(re.compile("q="))


def test_the_map_follows_the_colour_scheme(invented_url: str, visit):
    tab = visit(invented_url, color_scheme="dark").open("")
    expect(tab.map).to_be_visible()
    shade = re.compile(r"\batlas-dark\b")
    expect(tab.map).to_have_class(shade)
    assert brightness(tab) < 3 * 64
    tab.page.emulate_media(color_scheme="light")
    try:
        expect(tab.map).not_to_have_class(shade)
        assert brightness(tab) > 3 * 192
    finally:
        tab.page.emulate_media(color_scheme="dark")


def brightness(tab) -> int:
    ground = tab.app.evaluate("e => getComputedStyle(e).backgroundColor")
    return sum(int(part) for part in re.findall(r"\d+", ground)[:3])


def test_a_page_can_be_embedded(invented_url: str, visit):
    tab = visit(invented_url).open("map", embed="true")
    expect(tab.page.locator("h1")).to_have_text("Map")
    expect(tab.page.locator("[data-testid=stMainMenu]")).to_have_count(0)
    expect(tab.notice).to_have_count(0)
    expect(tab.control("clock-strip")).to_have_count(0)
    expect(tab.map).to_have_attribute("data-ready", "basemap")
    tab.expect_no_errors()
