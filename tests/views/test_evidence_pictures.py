"""The three pictures of the evidence page: what they draw, tell and leave out."""

import json
import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.summary import Summary
from conflict_atlas.evidence.finding import Coverage, Finding, decide
from conflict_atlas.evidence.window import Window, centres, default_window
from conflict_atlas.views.evidence import evidence_days_strip, evidence_map, evidence_sums_chart
from conflict_atlas.views.maps import chart_ground

DEATHS, EVENT = "harrow-ford-shelling-deaths", "harrow-ford-shelling-may-1987"
NOTHING = Summary(0, 0, None, None, None, None, None, 0, None, 0, 0)


def make_source(title: str = "Register", **known: object) -> Manifest:
    facts = {
        "source_id": title.lower(), "title": title, "format": "csv", "file_name": "f.csv",
        "version": "v1", "measure": "people-killed", "licence": "CC0-1.0",
        "attribution": "Nobody", "rows_read": 0, "imported": 0, "rejected": 0, "placed": 0,
        "first_day": "1980-01-01", "last_day": "1990-01-01",
    }  # fmt: skip
    return Manifest(**(facts | known))


@pytest.fixture
def make(invented_package):
    def make(tally: Summary, claim_id: str = DEATHS, **about: object) -> Finding:
        window = default_window(centres(invented_package, claim_id)[0])
        coverage, source = Coverage(5, 0, (), ""), make_source(**about)
        claim = invented_package.claims.loc[[claim_id]].to_dict("records")[0]
        verdict = decide(claim, source.measure, tally, coverage)
        # No picture asks the library anything.
        return Finding(claim_id, Dataset(None, source), window, tally, coverage, verdict)

    return make


def tally(events: int, low: int | None, best: int | None, high: int | None) -> Summary:
    figured = events if best else 0
    return Summary(events, figured, low, best, high, None, None, events, best, 0, 0)


def days(*rows: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": pd.to_datetime([day for day, _ in rows]).astype("datetime64[us]"),
            "events": [1] * len(rows),
            "low": [best for _, best in rows],
            "best": [best for _, best in rows],
            "high": [best for _, best in rows],
        }
    )


def spots(*rows: tuple[float, float, float, str]) -> pd.DataFrame:
    columns = ["latitude", "longitude", "best", "place"]
    frame = pd.DataFrame(list(rows), columns=columns)
    return frame.assign(low=frame["best"], high=frame["best"], events=1, places=1)


# ---- sums ----------------------------------------------------------------------------------------


def test_each_dataset_has_a_range_of_its_own_below_the_claim(invented_package, make):
    first = make(tally(2, 50, 60, 70))
    second = make(tally(1, 1, 2, 3), title="Other")
    drawn = evidence_sums_chart.sums(invented_package, DEATHS, (first, second))
    dots = drawn.figure.data[-1]
    assert list(dots.x) == [60, 85, 60, 2]  # the claim's two ends, then the two best
    assert 62 not in dots.x  # never added up
    labels = [note.text for note in drawn.figure.layout.annotations]
    assert labels[0].startswith("<b>The article")
    assert labels[1].startswith("Register, 2 events")
    assert labels[2].startswith("Other, 1 event")
    assert len(drawn.table) == 3
    assert "Register records 2 events" in drawn.alt
    assert "Other records 1 event" in drawn.alt


def test_a_claim_without_a_number_leaves_only_the_datasets(invented_package, make):
    drawn = evidence_sums_chart.sums(invented_package, EVENT, (make(tally(1, 4, 5, 6), EVENT),))
    assert list(drawn.figure.data[-1].x) == [5]
    assert not drawn.figure.layout.shapes  # nothing is shaded
    assert "shaded" not in drawn.figure.layout.xaxis.title.text


def test_what_is_not_counted_in_people_killed_is_in_the_table_only(invented_package, make):
    moved = make(tally(1, 400, 500, 600), measure="people-displaced")
    drawn = evidence_sums_chart.sums(invented_package, DEATHS, (moved,))
    assert not drawn.figure.data
    assert "500 people displaced (between 400 and 600)" in drawn.table["Figure"].tolist()


def test_an_invented_dataset_is_named_so_in_every_picture(invented_package, make):
    finding = make(tally(1, 4, 5, 6), invented=True)
    sums = evidence_sums_chart.sums(invented_package, DEATHS, (finding,))
    strip = evidence_days_strip.strip((finding,), (days(("1987-05-12", 5)),))
    drawn = evidence_map.map_(invented_package, (finding,), (spots((10.8, -38.1, 5, "A")),))
    for picture in (sums, strip, drawn):
        assert "Register (invented)" in picture.alt
        assert "Register (invented)" in picture.figure.to_json()


# ---- days ----------------------------------------------------------------------------------------


def test_days_are_lanes_and_the_claim_is_shaded(make):
    one, two = make(tally(2, 8, 8, 8)), make(tally(1, 2, 2, 2), title="Other")
    frames = (days(("1987-05-11", 6), ("1987-05-12", 2)), days(("1987-05-13", 2)))
    picture = evidence_days_strip.strip((one, two), frames)
    first, second = picture.figure.data
    assert (set(first.y), set(second.y)) == ({0}, {1})
    assert first.marker.size[0] > first.marker.size[1]
    [band] = picture.figure.layout.shapes
    assert pd.Timestamp(band.x0) < pd.Timestamp("1987-05-12") < pd.Timestamp(band.x1)
    assert len(picture.table) == 3


