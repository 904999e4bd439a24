"""Recorded events on the map of claims: choosing, filtering, zooming, hovering, pressing."""

import re
from pathlib import Path

import pytest
from event_steps import STAY, at, recorded_events
from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as TooLate
from saved_files import download, open_alone

# Keeps the tooltips of symbols: the run after a press redraws the symbols and closes the tooltips.
KEEP_TOLD = """(map) => {
  window.told = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes]))
      if (node.classList?.contains("atlas-event-tip")) window.told.push(node.textContent);
  }).observe(map, { childList: true, subtree: true });
}"""


def choose_dataset(tab, name: str) -> None:
    """Type a dataset's title key by key and choose the option that the list then offers.

    A run that ends meanwhile closes the list, also for a reader; typing again opens it.
    """
    tab.open_filter("events")
    field = tab.control("dataset-title").locator("input").first
    option = tab.page.get_by_role("option")
    for _ in range(6):
        field.fill("")
        field.press_sequentially(name)
        try:
            option.first.click(timeout=5_000)
        except TooLate:
            continue
        return
    raise AssertionError(f"the list never offered {name}")


def test_choosing_a_dataset_lays_its_events_below_the_claims(recorded_url: str, visit):
    tab = visit(recorded_url).open("")
    marks = tab.map.get_attribute("data-marks")
    expect(tab.map).not_to_have_attribute("data-symbols", re.compile("."))
    tab.map.evaluate(STAY)
    tab.settle()
    choose_dataset(tab, "Invented Register")
    expect(tab.map).to_have_attribute("data-recorded", "216")
    expect(tab.map).to_have_attribute("data-marks", marks)
    assert tab.map.evaluate("() => window.stays") == "here"
    expect(tab.page).to_have_url(re.compile("events=recorded"))
    order = tab.map.evaluate(
        "() => ['atlas-choropleth', 'atlas-events', 'atlas-plate'].map("
        "(name) => Number(ConflictAtlas.map.getPane(name).style.zIndex))"
    )
    assert order == sorted(order)
    expect(tab.frame.locator(".atlas-legend")).to_contain_text(
        "Events recorded by Invented Register"
    )
    tab.control("dataset-title").get_by_role("button", name="Clear").click()
    expect(tab.map).not_to_have_attribute("data-symbols", re.compile("."))
    assert tab.map.evaluate("() => window.stays") == "here"
    tab.expect_no_errors()


def test_a_filter_redraws_the_events_and_leaves_the_claims_standing(recorded_url: str, visit):
    tab = visit(recorded_url).open("", events="recorded")
    expect(tab.map).to_have_attribute("data-recorded", "216")
    tab.map.evaluate(STAY)
    tab.frame.locator(".atlas-plate").first.evaluate("(plate) => { plate.dataset.same = 1; }")
    tab.control("colour").get_by_text("side", exact=True).click()
    expect(tab.frame.locator(".atlas-legend")).to_contain_text("by side")
    expect(tab.frame.locator('.atlas-plate[data-same="1"]')).to_have_count(1)
    tab.control("q").locator("input").fill("report 17")
    tab.page.keyboard.press("Enter")
    expect(tab.map).to_have_attribute("data-recorded", "12")
    assert tab.map.evaluate("() => window.stays") == "here"


def test_symbols_refine_as_one_zooms(recorded_url: str, visit):
    tab = visit(recorded_url).open("", events="recorded", view="10.8,-38.1,7")
    recorded_events(tab)
    symbols = int(tab.map.get_attribute("data-symbols"))
    tab.map.evaluate(STAY)
    tab.map.evaluate("() => ConflictAtlas.map.setView([10.8, -38.09], 11, { animate: false })")
    expect(tab.page).to_have_url(re.compile("view=10.8"))
    expect(tab.map).to_have_attribute("data-recorded", "120")  # of the four places around the town
    expect(tab.map).to_have_attribute("data-symbols", "4")
    assert symbols == 5  # the town as one, and four others
    assert tab.map.evaluate("() => window.stays") == "here"


