"""Texts of a dataset stay texts, whatever markup they contain."""

from datetime import date
from typing import Any

import pytest
from event_steps import INVENTED, at
from playwright.sync_api import expect

from conflict_atlas.events.geometry import tile
from conflict_atlas.events.schema import TILE_ZOOM

TITLE = "GED [2016](https://example.org) *x* _y_ `z` :smile: :red[a] $b$ -> 1. -- <b>"
HOSTILE = "<img src=x onerror=window.pwned=1>"


@pytest.fixture(scope="module")
def hostile_url(serve, put_events, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Serve a dataset whose every text is markup, and one with signs that mean something there."""
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
    x, y = tile(10.8, -38.1, TILE_ZOOM)
    event = {
        "source_id": "odd", "event_id": "1", "date_start": date(1987, 5, 12),
        "date_end": date(1987, 5, 12), "date_precision": "day", "geo_precision": "point",
        "latitude": 10.8, "longitude": -38.1, "tile_x": x, "tile_y": y, "licence": "CC0-1.0",
        "place": TITLE,
    }  # fmt: skip
    put_events(root, [event], "odd", TITLE)
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


def test_titles_and_places_read_as_they_are_written(hostile_url: str, visit):
    tab = visit(hostile_url).open("events")
    choice = tab.control("choose-odd").locator("button")
    expect(choice).to_be_visible()
    assert choice.inner_text().replace("\u2060", "") == TITLE
    assert choice.locator("a, strong, em, code").count() == 0
    tab.open("events", events="odd", cell="8/100/120")
    chip = tab.control("drop-cell").locator("button").first
    expect(chip).to_be_visible()
    shown = chip.inner_text().replace("\u2060", "")
    assert shown.endswith(f"Around {TITLE}")  # after the name of the icon
