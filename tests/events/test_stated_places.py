"""Rows without coordinates, placed at points of their areas that a mapping file gives."""

from collections.abc import Mapping
from typing import Any

import pytest

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.reader import Reading, read_events

ROWS = """Ref,Day,Area,Kind,Killed
1,2016-03-04,A1,battle,3
2,2016-03-05, A1 ,battle,4
3,2016-03-06,B2,battle,5
4,2016-03-07,,battle,6
5,2016-03-08,B2,drill,7
6,2016-03-09,Ain al-'Arab,battle,8
"""
COLUMNS = {"event_id": "Ref", "date_start": "Day", "best": "Killed", "event_type": "Kind"}
POINTS = {"A1": [36.5, 37.5], "Ain al-'Arab": [36.9, 38], "Unused": [0.5, -1]}
PLACES = {"column": "Area", "precision": "admin1", "points": POINTS}


def _read(text: str = ROWS, places: Mapping[str, Any] = PLACES, **stated: Any) -> Reading:
    mapping = {"columns": COLUMNS, "places": dict(places), **stated}
    return read_events(text.encode(), "areas.csv", mapping=mapping)


def test_a_known_area_is_placed_and_an_unknown_one_is_counted():
    reading = _read()
    events = reading.table.to_pandas().set_index("event_id").sort_index()
    assert events["latitude"].tolist()[:2] == [36.5, 36.5]
    assert events.loc["6", ["latitude", "longitude"]].tolist() == [36.9, 38]
    assert events.loc[["1", "2", "6"], "geo_precision"].unique().tolist() == ["admin1"]
    nowhere = events.loc[["3", "4", "5"]]
    assert nowhere["latitude"].isna().all()
    assert nowhere["tile_x"].isna().all()
    assert nowhere["geo_precision"].unique().tolist() == ["unknown"]
    report = reading.report()
    assert "3 not placed" in report
    assert "placed by Area, at points of the mapping file that stand for an area (admin1)" in report
    assert "without a point in the mapping file, with their rows: B2 (2), nothing (1)" in report
    assert "latitude from Area" in report
    assert reading.source.placed == 3


def test_rows_that_are_no_events_are_left_out_and_listed():
    reading = _read(leave_out={"Kind": ["drill", "test"], "Ref": ["1"]})
    assert reading.counts.imported == 4
    assert reading.rejected["Ref"].tolist() == ["1", "5"]
    assert reading.rejected["reason"].tolist() == [
        "left out by the mapping file: Ref is 1",
        "left out by the mapping file: Kind is drill or test",
    ]
    assert _read(leave_out={"Area": [""]}).rejected["Ref"].tolist() == ["4"]


def test_a_table_with_coordinates_gets_no_others():
    with pytest.raises(ImportFault, match="coordinates of its own"):
        read_events(
            b"Ref,date_start,latitude,longitude,Area\n1,2016-03-04,33,44,A1\n",
            "t.csv", mapping={"places": PLACES},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"column": "Nothing"}, "no such column; there are Ref"),
        ({"column": ""}, "no such column"),
        ({"column": None}, "places.column"),
        ({"precision": "exact"}, "expected one of admin2, admin1, region, country"),
        ({"points": {}}, "degrees north and east"),
        ({"points": {"A1": [36.5]}}, r"places.points.A1.*degrees north, degrees east"),
        ({"points": {"A1": [91, 0]}}, "places.points.A1"),
        ({"points": {"A1": ["36", "37"]}}, "places.points.A1"),
        ({"points": {"A1": [1, 2], "A1 ": [3, 4]}}, "the same name"),
        ({"file": "/etc/passwd"}, "places.file"),
    ],
)
def test_what_is_not_understood_is_named(changed, words):
    places = {key: value for key, value in {**PLACES, **changed}.items() if value is not None}
    with pytest.raises(ImportFault, match=words):
        _read(places=places)


@pytest.mark.parametrize("left", [{"Kind": "drill"}, {"Kind": [["x"]]}, {"None": ["x"]}])
def test_what_is_left_out_is_a_list_for_a_column(left):
    with pytest.raises(ImportFault, match="leave_out"):
        _read(leave_out=left)


def test_points_belong_to_the_version_of_a_dataset():
    other = {**PLACES, "points": {**POINTS, "B2": [33, 44]}}
    assert _read().source.version != _read(places=other).source.version
