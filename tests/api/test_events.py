"""``/events``: one dataset at a time, filtered like the dashboard, each event once."""

import csv
import io
import json

import pytest

from conflict_atlas.api import response
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.dataset import datasets
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import tile
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.evidence import filter_translation


def test_without_a_dataset_it_says_how_to_load_one(real):
    answer = real.ask("/events")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "conflict-atlas import" in answer.data["detail"]
    assert real.ask("/events", limit="x").status == 400
    assert real.ask("/sources").status == 200


def test_the_only_dataset_needs_no_name(with_events):
    assert with_events.ask("/events").ids == with_events.ask("/events", source="crossing").ids
    assert with_events.ask("/events").data["name"] == "crossing"


def test_among_several_nothing_is_guessed(with_two):
    answer = with_two.ask("/events")
    assert answer.status == 400
    assert answer.data["errors"] == [
        {"parameter": "source", "value": "", "expected": "one of crossing or other"}
    ]
    assert with_two.ask("/events", source="other").ids == ("e00", "e01", "e02")
    unknown = with_two.ask("/events", source="../other")
    assert unknown.data["errors"][0]["value"] == "../other"


def test_events_come_newest_first_with_every_column(with_events):
    found = with_events.ask("/events").data
    assert [feature["id"] for feature in found["features"]] == [
        *(f"e{number:02}" for number in range(24, 4, -1)), "e00", "e01", "e02", "e03", "e04",
    ]  # fmt: skip
    first = found["features"][0]
    assert first["geometry"] is None
    assert first["properties"]["best"] is None
    written = [c.name for c in COLUMNS if c.name not in {"tile_x", "tile_y", "geometry"}]
    assert list(first["properties"]) == written
    assert (found["licence"], found["attribution"]) == ("CC0-1.0", "Nobody")
    assert (found["invented"], found["measure"]) == (True, "people-killed")
    assert found["features"][1]["geometry"] == {"type": "Point", "coordinates": [43.119, 36.335]}


def test_csv_holds_the_same_safe_for_spreadsheets(with_events):
    text = with_events.ask("/events", format="csv").body.decode("utf-8")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["event_id"] for row in found] == [*with_events.ask("/events").ids]
    assert (found[0]["notes"], found[0]["side_b"]) == ("'=HYPERLINK(1)", "'-x")
    assert (found[0]["best"], found[0]["latitude"]) == ("", "")
    assert (found[1]["best"], found[1]["date_start"]) == ("23", "2016-01-24")


@pytest.mark.parametrize("limit", [1, 4, 24, 25])
def test_pages_cover_every_event_once(with_events, limit: int):
    address, seen = f"{with_events.url}/events?limit={limit}", []
    while address:
        answer = with_events.follow(address)
        assert answer.headers["X-Total-Count"] == "25"
        seen += answer.ids
        address = answer.link("next")
    assert seen == [*with_events.ask("/events").ids]


def test_a_box_may_cross_the_date_line(with_events):
    both = with_events.ask("/events", bbox="178,-20,-179,-10").ids
    assert sorted(both) == [f"e{number:02}" for number in range(20)]
    east = with_events.ask("/events", bbox="-180,-20,-179,-10").ids
    west = with_events.ask("/events", bbox="178,-20,180,-10").ids
    assert sorted((*east, *west)) == sorted(both)
    assert with_events.ask("/events", bbox="-179,-20,178,-10").ids == ()
    assert len(with_events.ask("/events", bbox="-180,-90,180,90").ids) == 24


