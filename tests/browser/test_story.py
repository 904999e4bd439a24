"""The story in a browser: its steps, claims, links and addresses."""

import re

import pytest
from playwright.sync_api import Locator, expect

from conflict_atlas.claims.story import steps

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WIDE = {"viewport": {"width": 1400, "height": 900}}
SERIF = "() => document.fonts.load('17px \"Source Serif\"').then((found) => found.length)"


@pytest.fixture(scope="module")
def told(invented_package):
    return steps(invented_package)


def heading(tab) -> Locator:
    return tab.page.locator("h1")


def test_the_bare_address_begins_the_story(visit, invented_url: str, told):
    tab = visit(invented_url, **WIDE).open("story")
    expect(heading(tab)).to_have_text(told[0].title)
    expect(tab.page.locator(".atlas-mark")).to_have_count(len(told))
    expect(tab.map).to_be_visible()
    assert tab.view() == pytest.approx((11.5, -37, 6), abs=0.02)
    assert tab.page.evaluate(SERIF) > 0
    clock = tab.page.locator(".st-key-story-clock")
    expect(clock.locator(".clock-svg")).to_be_visible()
    for part in (".leaflet-control-scale", ".leaflet-control-attribution"):
        box, over = tab.frame.locator(part).bounding_box(), clock.bounding_box()
        assert box is not None
        assert over is not None
        assert box["y"] + box["height"] <= over["y"], part
    tab.expect_no_errors()


def test_next_back_keys_and_the_browser_turn_its_pages(visit, invented_url: str, told):
    tab = visit(invented_url, **WIDE).open("story")
    tab.page.locator(".atlas-next").click()
    expect(heading(tab)).to_have_text(told[1].title)
    expect(tab.page).to_have_url(re.compile(r"\?step=2$"))
    tab.page.keyboard.press("ArrowRight")
    expect(heading(tab)).to_have_text(told[2].title)
    tab.page.locator("a.atlas-back").click()
    expect(heading(tab)).to_have_text(told[1].title)
    tab.page.keyboard.press("ArrowLeft")
    expect(heading(tab)).to_have_text(told[0].title)
    expect(tab.page).to_have_url(re.compile(r"\?step=1$"))
    tab.settle()
    tab.page.go_back()
    expect(heading(tab)).to_have_text(told[1].title)
    tab.settle()
    tab.page.go_forward()
    expect(heading(tab)).to_have_text(told[0].title)
    tab.page.keyboard.press("ArrowLeft")  # there is nothing before the first step
    expect(heading(tab)).to_have_text(told[0].title)


def test_the_map_goes_where_the_step_is(visit, invented_url: str):
    tab = visit(invented_url, **WIDE).open("story")
    expect(tab.map).to_be_visible()
    tab.page.locator(".atlas-next").click()
    expect(tab.plate("harrow-ford")).to_have_class(re.compile("atlas-open"))
    assert tab.view() == pytest.approx((10.8, -38.1, 8), abs=0.02)
    day = tab.map.evaluate("() => ConflictAtlas.day")
    assert day == "1987-05-13"
    expect(tab.page.locator(".st-key-story-clock .clock-now")).to_have_text("13 May 1987")


def test_a_step_shows_its_chart(visit, invented_url: str, told):
    tab = visit(invented_url, **WIDE).open("story", step="3")
    expect(heading(tab)).to_have_text(told[2].title)
    expect(tab.page.locator(".st-key-stage .js-plotly-plot .main-svg").first).to_be_visible()
    expect(tab.page.locator("iframe[title*=folium]")).to_have_count(0)


def test_marked_words_open_their_claim(visit, invented_url: str):
    tab = visit(invented_url, **WIDE).open("story", step="2")
    tab.page.locator('[data-choose="claim:harrow-ford-shelling-deaths"]').first.click()
    expect(tab.card.locator("h2")).to_have_text("60 to 85 killed at Harrow Ford")
    expect(tab.card).to_be_in_viewport()
    assert tab.query("claim") == ["harrow-ford-shelling-deaths"]
    assert tab.query("step") == ["2"]
    tab.page.keyboard.press("Escape")
    expect(tab.card).to_have_count(0)


def test_a_claim_that_is_opened_on_the_first_step_stays_in_the_story(visit, invented_url, told):
    tab = visit(invented_url, **WIDE).open("story")
    tab.page.locator('[data-choose="claim:war-begins-march-1985"]').click()
    expect(tab.card).to_be_in_viewport()
    expect(tab.page).to_have_url(re.compile("step=1"))
    tab.settle()
    tab.page.go_back()
    expect(tab.card).to_have_count(0)
    assert tab.query("claim") == []
    tab.page.go_forward()
    expect(tab.card).to_be_in_viewport()
    tab.follow(tab.page.url)
    expect(heading(tab)).to_have_text(told[0].title)
    expect(tab.card).to_be_in_viewport()