def test_an_event_that_began_earlier_stands_at_the_edge_and_says_so(make):
    picture = evidence_days_strip.strip((make(tally(1, 2, 2, 2)),), (days(("1987-01-03", 2)),))
    [marks] = picture.figure.data
    assert pd.Timestamp(marks.x[0]) == pd.Timestamp("1987-05-11")
    assert list(marks.marker.symbol) == ["triangle-left"]
    assert "Began on 3 January 1987" in marks.hovertext[0]


def test_days_without_figures_have_the_smallest_mark(make):
    picture = evidence_days_strip.strip(
        (make(tally(1, None, None, None)),), (days(("1987-05-12", math.nan)),)
    )
    assert "no figure" in picture.figure.data[0].hovertext[0]
    assert picture.table["Figure"].tolist() == ["no figure"]


def test_no_day_is_told(make):
    picture = evidence_days_strip.strip((make(NOTHING),), (days(),))
    assert picture.is_empty
    assert picture.alt == evidence_days_strip.NOTHING


# ---- map -----------------------------------------------------------------------------------------


def test_the_circle_is_as_wide_as_the_window(invented_package, make):
    finding = make(tally(1, 5, 5, 5))
    picture = evidence_map.map_(invented_package, (finding,), (spots((10.8, -38.1, 5, "A")),))
    circle = next(trace for trace in picture.figure.data if trace.name == "15 km")
    centre = finding.window.centre
    away = [centre.distance(n, e) for n, e in zip(circle.lat, circle.lon, strict=True)]
    assert min(away) == pytest.approx(15, rel=1e-3)
    assert max(away) == pytest.approx(15, rel=1e-3)


@pytest.mark.parametrize("km", [1, 5, 15, 100, 500])
def test_the_circle_fits_a_phone(invented_package, km):
    window = Window(centres(invented_package, DEATHS)[0], 1, km)
    pixels = 512 * 2 ** evidence_map.zoom(window) / 360
    across = 2 * km / 111.195 / math.cos(math.radians(window.centre.latitude)) * pixels
    assert across <= 330


def test_nothing_is_fetched_from_elsewhere(invented_package, make):
    picture = evidence_map.map_(invented_package, (make(NOTHING),), (spots(),))
    assert "http" not in picture.figure.to_json()
    assert picture.table.empty
    assert "Map of 15 km around Harrow Ford, Velmar" in picture.alt


def test_the_ground_is_cut_to_the_part_that_shows(real_package):
    box = (44.0, 33.0, 45.0, 33.8)
    traces = chart_ground.draw_ground(real_package, box)
    points = [p for t in traces for p in zip(t["lon"], t["lat"], strict=True) if p[0] is not None]
    assert points
    assert all(43.99 <= east <= 45.01 and 32.99 <= north <= 33.81 for east, north in points)
    assert "Baghdad" in [name for name, _, _ in chart_ground.towns(real_package, box, 5)]


def test_names_on_the_map_leave_room_for_each_other():
    places = [("First", 40.0, 33.0), ("On top of it", 40.0, 33.0), ("Further", 41.0, 33.0)]
    notes = chart_ground.name_places(places, 100, 200)
    assert [note["text"] for note in notes] == ["<b>First</b>", "Further"]
    beyond = chart_ground.name_places([("First", 40.0, 33.0), ("Beyond", 42.0, 33.0)], 100, 200)
    assert len(beyond) == 1
    below = chart_ground.name_places([("First", 40.0, 33.0), ("Below", 40.0, 31.0)], 100, 200)
    assert len(below) == 1


@pytest.mark.parametrize("east", [-1.6, -1.2, 1.2, 1.6])
def test_no_edge_cuts_a_name(east: float):
    places = [("First", 40.0, 33.0), ("A town near the edge", 40.0 + east, 33.4)]
    _, town = chart_ground.name_places(places, 100, 200)
    letters = len(town["text"]) * 6.2  # pixels, as they are reckoned with
    assert abs(town["xshift"]) + letters / 2 <= 165  # half a phone's width
    assert town["xshift"] * east > 0


def test_texts_of_a_dataset_are_texts(invented_package, make):
    hostile = "<img src=x onerror=alert(1)>"
    finding = make(tally(1, 5, 5, 5), title=hostile, attribution=hostile)
    pictures = (
        evidence_sums_chart.sums(invented_package, DEATHS, (finding,)),
        evidence_days_strip.strip((finding,), (days(("1987-05-12", 5)),)),
        evidence_map.map_(invented_package, (finding,), (spots((10.8, -38.1, 5, hostile)),)),
    )
    for picture in pictures:
        assert "<img" not in json.dumps(picture.figure.to_plotly_json(), default=str)


def test_a_long_window_names_months(make):
    finding = make(tally(1, 5, 5, 5))
    long = replace(finding, window=replace(finding.window, days=300))
    picture = evidence_days_strip.strip((long,), (days(("1987-05-12", 5)),))
    assert picture.figure.layout.xaxis.tickformat
    assert long.window.first_day == date(1986, 7, 16)


def test_long_names_are_cut_in_legends(make):
    whole = make(tally(1, 5, 5, 5), title="A name of twenty signs")
    assert evidence_sums_chart.short_name(whole) == "A name of twenty signs"
    cut = evidence_sums_chart.short_name(make(tally(1, 5, 5, 5), title="A & B " * 30))
    assert cut.endswith("…")
    invented = make(tally(1, 5, 5, 5), title="Long " * 30, invented=True)
    assert evidence_sums_chart.short_name(invented).endswith("… (invented)")
    assert "&amp;" in cut