def test_a_symbol_tells_counts_and_figures(recorded_url: str, visit):
    tab = visit(recorded_url).open("", events="recorded", q="report")
    tab.map.hover(position=at(tab, "Ostrel"))
    tip = tab.frame.locator(".atlas-event-tip")
    expect(tip).to_contain_text("Ostrel")
    expect(tip).to_contain_text("24 events recorded by Invented Register")
    expect(tip).to_contain_text("People killed: 120 (between 96 and 168)")
    expect(tip).not_to_contain_text("province")
    tab.map.hover(position={"x": 5, "y": 300})
    expect(tip).to_have_count(0)
    tab.map.evaluate("() => ConflictAtlas.map.setView([12.4, -35.8], 8, { animate: false })")
    expect(tab.page).to_have_url(
        re.compile("view=12.4")
    )  # zoomed in, it is clear of Fen Tower's plate
    tab.settle()
    tab.map.hover(position=at(tab, "Reed Lock"))
    expect(tip).to_contain_text("24 of them known only to a province or a wider area")


def test_clicking_a_symbol_lists_its_events_and_clicking_again_takes_it_back(
    recorded_url: str, visit
):
    tab = visit(recorded_url).open("", events="recorded", q="report")
    tab.map.evaluate(STAY)
    tab.map.click(position=at(tab, "Lantern"))
    expect(tab.page).to_have_url(re.compile("cell=10%2F"))
    expect(tab.page.locator("h2", has_text="around Lantern Bay")).to_be_visible()
    card = tab.page.locator("article.atlas-event")
    expect(card).to_contain_text("Invented report 236")
    expect(card).to_contain_text("Invented Agency")
    tab.choose_row("map-events", 2, row=35)
    expect(card).to_contain_text("Invented report 216")
    tab.map.click(position=at(tab, "Lantern"))
    expect(card).to_have_count(0)
    expect(tab.page).not_to_have_url(re.compile("cell="))
    assert tab.map.evaluate("() => window.stays") == "here"


def test_the_symbols_are_a_table_too(recorded_url: str, visit):
    tab = visit(recorded_url).open("", events="recorded")
    recorded_events(tab)
    tab.control("symbols").locator("summary").click()
    tab.choose_row("symbols-data", 1, row=35)
    expect(tab.page).to_have_url(re.compile("cell=10%2F"))
    expect(tab.page.locator("article.atlas-event")).to_be_visible()


def test_the_saved_map_holds_the_events_of_the_view(
    recorded_url: str, visit, browser: Browser, tmp_path: Path
):
    tab = visit(recorded_url).open("", events="recorded", month="1987-02")
    expect(tab.map).to_have_attribute("data-recorded", "9")
    page, asked, _ = open_alone(browser, download(tab, "Map as one", tmp_path))
    expect(page.locator(".atlas[data-ready]")).to_have_attribute("data-recorded", "9")
    expect(page.locator("body > p")).to_contain_text("Events recorded in February 1987")
    expect(page.locator("body > p")).to_contain_text("Invented Register")
    assert [a for a in asked if not a.startswith(("file:", "data:", "blob:"))] == []
    page.context.close()


@pytest.mark.parametrize("page", ["", "events"])
def test_a_phone_shows_recorded_events_without_scrolling_sideways(
    page: str, recorded_url: str, visit
):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    # On the map page a sheet covers the lower half: the town has to be above it, without plates.
    tab = visit(recorded_url, **phone).open(
        page, events="recorded", cell="8/100/120", type="Cost", view="8.5,-35.2,6"
    )
    recorded_events(tab)
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    expect(tab.page.locator("article.atlas-event")).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert tab.page.evaluate(f"() => {main} - window.innerWidth") <= 0
    tab.page.locator("iframe[title*=folium]").scroll_into_view_if_needed()
    tab.settle()  # a run in progress would redraw the symbols
    tab.map.evaluate(KEEP_TOLD)
    tab.map.tap(position=at(tab, "Lantern"))
    expect(tab.page).to_have_url(re.compile("cell=(?!8%2F)"))
    assert "Lantern Bay" in tab.map.evaluate("() => window.told.at(-1)")