def test_a_step_is_quoted_with_its_sources(visit, invented_url: str, told):
    tab = visit(invented_url, **WIDE).open("story", step="2")
    tab.page.evaluate(
        "() => { navigator.clipboard.writeText = (words) => { window.copied = words; }; }"
    )
    tab.page.get_by_role("button", name="Quote this with its sources").click()
    copied = tab.page.evaluate("window.copied")
    assert copied.startswith(told[1].text)
    assert "Island Monitor" in copied
    assert re.search(rf"{re.escape(invented_url)}/\?step=2&v=\S+$", copied)


def test_what_a_step_shows_can_be_explored(visit, invented_url: str):
    tab = visit(invented_url, **WIDE).open("story", step="2")
    tab.page.locator(".atlas-explore").click()
    expect(tab.page).to_have_url(re.compile("/map"))
    tab.settle()
    expect(heading(tab)).to_have_text("Map")
    assert tab.query("claim") == ["harrow-ford-shelling-deaths"]
    assert tab.query("at") == ["1987-05-13"]
    expect(tab.notice).to_have_count(0)
    expect(tab.place).to_be_in_viewport()


def test_an_older_link_to_the_bare_address_lands_on_the_map(visit, invented_url: str):
    tab = visit(invented_url).follow(f"{invented_url}/?type=Event&v=0.1.0-old")
    expect(heading(tab)).to_have_text("Map")
    assert tab.query("type") == ["Event"]
    tab.follow(f"{invented_url}/?utm_source=letter")
    expect(heading(tab)).not_to_have_text("Map")


def test_a_step_that_there_is_not_is_told(visit, invented_url: str, told):
    tab = visit(invented_url).open("story", step="99")
    expect(heading(tab)).to_have_text(told[0].title)
    expect(tab.notice).to_contain_text("step=99")


def test_filters_go_along_past_the_story(visit, invented_url: str):
    tab = visit(invented_url).open("timeline", type="Event")
    pages = tab.page.locator(".st-key-pages")
    pages.get_by_role("link", name="Claims").hover()
    links = pages.locator("a").all()
    expect(links[0]).to_have_attribute("href", "./")
    for link in links[1:]:
        expect(link).to_have_attribute("href", re.compile(r"\?type=Event$"))
    pages.get_by_role("link", name="Story").click()
    expect(tab.page.locator(".st-key-story-text")).to_be_visible()
    expect(tab.page).not_to_have_url(re.compile("type="))
    tab.settle()
    pages.get_by_role("link", name="Claims").click()
    expect(heading(tab)).to_have_text("Claims")
    expect(tab.page).to_have_url(re.compile(r"\?.*type=Event"))


def test_pages_of_numbers_stand_under_one_heading(visit, invented_url: str):
    tab = visit(invented_url).open("costs")
    bar = tab.page.locator(".st-key-pages")
    expect(bar.locator("strong")).to_have_text("Numbers")
    siblings = tab.page.locator(".st-key-siblings a")
    expect(siblings).to_have_text(["Displacement", "Deployments", "Costs"])
    tab.open("events")
    expect(bar.locator("strong")).to_have_text("Evidence")
    expect(siblings).to_have_text(["Evidence", "Events"])


def test_on_a_phone_the_words_lie_over_the_map(visit, invented_url: str, told):
    tab = visit(invented_url, **PHONE).open("story", step="2")
    expect(tab.map).to_be_visible()
    expect(heading(tab)).to_be_in_viewport()
    map_box = tab.page.locator(".st-key-map iframe").bounding_box()
    words = tab.page.locator(".st-key-story-text").bounding_box()
    assert map_box is not None
    assert words is not None
    assert map_box["y"] == 0
    assert 300 < words["y"] < map_box["height"]
    bar = tab.page.locator(".st-key-pages > [data-testid=stElementContainer] a:visible")
    expect(bar).to_have_text(["Story", "Map", "Timeline", "Claims"])
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.page.locator(".atlas-next").tap()
    expect(heading(tab)).to_have_text(told[2].title)


@pytest.mark.parametrize("step", ["2", "3"])
def test_on_a_phone_plates_keep_off_the_edges_and_the_day(visit, real_url: str, step: str):
    tab = visit(real_url, **PHONE).open("story", step=step)
    expect(tab.map).to_be_visible()
    day = tab.page.locator(".atlas-caption").bounding_box()
    assert day is not None
    dots = tab.frame.locator(".atlas-dot")
    expect(dots.first).to_be_visible()
    for plate in tab.frame.locator(".atlas-plate:not([data-level=dot])").all():
        box = plate.bounding_box()
        assert box is not None
        apart = box["x"] >= day["x"] + day["width"] or box["y"] >= day["y"] + day["height"]
        if 0 < box["x"] + box["width"] / 2 < 390 and 0 < box["y"] < 320:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert apart or box["y"] + box["height"] <= day["y"]
