import json

import pytest

from conflict_atlas.fault import Fault

DATED = {"date_start": "1987-03-01", "date_end": "1987-03-01", "time_precision": "range"}
COUNTED = {
    "measure": "people-killed",
    "unit": "people killed",
    "bound": "about",
    "low": "1",
    "high": "2",
}
PLACED = {"place_id": "@places.place_id", "geo_precision": "settlement"}
NOT_FOUND = {"found_date": "", "found_place_id": "", "found_source_id": ""}
FIGURE = {"low": "1", "best": "2", "high": "3", "date": "1989-03-01", "date_precision": "day"}

# A claim is first made valid with the given values, then broken; one fault in the column is due.
CLAIMS = [
    ({"claim_type": "status"}, {"second_type": "status"}, "second_type", "another type"),
    (DATED, {"date_end": "1987-02-28"}, "date_end", "1987-03-01 (date_start) or later"),
    (DATED, {"date_end": "1987-03-02", "time_precision": "day"}, "date_end", "is a day"),
    (DATED, {"date_end": "1987-04-01", "time_precision": "month"}, "date_end", "a day of 1987-03"),
    (DATED, {"date_end": "1988-01-01", "time_precision": "year"}, "date_end", "a day of 1987"),
    (PLACED, {"geo_precision": ""}, "geo_precision", "required with a place_id"),
    (PLACED, {"place_id": ""}, "place_id", "required with a geo_precision"),
    (COUNTED, {"measure": ""}, "measure", "required with a figure"),
    (COUNTED, {"unit": ""}, "unit", "required with a figure"),
    (COUNTED, {"bound": ""}, "bound", "required with a figure"),
    (COUNTED, {"low": "", "high": ""}, "low", "expected low, high or both"),
    (COUNTED, {"low": "3"}, "high", "expected at least 3 (low)"),
    (COUNTED, {"bound": "exact"}, "high", "the same as low"),
    (COUNTED, {"bound": "exact", "high": ""}, "high", "the same as low"),
    (COUNTED, {"bound": "at_least"}, "high", "expected nothing"),
    (COUNTED, {"bound": "at_least", "low": ""}, "low", "a value is required"),
    (COUNTED, {"bound": "at_most", "high": ""}, "high", "a value is required"),
    (COUNTED, {"bound": "nearly"}, "low", "expected nothing, as the bound is nearly"),
    (COUNTED, {"bound": "nearly", "low": "", "high": ""}, "low", "expected low, high or both"),
    ({}, {"anchor": "one two three four five six"}, "anchor", "at most 5 words"),
    (NOT_FOUND, {"found_date": "1987-03-01"}, "found_source_id", "required with a found_date"),
    (NOT_FOUND, {"found_place_id": "@places.place_id"}, "found_source_id", "required with"),
    (NOT_FOUND, {"found_source_id": "@sources.source_id"}, "found_source_id", "expected a found_"),
]
FIGURES = [
    ({"low": "", "best": "", "high": ""}, "best", "a figure without a number"),
    ({"best": "0.5"}, "best", "expected at least 1 (low)"),
    ({"high": "1.5"}, "high", "expected at least 2 (best)"),
    ({"best": "", "high": "0"}, "high", "expected at least 1 (low)"),
    ({"date_precision": ""}, "date_precision", "date and date_precision"),
    ({"date": ""}, "date", "date and date_precision"),
    ({"claim_id": "", "comparable": "true"}, "comparable", "expected nothing"),
    ({"claim_id": "@claims.claim_id", "comparable": ""}, "comparable", "expected true or false"),
    ({"unit": "geese"}, "unit", "the unit of the series"),
]


@pytest.mark.parametrize(("sound", "change", "column", "words"), CLAIMS)
def test_a_claim_that_contradicts_itself(
    editor, sound: dict[str, str], change: dict[str, str], column: str, words: str
):
    editor.set("claims.csv", sound)
    assert editor.broken_rules() == []
    editor.set("claims.csv", change)
    (fault,) = editor.broken_rules()
    value = editor.read("claims.csv")[0][column]
    assert (fault.file, fault.row, fault.column, fault.value) == ("claims.csv", 2, column, value)
    assert words in fault.reason


@pytest.mark.parametrize(("change", "column", "words"), FIGURES)
def test_a_figure_that_contradicts_itself(editor, change: dict[str, str], column: str, words: str):
    editor.set("figures.csv", FIGURE)
    assert editor.broken_rules() == []
    editor.set("figures.csv", change)
    (fault,) = editor.broken_rules()
    value = editor.read("figures.csv")[0][column]
    assert (fault.file, fault.row, fault.column, fault.value) == ("figures.csv", 2, column, value)
    assert words in fault.reason


def test_only_a_cumulative_series_has_a_start(editor):
    editor.set("series.csv", {"quantity": "stock", "start": "1987-01-01"})
    faults = {f.file: f for f in editor.broken_rules()}
    fault = faults["series.csv"]
    assert (fault.column, fault.value) == ("start", "1987-01-01")


