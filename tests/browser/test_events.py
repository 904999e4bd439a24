"""What a reader does with recorded events: on the map, and on a page of their own."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as TooLate

from conflict_atlas.events.geometry import tile
from conflict_atlas.events.schema import TILE_ZOOM

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
HOSTILE = "<img src=x onerror=window.pwned=1>"
STAY = "() => { window.stays = 'here'; }"
# Where a symbol stands in the frame of the map, found by the place it names.
SYMBOL = """(map, place) => {
  const layers = Object.values(ConflictAtlas.map._layers);
  const symbols = layers.find((layer) => layer instanceof ConflictAtlas.Symbols);
  const found = symbols._placed.find((one) => symbols.data.place[one.i].startsWith(place));
  const at = ConflictAtlas.map.layerPointToContainerPoint([found.x, found.y]);
  return { x: at.x, y: at.y };
}"""
IS_DRAWN = """(place) => {
  const atlas = document.querySelector("iframe[title*=folium]").contentWindow.ConflictAtlas;
  const symbols = Object.values(atlas.map._layers).find((one) => one instanceof atlas.Symbols);
  return symbols && symbols._placed.some((one) => symbols.data.place[one.i].startsWith(place));
}"""
# Keeps the words over symbols: the run that follows a press draws the symbols anew and shuts them.
KEEP_TOLD = """(map) => {
  window.told = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes]))
      if (node.classList?.contains("atlas-event-tip")) window.told.push(node.textContent);
  }).observe(map, { childList: true, subtree: true });
}"""
PLOT = ".nsewdrag"


@pytest.fixture(scope="module")
def url(serve, recorded: Path) -> str:
    return str(serve(INVENTED, events=recorded).url)


def recorded_events(tab: Any) -> Any:
    """The map once it says how many events its symbols stand for."""
    expect(tab.map).to_have_attribute("data-recorded", re.compile(r"\d+"))
    return tab.map


def at(tab: Any, place: str) -> dict[str, float]:
    """Where a place's symbol stands on the map; panels that may lie over it are folded."""
    recorded_events(tab)
    fold = tab.page.locator("body:not([data-shelf]) .atlas-fold")
    if fold.is_visible() and not tab.page.viewport_size["width"] < 640:
        fold.click()
    tab.page.wait_for_function(IS_DRAWN, arg=place)  # a run under way draws all symbols anew
    found: dict[str, float] = tab.map.evaluate(SYMBOL, place)
    return found


def pick_month(tab: Any, key: str, share: float) -> None:
    """Click into the first panel of a chart at a share of its width."""
    recorded_events(tab)
    tab.settle()
    panel = tab.control(key).locator(PLOT).first
    panel.scroll_into_view_if_needed()
    box = panel.bounding_box()
    point = {"x": share * box["width"], "y": box["height"] / 2}
    panel.hover(position=point)
    expect(tab.control(key).locator(".hoverlayer .hovertext").first).to_be_attached()
    panel.click(position=point)


