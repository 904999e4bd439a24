"""The events page and the map's recorded events, on a small dataset with known contents."""

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from conflict_atlas import memoization
from conflict_atlas.events.geometry import Bounds, tile
from conflict_atlas.events.schema import TILE_ZOOM
from conflict_atlas.link.link_schema import KNOWN
from conflict_atlas.link.pages import PAGES
from conflict_atlas.ui import markdown
from conflict_atlas.ui.mapview import map_component
from conflict_atlas.ui.session import kept_choices, session_keys

pytestmark = [
    pytest.mark.parametrize("package", ["invented"], indirect=True, scope="module"),
    pytest.mark.usefixtures("with_events"),
]
EVENTS = 240
KEYS = [value for name, value in vars(session_keys).items() if name.isupper()]
HARROW = "8/100/120"  # the square of zoom 8 that holds Harrow Ford


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the scripts passed to the map component."""
    scripts: list[str] = []
    show = map_component.show

    def note(key: str, script: str, height: int, on_change: Any) -> None:
        scripts.append(script)
        show(key, script, height, on_change)

    monkeypatch.setattr(map_component, "show", note)
    return scripts


def layer(script: str, name: str = "events") -> dict[str, Any] | None:
    """Data of one layer of a map."""
    found = re.search(rf'\["{name}","\w+",\(\)=>\((.*?)\)\](?:,\["|\]\))', script, re.DOTALL)
    return json.loads(found[1]) if found else None


def numbers(page: Any) -> str:
    text = next(text for text in page.html if "atlas-numbers" in text)
    return unescape(re.sub(r"<[^>]+>", " ", text))


def charts(page: Any) -> list[str]:
    """The descriptions of the charts for those who cannot see them."""
    return [str(one.proto.alt) for one in page.app.get("plotly_chart")]


def test_nothing_is_drawn_until_a_dataset_is_chosen(open_page, drawn):
    page = open_page("map")
    assert page.app.selectbox("events").options == ["recorded"]
    assert layer(drawn[-1]) is None
    assert "colour" not in page.app.session_state


def test_the_map_shows_every_event_with_coordinates(open_page, drawn):
    page = open_page("map", events="recorded")
    assert not page.app.exception
    shown = layer(drawn[-1])
    assert sum(shown["events"]) == 216  # 24 have no coordinates
    assert shown["source"] == "Invented Register"
    assert [kind["name"] for kind in shown["kinds"]] == [
        "Battles", "Shelling", "Violence against civilians", "Other types",
    ]  # fmt: skip
    for row, parts in enumerate(shown["parts"]):
        assert sum(parts[1::2]) == shown["events"][row]
    told = next(text for text in page.html if "recorded by" in text)
    assert "240 events recorded by Invented Register" in told
    assert "24 events without coordinates not drawn" in told


def test_claims_lie_on_top_of_recorded_events(open_page, drawn):
    open_page("map", events="recorded")
    names = re.findall(r'\["(\w+)","\w{16}",\(\)=>', drawn[-1])
    assert names[0] == "events"
    assert "plates" in names[1:]


def test_the_filters_and_the_window_narrow_the_events(open_page, drawn):
    open_page("map", events="recorded", from_="1987-01-01")
    assert sum(layer(drawn[-1])["events"]) == 108
    open_page("map", events="recorded", at="1987-05-12", window="1 week")
    assert sum(layer(drawn[-1])["events"]) == 3  # 7, 9 and 11 May
    open_page("map", events="recorded", q="report 17")
    assert sum(layer(drawn[-1])["events"]) == 12  # 17, 117, 217, 170 to 179 but for 178


def test_an_actor_is_asked_for_in_the_datasets_words(open_page, drawn):
    page = open_page("map", events="recorded", actor="Marsh Guard")  # listed as Example force B
    asked = sum(layer(drawn[-1])["events"])
    assert 0 < asked < 216
    page = open_page("map", events="recorded", actor="Grey League")
    assert layer(drawn[-1])["events"] == []
    assert any("no name for Grey League" in text for text in page.html)
    assert not any("0 events" in text for text in page.html)
    page = open_page("events", events="recorded", actor="Grey League")
    assert "Not named there" in numbers(page)
    assert "0" not in numbers(page)


def test_claim_types_do_not_apply_and_readers_are_told(open_page, drawn):
    page = open_page("map", events="recorded", type="Event")
    assert sum(layer(drawn[-1])["events"]) == 216
    assert any("no claim type" in text for text in page.html)


def test_a_picked_square_lists_its_events_newest_first(open_page, drawn):
    page = open_page("map", events="recorded", cell=HARROW)
    assert page.ignored == []
    assert layer(drawn[-1])["selected"] == HARROW
    [table] = [t.value for t in page.app.dataframe if "Notes" in t.value]
    assert len(table) == 24 * 5
    assert table["When"].iloc[0] == "19 Dec 1987"
    assert table["When"].iloc[-1] == "1 Jan 1986"
    assert set(table["Place"]) == {"Harrow Ford", "Harrow Mill", "Harrow Gate", "Harrow Weir"}
    assert table["Source"].iloc[0] == "Invented Agency"
    card = next(text for text in page.html if "atlas-event" in text)
    assert "Invented report 239" in card
    page.click("drop-cell")
    assert layer(drawn[-1])["selected"] == ""
    assert not any("Notes" in t.value for t in page.app.dataframe)


def test_a_step_back_takes_back_what_was_picked(open_page, monkeypatch: pytest.MonkeyPatch):
    page = open_page("map", events="recorded", cell=HARROW)
    del page.app.query_params["cell"]  # the address of the step before
    monkeypatch.setattr(kept_choices, "is_step", lambda: True)
    page.app.run()
    assert page.app.session_state["cell"] == ""
    assert "cell" not in page.app.query_params


def test_a_picked_month_narrows_the_map_and_the_calendar(open_page, drawn):
    everything = open_page("events", events="recorded")
    assert "240" in numbers(everything)
    page = open_page("events", events="recorded", month="1986-03")
    assert page.ignored == []
    assert sum(layer(drawn[-1])["events"]) == 9
    assert "10 events recorded" in re.sub(r"\s+", " ", numbers(page))
    told = charts(page)
    assert sum("March 1986 is set off" in text for text in told) == 2
    assert any("in March 1986, shaded by events: 10 events" in text for text in told)
    page.click("drop-month")
    assert sum(layer(drawn[-1])["events"]) == 216


def test_a_picked_square_narrows_every_chart(open_page):
    page = open_page("events", events="recorded", cell=HARROW)
    assert len(charts(page)) == 4  # three of the dataset, and the package's own counts
    by_type = next(text for text in charts(page) if "by type" in text)
    assert "Battles: 72 events" in by_type
    assert "Shelling: 24 events" in by_type
    assert "Around Harrow" in page.app.button("drop-cell").label


def test_each_chart_has_words_and_a_table(open_page):
    page = open_page("events", events="recorded")
    assert len(charts(page)) == 4  # three of the dataset, and the package's own counts
    *of_dataset, of_package = charts(page)
    for told in of_dataset:
        assert "recorded by Invented Register" in told
    assert "The sums by month are made here" in of_package
    tables = [t.value for t in page.app.dataframe]
    by_type = next(t for t in tables if "Type" in t and "Month" in t)
    assert by_type["Events"].sum() == EVENTS
    assert by_type["Best killed"].sum() == 24 * sum(range(1, 10))
    days = next(t for t in tables if "Day" in t)
    assert days["Events"].sum() == EVENTS


def test_an_event_counts_under_each_of_its_sides(open_page):
    page = open_page("events", events="recorded")
    table = next(t.value for t in page.app.dataframe if "Actor" in t.value)
    sums = table.groupby("Actor")["Events"].sum()
    assert sums["Civilians"] == 72
    assert sums.sum() == 2 * EVENTS


def test_what_a_link_asks_of_events_is_reported_when_it_cannot_be(open_page):
    for link, told in (
        ({"events": "nowhere"}, ["events=nowhere"]),
        ({"events": "recorded", "colour": "red"}, ["colour=red"]),
        ({"events": "recorded", "cell": "8/999/1"}, ["cell=8/999/1"]),
        ({"events": "recorded", "cell": "08/100/120"}, ["cell=08/100/120"]),
        ({"events": "recorded", "month": "1986-13"}, ["month=1986-13"]),
        ({"events": "recorded", "month": "1985-12"}, ["month=1985-12"]),  # before any event
        ({"events": "recorded", "month": "1988-01"}, ["month=1988-01"]),
        ({"month": "1986-03", "cell": HARROW}, [f"cell={HARROW}", "month=1986-03"]),
        ({"events": "recorded", "colour": "side", "month": "1986-03"}, []),
    ):
        assert sorted(open_page("map", **link).ignored) == told, link
        assert sorted(open_page("events", **link).ignored) == told, link
    asked = open_page("timeline", events="recorded", cell=HARROW)
    assert asked.ignored == [f"cell={HARROW}"]


def test_a_dataset_stays_chosen_on_other_pages(open_page):
    page = open_page("map", events="recorded", month="1986-03")
    page.app.switch_page("../../pages/events.py").run()
    assert page.app.session_state["events"] == "recorded"
    assert page.app.session_state["month"] == "1986-03"
    assert "10" in numbers(page)


def test_another_dataset_or_none_forgets_what_was_picked(open_page, drawn):
    page = open_page("map", events="recorded", month="1986-03", cell=HARROW)
    page.app.query_params.clear()  # AppTest does not update the address as a browser does
    page.app.selectbox("events").set_value(None).run()
    assert layer(drawn[-1]) is None
    assert (page.app.session_state["month"], page.app.session_state["cell"]) == ("", "")


def test_more_events_than_fit_are_paged(open_page):
    page = open_page("events", events="recorded")
    told = [c.value for c in page.app.caption]
    assert "1 to 200 of 240 events recorded, newest first" in told
    page.click("page-Older")
    assert "201 to 240 of 240 events recorded, newest first" in [c.value for c in page.app.caption]
    table = next(t.value for t in page.app.dataframe if "Notes" in t.value)
    assert len(table) == 40
    assert table["When"].iloc[-1] == "1 Jan 1986"


def test_without_a_dataset_the_page_says_what_would_be_there(open_page, monkeypatch, tmp_path):
    page = open_page("events")
    assert page.app.button("choose-recorded")
    page.click("choose-recorded")
    assert "240" in numbers(page)
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(tmp_path))
    memoization.clear()
    page = open_page("events")
    assert any("There is no event dataset here yet" in text for text in page.html)
    assert any("conflict-atlas import FILE" in text for text in page.html)
    assert "events" not in [box.key for box in page.app.selectbox]


@pytest.mark.parametrize("name", ["map", "events"])
def test_it_says_how_many_events_lie_outside_the_map(open_page, name: str):
    def told(page: Any) -> str:
        return " ".join(text for text in page.html if "atlas-asked" in text)

    page = open_page(name, events="recorded")
    state = page.app.session_state
    state[session_keys.MAP_BOUNDS] = Bounds(-38.2, 10.7, -38.0, 10.9), 9.0
    page.app.run()
    assert "96 of 216 events with coordinates lie outside the part of the map shown." in told(page)
    state[session_keys.MAP_BOUNDS] = Bounds(-60.0, -10.0, 0.0, 60.0), 4.0
    page.app.run()
    assert "the part of the map shown" not in told(page)
    state[session_keys.MAP_BOUNDS] = Bounds(100.0, 10.7, 101.0, 10.9), 9.0
    page.app.run()
    assert "None of these events lies in the part of the map shown." in told(page)


def test_titles_are_offered_and_the_link_has_the_identifier(open_page):
    page = open_page("map")
    assert page.app.selectbox("dataset-title").options == ["Invented Register"]
    page.app.selectbox("dataset-title").set_value("Invented Register").run()
    assert page.app.session_state["events"] == "recorded"
    linked = open_page("map", events="recorded")
    assert linked.app.selectbox("dataset-title").value == "recorded"
    assert not linked.ignored


TITLE = "GED [2016](https://example.org) *x* :smile: -> `y`"


def make_row(latitude: float, longitude: float, **known: Any) -> dict[str, Any]:
    """One event at a point."""
    x, y = tile(latitude, longitude, TILE_ZOOM)
    return {
        "source_id": "one", "event_id": "1", "date_start": date(1987, 5, 12),
        "date_end": date(1987, 5, 12), "date_precision": "day", "geo_precision": "point",
        "latitude": latitude, "longitude": longitude, "tile_x": x, "tile_y": y,
        "licence": "CC0-1.0",
    } | known  # fmt: skip


def test_titles_are_escaped_on_buttons_and_told_apart(open_page, put_events, monkeypatch, tmp_path):
    rows = [make_row(10.8, -38.1, place="A [b] *c*")]
    for source_id, title in (("one", TITLE), ("three", "Equal"), ("two", "Equal")):
        put_events(tmp_path, rows, source_id, title)
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(tmp_path))
    memoization.clear()
    page = open_page("events")
    labels = {
        source_id: page.app.button(f"choose-{source_id}").label for source_id in ("one", "two")
    }
    assert labels == {"one": markdown.escape(TITLE), "two": markdown.escape("two: Equal")}
    options = page.app.selectbox("dataset-title").options
    assert options == [TITLE, "three: Equal", "two: Equal"]  # no label, no Markdown
    chosen = open_page("events", events="one", cell=HARROW)
    assert chosen.app.button("drop-cell").label == markdown.escape("Around A [b] *c*")
    memoization.clear()


def test_a_broken_manifest_does_not_take_the_claims_away(open_page, monkeypatch, tmp_path):
    (tmp_path / "broken.json").write_text("{", "utf-8")
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(tmp_path))
    memoization.clear()
    page = open_page("map")
    assert not page.app.exception
    assert page.count > 0
    memoization.clear()


def test_an_older_link_gives_each_row_its_own_scale(open_page):
    shared, older, newer = (
        open_page("events", events="recorded", **asked)
        for asked in ({}, {"own": "true"}, {"row_scale": "true"})
    )
    assert [p.app.toggle("row_scale").value for p in (shared, older, newer)] == [False, True, True]
    assert older.ignored == []
    assert "own" not in older.app.query_params
    drawn = [
        [chart.proto.spec for chart in p.app.get("plotly_chart")] for p in (shared, older, newer)
    ]
    assert drawn[0] != drawn[1] == drawn[2]


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_every_key_of_a_session_is_declared(name: str, open_page):
    claim = "harrow-ford-shelling-deaths"
    page = open_page(name, events="recorded", claim=claim, cell=HARROW, month="1986-03")
    assert not page.app.exception
    known = {key for value in KEYS for key in ([value] if isinstance(value, str) else value)}
    beginnings = tuple(f"{key.removesuffix('-')}-" for key in known)  # a table, a file, a country
    for key in page.app.session_state:
        if not re.fullmatch("[0-9a-f]{64}", key):  # streamlit-folium's name of its map
            assert key in known | KNOWN or key.startswith(beginnings), key


def test_every_chart_is_on_some_page(open_page):
    """So that readers, and the tests of pages, see every declared chart."""
    asked = {"events": "recorded", "claim": "harrow-ford-shelling-deaths", "days": "60"}
    shown = {
        chart.proto.id
        for page in PAGES
        if page.charts
        for chart in open_page(page.name, **asked).app.get("plotly_chart")
    }
    for key in session_keys.CHARTS:
        assert any(re.search(rf"-{key}(\w|-)*$", one) for one in shown), key