def test_no_figure_is_older_than_the_start_of_its_series(editor):
    row = next(r for r in editor.read("series.csv") if r["quantity"] == "cumulative")
    figures = editor.read("figures.csv")
    number = next(n for n, f in enumerate(figures) if f["series_id"] == row["series_id"])
    figures[number]["date"] = "1066-10-14"
    editor.write("figures.csv", figures)
    rows = [
        r | {"start": r["start"] or "1900-01-01"} if r == row else r
        for r in editor.read("series.csv")
    ]
    editor.write("series.csv", rows)
    (fault,) = editor.broken_rules()
    assert (fault.file, fault.row, fault.column) == ("figures.csv", number + 2, "date")
    assert "when the series starts" in fault.reason


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        ({"bounds": {"west": 5, "south": 1, "east": 4, "north": 2}}, "bounds", "5, 1, 4, 2"),
        ({"layers": {"towns": {"file": "nowhere.geojson"}}}, "file", "nowhere.geojson"),
        ({"layers": {"towns": {"file": "../claims.csv"}}}, "file", "../claims.csv"),
        ({"bounds": {}}, "", ""),
    ],
)
def test_a_basemap_that_says_what_is_not_so(editor, change, column: str, value: str):
    file = editor.path / "basemap" / "basemap.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), encoding="utf-8")
    (fault,) = editor.broken_rules()
    assert (fault.file, fault.column, fault.value) == ("basemap/basemap.json", column, value)


def test_a_relation_is_said_once_a_claim(editor):
    rows = editor.read("relations.csv")
    editor.write("relations.csv", [*rows, rows[0] | {"relation_id": "again"}])
    (fault,) = editor.broken_rules()
    assert (fault.row, fault.column, fault.value) == (len(rows) + 2, "relation_id", "again")
    assert rows[0]["claim_id"] in fault.reason


def test_a_relation_needs_two_actors(editor):
    row = editor.read("relations.csv")[0]
    editor.set("relations.csv", {"to_actor_id": row["from_actor_id"]})
    (fault,) = [f for f in editor.broken_rules() if "another actor" in f.reason]
    assert (fault.column, fault.value) == ("to_actor_id", row["from_actor_id"])


def _square(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def atlas(editor):
    """Give the package a basemap of two countries, with every place in the first."""
    countries = {"XA": _square(29, 9, 35, 13), "XB": _square(35, 9, 45, 13)}
    features = [
        {"type": "Feature", "properties": {"iso_a2": code}, "geometry": geometry}
        for code, geometry in countries.items()
    ]
    (editor.path / "basemap").mkdir(exist_ok=True)
    for name in ("countries", "admin1"):
        (editor.path / "basemap" / f"{name}.geojson").unlink(missing_ok=True)
    # The manifest of the old basemap would not fit the new outlines.
    (editor.path / "basemap" / "basemap.json").unlink(missing_ok=True)
    content = json.dumps({"type": "FeatureCollection", "features": features})
    (editor.path / "basemap" / "countries.geojson").write_text(content, encoding="utf-8")
    editor.descriptor(lambda d: d["map"].update(basemap="basemap"))
    places = editor.read("places.csv")
    inside = {"iso_a2": "XA", "country": "Velmar", "latitude": "10.5", "longitude": "30.25"}
    editor.write("places.csv", [place | inside for place in places])
    counts = [row | {"admin1_code": "", "admin1": ""} for row in editor.read("area_counts.csv")]
    editor.write("area_counts.csv", [row for row in counts if row["country"] == "XA"][:1])
    assert editor.broken_rules() == []
    return editor


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("30.25", "10.5", "perhaps swapped, else it lies in XA"),
        ("12", "44", "lies in XB, and not in XA"),
        ("0", "0", "0, 0 is no known place"),
    ],
)
def test_a_place_outside_its_country(atlas, latitude: str, longitude: str, words: str):
    atlas.set("places.csv", {"latitude": latitude, "longitude": longitude})
    (fault,) = atlas.broken_rules()
    assert (fault.file, fault.row, fault.value) == ("places.csv", 2, f"{latitude}, {longitude}")
    assert words in fault.reason


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": "13.2", "longitude": "30"},  # just across a simplified border
        {"latitude": "55", "longitude": "30"},  # beyond the edge at which outlines are cut off
        {
            "latitude": "-1",
            "longitude": "-70",
            "iso_a2": "XC",
            "country": "Ostland",
        },  # a country the basemap lacks
    ],
)
def test_a_place_that_may_be_right(atlas, place: dict[str, str]):
    atlas.set("places.csv", place)
    assert atlas.broken_rules() == []


def test_a_governorate_without_an_outline(atlas):
    features = [{"type": "Feature", "properties": {"iso_3166_2": "XA-1"}, "geometry": None}]
    content = json.dumps({"type": "FeatureCollection", "features": features})
    (atlas.path / "basemap" / "admin1.geojson").write_text(content, encoding="utf-8")
    row = atlas.read("displacement.csv")[0] | {"admin1_code": "XA-1"}
    atlas.write("displacement.csv", [row])
    assert atlas.broken_rules() == []
    atlas.write("displacement.csv", [row | {"admin1_code": "XA-2"}])
    (fault,) = atlas.broken_rules()
    assert (fault.row, fault.column, fault.value) == (2, "admin1_code", "XA-2")
    atlas.write("displacement.csv", [row])
    atlas.set("area_counts.csv", {"admin1_code": "XA-3", "admin1": "Nowhere"})
    (fault,) = atlas.broken_rules()
    assert (fault.file, fault.column, fault.value) == ("area_counts.csv", "admin1_code", "XA-3")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"features": [{}]}', "\udcff"])
def test_a_damaged_basemap_is_a_fault(atlas, content: str):
    file = atlas.path / "basemap" / "countries.geojson"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    (fault,) = atlas.broken_rules()
    assert fault.file == "basemap/countries.geojson"


def test_faults_read_as_one_line():
    fault = Fault("claims.csv", 7, "low", "many", "expected a number")
    assert str(fault) == "claims.csv, row 7, column low, value 'many': expected a number"