def choose_dataset(tab, name: str) -> None:
    """Type a dataset's title key by key and take what the list then offers.

    A run that ends meanwhile shuts the list, as it does a reader's; who types again gets it.
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


def test_choosing_a_dataset_lays_its_events_below_the_claims(url: str, visit):
    tab = visit(url).open("")
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


def test_a_filter_redraws_the_events_and_leaves_the_claims_standing(url: str, visit):
    tab = visit(url).open("", events="recorded")
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


def test_symbols_refine_as_one_zooms(url: str, visit):
    tab = visit(url).open("", events="recorded", view="10.8,-38.1,7")
    recorded_events(tab)
    symbols = int(tab.map.get_attribute("data-symbols"))
    tab.map.evaluate(STAY)
    tab.map.evaluate("() => ConflictAtlas.map.setView([10.8, -38.09], 11, { animate: false })")
    expect(tab.page).to_have_url(re.compile("view=10.8"))
    expect(tab.map).to_have_attribute("data-recorded", "120")  # only the four around the town
    expect(tab.map).to_have_attribute("data-symbols", "4")
    assert symbols == 5  # the town as one, and four others
    assert tab.map.evaluate("() => window.stays") == "here"


def test_a_symbol_tells_counts_and_figures(url: str, visit):
    tab = visit(url).open("", events="recorded", q="report")
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
    )  # closer, it is clear of Fen Tower's plate
    tab.settle()
    tab.map.hover(position=at(tab, "Reed Lock"))
    expect(tip).to_contain_text("24 of them known only to a province or a wider area")


def test_clicking_a_symbol_lists_its_events_and_clicking_again_takes_it_back(url: str, visit):
    tab = visit(url).open("", events="recorded", q="report")
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


def test_the_symbols_are_a_table_too(url: str, visit):
    tab = visit(url).open("", events="recorded")
    recorded_events(tab)
    tab.control("symbols").locator("summary").click()
    tab.choose_row("symbols-data", 1, row=35)
    expect(tab.page).to_have_url(re.compile("cell=10%2F"))
    expect(tab.page.locator("article.atlas-event")).to_be_visible()


def test_a_month_of_a_chart_narrows_map_and_calendar_and_can_be_taken_back(url: str, visit):
    tab = visit(url).open("events", events="recorded")
    expect(tab.map).to_have_attribute("data-recorded", "216")
    tab.map.evaluate(STAY)
    for _ in range(2):  # and again, after it was taken back
        pick_month(tab, "months-type", 0.31)
        expect(tab.page).to_have_url(re.compile(r"month=1986-\d\d"))
        [month] = tab.query("month")
        expect(tab.map).to_have_attribute("data-recorded", "9")
        expect(tab.page.locator(".atlas-numbers")).to_contain_text("10")
        expect(tab.control("calendar").get_by_role("figure")).to_have_attribute(
            "aria-label", re.compile("10 events that begin on 10 days")
        )
        tab.control("drop-month").locator("button").first.click()
        expect(tab.map).to_have_attribute("data-recorded", "216")
        expect(tab.page).not_to_have_url(re.compile("month="))
        assert month.startswith("1986-0")
    assert tab.map.evaluate("() => window.stays") == "here"
    tab.expect_no_errors()


def test_a_day_of_the_calendar_picks_its_month(url: str, visit):
    tab = visit(url).open("events", events="recorded")
    pick_month(tab, "calendar", 0.5)
    expect(tab.page).to_have_url(re.compile(r"month=1986-0[67]"))
    expect(tab.map).to_have_attribute("data-recorded", "9")


def test_a_square_of_the_map_narrows_the_charts(url: str, visit):
    tab = visit(url).open("events", events="recorded")
    tab.map.click(position=at(tab, "Fen Tower"))
    expect(tab.control("drop-cell")).to_contain_text("Around Fen Tower")
    figure = tab.control("months-type").get_by_role("figure")
    expect(figure).to_have_attribute(
        "aria-label", re.compile("Violence against civilians: 24 events")
    )
    expect(figure).not_to_have_attribute("aria-label", re.compile("Battles"))
    expect(tab.page.locator(".atlas-numbers")).to_contain_text("24")


def test_a_link_restores_everything_cold(serve, recorded: Path, visit):
    words = {
        "events": "recorded", "colour": "side", "cell": "8/100/120", "month": "1987-02",
        "view": "10.800,-38.090,11", "q": "harrow",
    }  # fmt: skip
    fresh = serve(INVENTED, events=recorded)
    tab = visit(str(fresh.url)).follow(f"{fresh.url}/?{urlencode(words)}")
    expect(tab.map).to_have_attribute("data-recorded", "5")
    expect(tab.frame.locator(".atlas-legend")).to_contain_text("by side")
    expect(tab.page.locator("article.atlas-event")).to_contain_text("19 February 1987")
    expect(tab.notice).to_have_count(0)
    for name, value in words.items():
        assert tab.query(name) == [value], name
    tab.go("events")
    expect(tab.control("drop-month")).to_contain_text("February 1987")
    expect(tab.page).to_have_url(re.compile("month=1987-02"))
    assert tab.query("events") == ["recorded"]


def test_what_is_gone_from_a_link_is_told(url: str, visit):
    tab = visit(url).open("", events="gone", cell="8/100/120", colour="side")
    for told in ("events=gone", "cell=8/100/120", "colour=side"):
        expect(tab.notice).to_contain_text(told)


def test_the_saved_map_holds_the_events_of_the_view(
    url: str, visit, browser: Browser, tmp_path: Path
):
    tab = visit(url).open("", events="recorded", month="1987-02")
    expect(tab.map).to_have_attribute("data-recorded", "9")
    tab.control("share").locator("button").first.click()
    popover = tab.page.locator("[data-testid=stPopoverBody]")
    with tab.page.expect_download() as waiting:
        popover.get_by_role("button", name="Map as one").click()
    saved = tmp_path / "map.html"
    waiting.value.save_as(saved)
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(saved.as_uri())
    expect(page.locator(".atlas[data-ready]")).to_have_attribute("data-recorded", "9")
    expect(page.locator("body > p")).to_contain_text("Events recorded in February 1987")
    expect(page.locator("body > p")).to_contain_text("Invented Register")
    assert [a for a in asked if not a.startswith(("file:", "data:", "blob:"))] == []
    context.close()


@pytest.mark.parametrize("page", ["", "events"])
def test_a_phone_shows_recorded_events_without_scrolling_sideways(page: str, url: str, visit):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    # On the map page a sheet lies over the lower half: the town has to stand above it.
    tab = visit(url, **phone).open(
        page, events="recorded", cell="8/100/120", q="report", view="8.5,-35.2,6"
    )
    recorded_events(tab)
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    expect(tab.page.locator("article.atlas-event")).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert tab.page.evaluate(f"() => {main} - window.innerWidth") <= 0
    tab.page.locator("iframe[title*=folium]").scroll_into_view_if_needed()
    tab.settle()  # a run under way would draw the symbols anew
    tab.map.evaluate(KEEP_TOLD)
    tab.map.tap(position=at(tab, "Lantern"))
    expect(tab.page).to_have_url(re.compile("cell=(?!8%2F)"))
    assert "Lantern Bay" in tab.map.evaluate("() => window.told.at(-1)")


@pytest.fixture(scope="module")
def hostile_url(serve, put_events, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Serve a dataset whose every text is markup."""
    root = tmp_path_factory.mktemp("hostile-events")
    texts = ("event_type", "side_a", "side_b", "place", "country", "notes", "reference", "licence")
    rows = [
        {
            "source_id": "hostile", "event_id": f"<i>{n}</i>", "date_start": date(1987, 5, n + 1),
            "date_end": date(1987, 5, n + 1), "date_precision": "day", "geo_precision": "point",
            "latitude": 10.8, "longitude": -38.1, "tile_x": 25827, "tile_y": 30799, "best": n,
        } | {name: f"{HOSTILE} {name}" for name in texts}
        for n in range(20)
    ]  # fmt: skip
    put_events(root, rows, "hostile", f"{HOSTILE} title")
    return str(serve(INVENTED, events=root).url)


