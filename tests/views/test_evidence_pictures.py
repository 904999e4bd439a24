"""The three pictures of the evidence page: their drawings, words and omissions."""

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
from conflict_atlas.views.evidence import (
    event_rows,
    evidence_days_strip,
    evidence_map,
    evidence_sums_chart,
)

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
    def make(sums: Summary, claim_id: str = DEATHS, **about: object) -> Finding:
        window = default_window(centres(invented_package, claim_id)[0])
        coverage, source = Coverage(5, 0, (), ""), make_source(**about)
        claim = invented_package.claims.loc[[claim_id]].to_dict("records")[0]
        verdict = decide(claim, source.measure, sums, coverage)
        # No picture queries the library.
        return Finding(claim_id, Dataset(None, source), window, sums, coverage, verdict)

    return make


def summed(events: int, low: int | None, best: int | None, high: int | None) -> Summary:
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
    first = make(summed(2, 50, 60, 70))
    second = make(summed(1, 1, 2, 3), title="Other")
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
    drawn = evidence_sums_chart.sums(invented_package, EVENT, (make(summed(1, 4, 5, 6), EVENT),))
    assert list(drawn.figure.data[-1].x) == [5]
    assert not drawn.figure.layout.shapes  # nothing is shaded
    assert "shaded" not in drawn.figure.layout.xaxis.title.text


def test_what_is_not_counted_in_people_killed_is_in_the_table_only(invented_package, make):
    moved = make(summed(1, 400, 500, 600), measure="people-displaced")
    drawn = evidence_sums_chart.sums(invented_package, DEATHS, (moved,))
    assert not drawn.figure.data
    assert "500 people displaced (between 400 and 600)" in drawn.table["Figure"].tolist()


def test_an_invented_dataset_is_named_so_in_every_picture(invented_package, make):
    finding = make(summed(1, 4, 5, 6), invented=True)
    sums = evidence_sums_chart.sums(invented_package, DEATHS, (finding,))
    strip = evidence_days_strip.strip((finding,), (days(("1987-05-12", 5)),))
    words = evidence_map.in_words((finding,), (spots((10.8, -38.1, 5, "A")),))
    for picture in (sums, strip, words):
        assert "Register (invented)" in picture.alt
    for picture in (sums, strip):
        assert "Register (invented)" in picture.figure.to_json()
    assert words.table["Dataset"].tolist() == ["Register (invented)"]


# ---- days ----------------------------------------------------------------------------------------


def test_days_are_lanes_and_the_claim_is_shaded(make):
    one, two = make(summed(2, 8, 8, 8)), make(summed(1, 2, 2, 2), title="Other")
    frames = (days(("1987-05-11", 6), ("1987-05-12", 2)), days(("1987-05-13", 2)))
    picture = evidence_days_strip.strip((one, two), frames)
    first, second = (bars for bars in picture.figure.data if len(bars.x))
    assert first.base[0] < second.base[0]
    assert abs(first.y[0]) > abs(first.y[1])
    [band] = picture.figure.layout.shapes
    assert pd.Timestamp(band.x0) < pd.Timestamp("1987-05-12") < pd.Timestamp(band.x1)
    assert len(picture.table) == 3


def test_an_event_that_began_earlier_stands_at_the_edge_and_says_so(make):
    picture = evidence_days_strip.strip((make(summed(1, 2, 2, 2)),), (days(("1987-01-03", 2)),))
    [marks] = (bars for bars in picture.figure.data if len(bars.x))
    assert pd.Timestamp(marks.x[0]) == pd.Timestamp("1987-05-11")
    assert list(marks.marker.pattern.shape) == ["/"]
    assert "Began on 3 January 1987" in marks.hovertext[0]


def test_days_without_figures_have_the_smallest_mark(make):
    picture = evidence_days_strip.strip(
        (make(summed(1, None, None, None)),), (days(("1987-05-12", math.nan)),)
    )
    [marks] = (bars for bars in picture.figure.data if len(bars.x))
    assert "no figure" in marks.hovertext[0]
    assert marks.y[0] < 0
    assert picture.table["Figure"].tolist() == ["no figure"]


def test_days_outside_the_window_are_grey_and_in_no_sum(make):
    inside = days(("1987-05-12", 5))
    about = days(("1987-05-01", 9), ("1987-05-12", 5))
    picture = evidence_days_strip.strip((make(summed(1, 5, 5, 5)),), (inside,), (about,))
    grey, blue = (bars for bars in picture.figure.data if len(bars.x))
    assert [f"{day:%Y-%m-%d}" for day in pd.to_datetime(grey.x)] == ["1987-05-01"]
    assert [f"{day:%Y-%m-%d}" for day in pd.to_datetime(blue.x)] == ["1987-05-12"]
    assert grey.marker.color != blue.marker.color
    assert abs(grey.y[0]) > abs(blue.y[0])
    assert len(picture.table) == 1