def test_a_square_holds_the_events_in_it(with_events):
    features = with_events.ask("/events").data["features"]
    cells: dict[str, list[str]] = {}
    for feature in features:
        if feature["geometry"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            x, y = tile(latitude, longitude, 6)
            cells.setdefault(f"6/{x}/{y}", []).append(feature["id"])
    assert len(cells) > 1
    for cell, expected in cells.items():
        assert [*with_events.ask("/events", cell=cell).ids] == expected
    assert with_events.ask("/events", cell="3/999/1").ids == ()


@pytest.mark.parametrize("cell", ["", "8", "8/1", "17/1/1", "08/1/1", "8/-1/1", "8/1/1 ", "a/b/c"])
def test_what_is_no_square_is_refused(with_events, cell: str):
    answer = with_events.ask("/events", cell=cell)
    assert answer.status == 400
    assert "zoom/x/y of a square of the map" in answer.data["errors"][0]["expected"]


SELECTIONS = [
    ({}, Selection()),
    ({"actor": "ISIS"}, Selection(actors=("isis",))),
    ({"place": "Mosul"}, Selection(places=("mosul",))),
    ({"q": "mosul"}, Selection(text="mosul")),
    ({"actor": ["ISIS", "qatar"]}, Selection(actors=("isis", "qatar"))),
]


@pytest.mark.parametrize(("params", "selection"), SELECTIONS)
def test_the_same_events_as_the_dashboard(
    with_events, real_package, library, params, selection: Selection
):
    [dataset] = datasets(library)
    names = frozenset(dataset.names(EventFilter(), "actor")["name"])
    asked, notes = filter_translation.translate(
        real_package, selection, names, dataset.manifest.format
    )
    expected = dataset.summary(asked).events
    found = with_events.ask("/events", **params).data
    assert found["numberMatched"] == expected > 0
    assert found["notes"] == [*notes]


def test_days_are_inclusive(with_events):
    found = with_events.ask("/events", from_="2016-01-22", to="2016-01-23").ids
    assert found == ("e22", "e21")


def test_what_a_filter_means_here_is_told_in_every_form(with_events):
    answer = with_events.ask("/events", actor="Qatar", format="csv")
    assert answer.headers["X-Total-Count"] == "0"
    assert "Qatar" in answer.headers["X-Notes"]
    assert with_events.ask("/events", actor="Qatar").data["notes"]
    assert "X-Notes" not in with_events.ask("/events").headers


def test_notes_fit_into_a_header():
    assert json.loads(response.fit_notes(("Qaḑā’",))) == ["Qaḑā’"]
    assert response.fit_notes(("Qaḑā’",)).isascii()
    assert "format=geojson" in response.fit_notes(("x" * 5_000,))


def test_types_are_those_of_the_dataset(with_events, with_two):
    assert len(with_events.ask("/events", type="Battles").ids) == 4
    assert len(with_events.ask("/events", type=["Battles", "Strikes"]).ids) == 25
    refused = with_events.ask("/events", type="Casualties")
    assert refused.status == 400
    assert "Strikes or Battles" in refused.data["detail"]
    # A type known from another dataset is valid, but matches nothing here.
    assert with_two.ask("/events", source="crossing", type="Riots").ids == ()


def test_datasets_come_and_go_while_it_is_served(serve_api, real_package, make_library):
    library = make_library(one=[], two=[])
    api = serve_api(real_package, library)
    named = [s["source_id"] for s in api.ask("/sources").data["sources"] if s["kind"] == "events"]
    assert named == ["one", "two"]
    tag = api.ask("/openapi.json").headers["ETag"]
    assert api.ask("/events").status == 400
    library.remove("two")
    assert api.ask("/events").data["numberMatched"] == 0
    assert api.ask("/openapi.json").headers["ETag"] != tag
    library.remove("one")
    assert api.ask("/events").status == 404


GONE = [
    ("/events", {}),
    ("/events", {"format": "csv"}),
    ("/events", {"type": "Strikes"}),
    ("/events", {"q": "mosul"}),
    ("/openapi.json", {}),
]


@pytest.fixture
def with_one_gone(serve_api, real_package, make_library, monkeypatch):
    """Give an API whose dataset is removed between being listed and being queried."""
    library = make_library(one=[{"event_id": "e1", "event_type": "Strikes"}])
    api = serve_api(real_package, library)
    listed = library.sources()
    library.remove("one")
    monkeypatch.setattr(library, "sources", lambda: listed)
    return api


@pytest.mark.parametrize(("path", "params"), GONE)
def test_a_dataset_that_goes_while_it_is_asked_for_is_told(with_one_gone, path, params):
    answer = with_one_gone.ask(path, **params)
    assert answer.status == 404
    assert "one was replaced or removed a moment ago" in answer.data["detail"]
    assert with_one_gone.ask("/sources").status == 200