def check_nothing_ran(tab: Any) -> None:
    for frame in tab.page.frames:
        assert frame.evaluate("() => window.pwned") is None, frame.url
        made = frame.evaluate("() => document.querySelectorAll('img[src=x], [onerror]').length")
        assert made == 0, frame.url


@pytest.mark.parametrize("page", ["", "events"])
def test_texts_of_a_dataset_are_texts(page: str, hostile_url: str, visit):
    tab = visit(hostile_url).open(
        page, events="hostile", cell="8/100/120", measure="Displaced people"
    )
    tab.map.hover(position=at(tab, "<img"))
    expect(tab.frame.locator(".atlas-event-tip")).to_contain_text("<img src=x")
    expect(tab.frame.locator(".atlas-legend")).to_contain_text("<img src=x")
    expect(tab.page.locator("article.atlas-event")).to_contain_text(f"{HOSTILE} notes")
    expect(tab.open_filter("events")).to_contain_text(f"{HOSTILE} title")
    tab.page.keyboard.press("Escape")
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    check_nothing_ran(tab)
    tab.expect_no_errors()


TITLE = "GED [2016](https://example.org) *x* _y_ `z` :smile: :red[a] $b$ -> 1. -- <b>"


def test_titles_and_places_read_as_they_are_written(serve, put_events, visit, tmp_path: Path):
    x, y = tile(10.8, -38.1, TILE_ZOOM)
    event = {
        "source_id": "odd", "event_id": "1", "date_start": date(1987, 5, 12),
        "date_end": date(1987, 5, 12), "date_precision": "day", "geo_precision": "point",
        "latitude": 10.8, "longitude": -38.1, "tile_x": x, "tile_y": y, "licence": "CC0-1.0",
        "place": TITLE,
    }  # fmt: skip
    put_events(tmp_path, [event], "odd", TITLE)
    url = serve(INVENTED, events=tmp_path).url
    choice = visit(url).open("events").control("choose-odd").locator("button")
    expect(choice).to_be_visible()
    assert choice.inner_text().replace("\u2060", "") == TITLE
    assert choice.locator("a, strong, em, code").count() == 0
    tab = visit(url).open("events", events="odd", cell="8/100/120")
    chip = tab.control("drop-cell").locator("button").first
    expect(chip).to_be_visible()
    shown = chip.inner_text().replace("\u2060", "")
    assert shown.endswith(f"Around {TITLE}")  # after the name of the icon
