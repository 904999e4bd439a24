"""docs/events.md is right about the schema and the mapping files."""

import json
import tomllib
from pathlib import Path

from conflict_atlas.events.formats.mapping_file import check_mapping
from conflict_atlas.events.importing.reader import read_events
from conflict_atlas.events.schema import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
HAPI = DOCS.partition("### HDX HAPI")[2].partition("```toml\n")[2].partition("```")[0]
HAPI_FILE = ROOT / "tests" / "events" / "files" / "hapi_invented.csv"


def test_the_schema_is_the_one_in_use():
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.sql} | {column.meaning}" in DOCS


def test_the_mapping_is_one_that_is_understood():
    stated = check_mapping(tomllib.loads(DOCS.split("```toml\n")[1].split("```")[0]), "docs")
    assert stated.columns["best"] == ("Killed",)
    assert stated.date_format == "%d.%m.%Y"


def test_the_mapping_for_hapi_places_its_rows_and_counts_nobody_twice():
    reading = read_events(HAPI_FILE.read_bytes(), HAPI_FILE.name, mapping=tomllib.loads(HAPI))
    events = reading.table.to_pandas()
    assert (reading.source.imported, reading.source.placed) == (5, 4)
    assert events["best"].sum() == 40 + 7 + 9 + 55 + 2
    placed = events[events["latitude"].notna()]
    assert set(placed["geo_precision"]) == {"admin1"}
    assert set(events["date_precision"]) == {"month"}
    assert events.loc[events["latitude"].isna(), "best"].tolist() == [2]
    assert reading.source.people == "killed"
    left_out = reading.rejected["reason"].tolist()
    assert [reason.partition(":")[2].strip() for reason in left_out] == [
        "event_type is civilian_targeting", "events is 0", "of 0, 2 only 2 is taken",
    ]  # fmt: skip
    assert "nothing (1)" in reading.report()
    assert "the levels are, with their sums, 0 (100), 2 (113)" in reading.report()


def test_points_of_hapi_are_where_the_map_writes_the_names_of_governorates():
    areas = json.loads((ROOT / "data" / "basemap" / "admin1.geojson").read_text("utf-8"))
    names = {
        area["properties"]["name_en"]: [
            area["properties"]["label_lat"], area["properties"]["label_lon"]
        ]
        for area in areas["features"]
    }  # fmt: skip
    points = tomllib.loads(HAPI)["places"]["points"]
    lines = [line for line in HAPI.splitlines() if line.split(" = ")[0] in points]
    written = {line.partition("# ")[2]: points[line.split(" = ")[0]] for line in lines}
    assert len(lines) == len(points)
    assert written == names
