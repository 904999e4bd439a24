import csv
import io
import json
import math

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.export import figures_csv, to_csv, to_geojson, write_csv
from conflict_atlas.claims.package import Package


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_claim_is_a_row_with_its_actors_place_and_source(invented_package: Package):
    rows = _rows(to_csv(invented_package, invented_package.claims))
    assert [row["claim_id"] for row in rows] == list(invented_package.claims["claim_id"])
    acting = invented_package.claim_actors.iloc[0]
    row = next(row for row in rows if row["claim_id"] == acting["claim_id"])
    name = invented_package.actors.loc[acting["actor_id"], "name"]
    assert f"{name} ({acting['role']})" in row["actors"]
    placed = next(row for row in rows if row["place_id"])
    place = invented_package.places.loc[placed["place_id"]]
    assert placed["place"] == place["name"]
    assert float(placed["latitude"]) == place["latitude"]
    assert {row["data_version"] for row in rows} == {invented_package.data_version}
    assert all(row["passage_url"].startswith(invented_package.article.url) for row in rows)


def test_missing_stays_missing(invented_package: Package):
    rows = _rows(to_csv(invented_package, invented_package.claims))
    for row, low in zip(rows, invented_package.claims["low"], strict=True):
        assert (row["low"] == "") == math.isnan(low)
        assert not row["low"] or float(row["low"]) == low
        assert "nan" not in {value.lower() for value in row.values()}


BLANK = (
    " \t\r\n\v\f\x00\x1f\x85\xa0\xad\u061c\u115f\u1160\u180e\u2000\u200b\u200e\u200f\u2028\u2029"
)
BLANK += "\u202a\u202e\u2060\u2066\u2069\u2800\u3000\u3164\ufeff\uffa0"
FORMULA = "=+-@|%＝＋－＠｜％"


def cell_of(text: str) -> str:
    content = write_csv(pd.DataFrame({"a": [text, "x"]})).decode("utf-8-sig")
    return next(csv.DictReader(io.StringIO(content, newline="")))["a"]


@given(st.text())
def test_no_text_becomes_a_formula(text: str):
    cell = cell_of(text)
    assert not cell.startswith(("\t", "\r", "\n"))
    assert not cell.lstrip(BLANK).startswith(tuple(FORMULA))
    assert cell in {text, f"'{text}"}


@given(st.text(BLANK, max_size=4), st.sampled_from(FORMULA), st.text(max_size=3))
def test_nothing_before_a_formula_hides_it(before: str, sign: str, after: str):
    assert cell_of(f"{before}{sign}{after}") == f"'{before}{sign}{after}"


@pytest.mark.parametrize(
    "text",
    [
        "الرقة", "\u200fالرقة", "\u061cالرقة (سوريا)", "\u202bمنبج\u202c", " دابق", "می\u200cروند",
        "a = b", "3 - 4", "\xa0Mosul", "|".join("ab"), "100 %", "", " ",
    ],
)  # fmt: skip
def test_other_texts_stay_whole(text: str):
    assert cell_of(text) == text


def test_numbers_are_left_alone():
    frame = pd.DataFrame({"a": [-1.5, math.nan, 300.0], "b": ["-1", "=1", None]})
    cells = list(csv.reader(io.StringIO(write_csv(frame).decode("utf-8-sig"))))
    assert cells == [["a", "b"], ["-1.5", "'-1"], ["", "'=1"], ["300", ""]]


def test_the_figures_beside_the_claims(invented_package: Package):
    figures = invented_package.figures
    beside = figures[figures["claim_id"] != ""].iloc[0]
    claims = invented_package.claims.loc[[beside["claim_id"]]]
    rows = _rows(figures_csv(invented_package, claims))
    expected = figures[figures["claim_id"] == beside["claim_id"]]
    assert [row["figure_id"] for row in rows] == list(expected["figure_id"])
    source = invented_package.sources.loc[beside["source_id"]]
    assert rows[0]["source_publisher"] == source["publisher"]
    assert rows[0]["comparable"] in {"true", "false"}


def test_geojson_keeps_to_the_standard(invented_package: Package):
    package = invented_package
    collection = json.loads(to_geojson(package, package.claims), parse_constant=pytest.fail)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert [f["id"] for f in collection["features"]] == list(package.claims["claim_id"])
    for feature in collection["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        claim = package.claims.loc[feature["id"]]
        where = claim["place_id"] or claim["found_place_id"]
        basis = feature["properties"]["point_basis"]
        if not where:
            assert feature["geometry"] is None
            assert basis is None
            continue
        place = package.places.loc[where]
        assert basis == ("article" if claim["place_id"] else "found_outside")
        assert feature["geometry"] == {
            "type": "Point",
            "coordinates": [round(place["longitude"], 6), round(place["latitude"], 6)],
        }


def test_geojson_says_how_sure_a_claim_is(invented_package: Package):
    package = invented_package
    features = json.loads(to_geojson(package, package.claims))["features"]
    for feature, (_, claim) in zip(features, package.claims.iterrows(), strict=True):
        said = feature["properties"]
        assert said["date_start"] == f"{claim['date_start']:%Y-%m-%d}"
        assert said["time_precision"] == claim["time_precision"]
        assert said["bound"] == (claim["bound"] or None)
        assert said["low"] == (None if math.isnan(claim["low"]) else claim["low"])
        assert said["data_version"] == package.data_version


def test_geojson_opens_elsewhere(invented_package: Package):
    opened = gpd.read_file(io.BytesIO(to_geojson(invented_package, invented_package.claims)))
    assert len(opened) == len(invented_package.claims)
    assert opened.crs == "EPSG:4326"


def test_zero_and_the_equator_are_values(editor):
    editor.set("places.csv", {"latitude": "0", "longitude": "0.1234567"})
    editor.descriptor(lambda d: d["map"].update(basemap=""))
    claim = {"place_id": "@places.place_id", "geo_precision": "settlement"}
    claim |= {
        "low": "0",
        "high": "0",
        "bound": "exact",
        "measure": "killed",
        "unit": "people killed",
    }
    editor.set("claims.csv", claim)
    package = load_package(editor.path)
    feature = json.loads(to_geojson(package, package.claims))["features"][0]
    assert feature["geometry"]["coordinates"] == [0.123457, 0.0]
    assert feature["properties"]["low"] == 0
    assert feature["properties"]["latitude"] == 0


def test_an_empty_selection_is_an_empty_file(invented_package: Package):
    nothing = invented_package.claims.iloc[:0]
    assert _rows(to_csv(invented_package, nothing)) == []
    assert _rows(figures_csv(invented_package, nothing)) == []
    assert json.loads(to_geojson(invented_package, nothing))["features"] == []
    assert to_csv(invented_package, nothing).startswith(b"\xef\xbb\xbfclaim_id,paragraph")
