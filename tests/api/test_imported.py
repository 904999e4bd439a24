"""What an import found out about its events is told to programs as well."""

import tomllib
from pathlib import Path

from conflict_atlas.events.importing.reader import read_events
from conflict_atlas.events.store.duckdb_library import ParquetLibrary

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "events" / "files"
HAPI = (ROOT / "docs" / "events.md").read_text("utf-8").partition("### HDX HAPI")[2]


def _imported(folder: Path, name: str, mapping: dict[str, object]) -> ParquetLibrary:
    library = ParquetLibrary(folder / "library")
    with read_events(FILES / name, Path(name).name, mapping=mapping) as reading:
        reading.write(folder / "events.parquet", folder / "rejected.csv")
        library.put(reading.source, folder / "events.parquet", None)
    return library


def test_figures_out_of_order(serve_api, real_package, tmp_path):
    library = _imported(tmp_path, "cases/low-above-high.csv", {})
    api = serve_api(real_package, library)
    (listed,) = [one for one in api.ask("/sources").data["sources"] if one["kind"] == "events"]
    assert listed["disordered"] == 1
    event = api.ask("/events").data["features"][0]["properties"]
    assert event["figure_note"] == "low above high"
    assert (event["low"], event["best"], event["high"]) == (None, 385, None)
    assert api.ask("/events", format="csv").rows[0]["figure_note"] == "low above high"


def test_events_known_to_an_area_only(serve_api, real_package, tmp_path):
    mapping = tomllib.loads(HAPI.partition("```toml\n")[2].partition("```")[0])
    api = serve_api(real_package, _imported(tmp_path, "hapi_invented.csv", mapping))
    (listed,) = [one for one in api.ask("/sources").data["sources"] if one["kind"] == "events"]
    assert (listed["imported"], listed["placed"]) == (5, 4)
    found = api.ask("/events", from_="2016-08-01", to="2016-08-31").data["features"]
    by_area = {one["properties"]["admin1"]: one for one in found}
    assert by_area["Aleppo"]["geometry"]["coordinates"] == [37.522, 36.1]
    assert by_area["Aleppo"]["properties"]["geo_precision"] == "admin1"
    assert by_area[None]["geometry"] is None
    assert by_area[None]["properties"]["geo_precision"] == "unknown"
