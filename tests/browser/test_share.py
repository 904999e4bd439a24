"""A link shows somebody else exactly what its sender saw, also after a restart of the server."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conflict_atlas.claims.package import Package

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "data"
EVENTS = "Claims of type Event"


def shared(tab) -> list[str]:
    """Open Share and read what it offers to copy: link, snippets, citation."""
    tab.control("share").locator("button").first.click()
    codes = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]")
    expect(codes.first).to_contain_text("http")
    return [text.strip() for text in codes.all_inner_texts()]


def drag(tab, right: int, down: int) -> None:
    """Drag the map by hand."""
    box = tab.page.locator("iframe[title*=folium]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    tab.page.mouse.move(x + right, y + down, steps=8)
    tab.page.mouse.up()


def state(tab) -> dict[str, object]:
    """Everything on the map page that a link must bring back."""
    latitude, longitude, zoom = tab.view()
    return {
        "selection": tab.asked.text_content(),
        "measure": tab.frame.locator(".atlas-scale").inner_text(),
        "day": tab.page.locator(".clock-now").inner_text(),
        "place": tab.place.locator("header h2").inner_text(),
        "card": tab.card.inner_text(),
        "marks": tab.map.get_attribute("data-marks"),
        "centre": (pytest.approx(latitude, abs=0.01), pytest.approx(longitude, abs=0.01)),
        "zoom": zoom,
    }


def test_a_link_brings_everything_back_after_a_restart(serve, visit):
    dashboard = serve(REAL)
    tab = visit(dashboard.url).open("")
    expect(tab.map).to_be_visible()

    tab.open_filter("type").locator("input").first.fill("Casualties")
    tab.page.keyboard.press("Enter")
    expect(tab.page).to_have_url(re.compile("type=Casualties"))
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("Escape")
    tab.control("q").locator("input").fill("killed")
    tab.page.keyboard.press("Enter")
    expect(tab.page).to_have_url(re.compile("q=killed"))
    expect(tab.control("chip-q")).to_be_visible()  # it moves the elements below
    tab.page.get_by_role("radio", name="Displaced people").click()
    expect(tab.page).to_have_url(re.compile("measure=Displaced"))
    tab.page.get_by_role("slider", name="Day of the map").focus()
    tab.page.keyboard.press("PageDown")
    expect(tab.page).to_have_url(re.compile("at=2016-07-21"))
    tab.settle()
    tab.plate("baghdad").click()
    expect(tab.place.locator("header h2")).to_contain_text("Baghdad")
    tab.settle()  # the rows are drawn anew with the run that opens the place
    tab.row("baghdad-bombing-july-2016-deaths").click()
    expect(tab.card).to_contain_text("More than 300 killed")
    expect(tab.page).to_have_url(re.compile("claim=baghdad-bombing-july-2016-deaths"))
    tab.frame.locator(".leaflet-control-zoom-in").click()
    expect(tab.page).to_have_url(re.compile("view=.*(,|%2C)[789]"))
    before = tab.query("view")[0].replace(",", "(,|%2C)")
    drag(tab, 60, -40)
    expect(tab.page).not_to_have_url(re.compile(f"view={before}"))
    tab.settle()
    sent = state(tab)
    link, *_ = shared(tab)
    dashboard.stop()

    dashboard.start()
    other = visit(dashboard.url).follow(link)
    expect(other.card).to_be_visible()
    expect(other.map).to_have_attribute("data-marks", str(sent["marks"]))
    assert state(other) == sent
    expect(other.notice).to_have_count(0)
    other.expect_no_errors()
    dashboard.stop()


def test_the_link_names_page_and_version_and_the_citation_has_it(
    invented_url: str, visit, invented_package: Package
):
    tab = visit(invented_url).open("claims", q="market", claim="harrow-ford-shelling-deaths")
    link, snippet, card, citation, *_ = shared(tab)
    assert link.startswith(f"{invented_url}/claims?")
    assert "q=market" in link
    assert "claim=harrow-ford-shelling-deaths" in link
    assert link.endswith(f"v={invented_package.data_version}")
    assert link in citation
    assert invented_package.article.title in citation
    assert invented_package.data_version in citation
    assert snippet.startswith("<iframe ")
    assert card.startswith("<iframe ")
    other = visit(invented_url).follow(link)
    expect(other.page.locator("h1")).to_have_text("Claims")
    expect(other.card).to_contain_text("60 to 85 killed at Harrow Ford")
    expect(other.notice).to_have_count(0)


def test_the_view_stays_in_the_address_when_the_server_writes_it(invented_url: str, visit):
    tab = visit(invented_url).open("", type="Event")
    expect(tab.map).to_be_visible()
    tab.frame.locator(".leaflet-control-zoom-in").click()
    expect(tab.page).to_have_url(re.compile("view="))
    tab.plate("ostrel").click()
    expect(tab.page).to_have_url(re.compile("open=ostrel"))
    tab.row("war-begins-march-1985").click()
    expect(tab.page).to_have_url(re.compile("claim=war-begins-march-1985"))
    expect(tab.card).to_be_visible()
    expect(tab.page).to_have_url(re.compile("view="))


def test_what_a_link_asks_in_vain_is_told_until_a_filter_changes(invented_url: str, visit):
    tab = visit(invented_url).open("", type=["Event", "Weather"], at="2016-99-99", colour="red")
    expect(tab.notice).to_have_count(1)
    for words in ("type=Weather", "at=2016-99-99", "colour=red"):
        expect(tab.notice).to_contain_text(words)
    expect(tab.notice).to_have_attribute("role", "status")
    expect(tab.asked).to_contain_text(EVENTS)
    tab.page.get_by_role("radio", name="Displaced people").click()
    expect(tab.page).to_have_url(re.compile("measure="))
    expect(tab.notice).to_contain_text("type=Weather")


def test_going_from_page_to_page_keeps_the_filters_and_complains_of_nothing(
    invented_url: str, visit
):
    tab = visit(invented_url).open("", type="Event")
    expect(tab.map).to_be_visible()
    drag(tab, -50, 20)
    expect(tab.page).to_have_url(re.compile("view="))
    with tab.page.context.expect_page() as opened:
        tab.page.get_by_role("link", name="Timeline", exact=True).first.click(button="middle")
    expect(opened.value.locator("h1 ~ .atlas-asked")).to_contain_text(EVENTS)
    opened.value.close()
    for name in ("Timeline", "Claims", "About", "Map"):
        tab.page.get_by_role("link", name=name, exact=True).first.click()
        expect(tab.page.locator("h1")).to_have_text(name)
        tab.settle()
        expect(tab.asked).to_contain_text(EVENTS)
        assert tab.query("type") == ["Event"]
        expect(tab.notice).to_have_count(0)