def test_no_day_is_told(make):
    picture = evidence_days_strip.strip((make(NOTHING),), (days(),))
    assert picture.is_empty
    assert picture.alt == evidence_days_strip.NOTHING


# ---- map -----------------------------------------------------------------------------------------


def read(overlays, name):
    return json.loads(next(one.data for one in overlays if one.function == name))


def test_the_circle_is_as_wide_as_the_window_and_framed(make):
    finding = make(summed(1, 5, 5, 5))
    drawn = evidence_map.layers((finding,), (spots((10.8, -38.1, 5, "A")),), (spots(),))
    circle, frame = read(drawn, "circle"), read(drawn, "frame")
    centre = finding.window.centre
    assert (circle["at"], circle["km"]) == ([centre.latitude, centre.longitude], 15)
    (south, west), (north, east) = frame["bounds"]
    assert centre.distance(north, centre.longitude) == pytest.approx(15, rel=1e-3)
    assert centre.distance(centre.latitude, east) == pytest.approx(15, rel=1e-2)
    assert (north + south) / 2 == pytest.approx(centre.latitude)
    assert (east + west) / 2 == pytest.approx(centre.longitude)


def test_events_around_the_circle_are_apart_from_those_in_it(make):
    finding = make(summed(1, 5, 5, 5))
    inside = spots((10.8, -38.1, 5, "A"))
    around = spots((10.8, -38.1, 5, "A"), (11.4, -38.1, 50, "B"))
    marks = read(evidence_map.layers((finding,), (inside,), (around,)), "circle")["spots"]
    assert [(one["lines"][0], one["within"], one["named"]) for one in marks] == [
        ("B", False, False),
        ("A", True, True),
    ]
    assert marks[0]["size"] > marks[1]["size"]
    assert marks[1]["label"] == "A: 1 event, 5 killed"


@pytest.mark.parametrize("km", [1, 5, 15, 100, 500])
def test_the_circle_fits_a_phone(invented_package, km):
    window = Window(centres(invented_package, DEATHS)[0], 1, km)
    pixels = 256 * 2 ** evidence_map.zoom(window) / 360
    across = 2 * km / 111.195 / math.cos(math.radians(window.centre.latitude)) * pixels
    assert across <= 330


def test_the_map_is_told(make):
    words = evidence_map.in_words((make(NOTHING),), (spots(),))
    assert words.table.empty
    assert "Map of 15 km around Harrow Ford, Velmar" in words.alt


def test_texts_of_a_dataset_are_texts(invented_package, make):
    hostile = "<img src=x onerror=alert(1)>"
    finding = make(summed(1, 5, 5, 5), title=hostile, attribution=hostile)
    pictures = (
        evidence_sums_chart.sums(invented_package, DEATHS, (finding,)),
        evidence_days_strip.strip((finding,), (days(("1987-05-12", 5)),)),
    )
    for picture in pictures:
        assert "<img" not in json.dumps(picture.figure.to_plotly_json(), default=str)
    drawn = evidence_map.layers((finding,), (spots((10.8, -38.1, 5, hostile)),), (spots(),))
    assert all("<img" not in one.data for one in drawn)
    events = pd.DataFrame(
        {"date_start": [pd.Timestamp("1987-05-12")], "place": [hostile], "best": [5.0]}
    ).assign(low=5.0, high=7.0)
    rows = event_rows.event_rows(finding, events)
    assert "<img" not in rows
    assert "5–7" in rows


def test_a_long_window_names_months(make):
    finding = make(summed(1, 5, 5, 5))
    long = replace(finding, window=replace(finding.window, days=300))
    picture = evidence_days_strip.strip((long,), (days(("1987-05-12", 5)),))
    assert picture.figure.layout.xaxis.tickformat
    assert long.window.first_day == date(1986, 7, 16)


def test_long_names_are_cut_in_legends(make):
    whole = make(summed(1, 5, 5, 5), title="A name of twenty signs")
    assert evidence_sums_chart.short_name(whole) == "A name of twenty signs"
    cut = evidence_sums_chart.short_name(make(summed(1, 5, 5, 5), title="A & B " * 30))
    assert cut.endswith("…")
    invented = make(summed(1, 5, 5, 5), title="Long " * 30, invented=True)
    assert evidence_sums_chart.short_name(invented).endswith("… (invented)")
    assert "&amp;" in cut
