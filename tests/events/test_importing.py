"""Whole files: counts that add up, bytes that do not change, a real dataset, a file on disk."""

import csv
import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
from generate_events import write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.geometry import Bounds, tile
from conflict_atlas.events.importing.reader import read_events, slug
from conflict_atlas.events.schema import NAMES

FILES = Path(__file__).parent / "files"
REAL = Path(__file__).resolve().parents[3] / "shared" / "datasets" / "ucdp_ged_iraq_hdx.csv"
BOUNDS = Bounds(26.0, 21.0, 62.0, 43.0)

HEADER = ("event_id", "date_start", "country", "latitude", "longitude", "best", "notes")
CELLS = st.sampled_from(
    ["", "1", "2", "-3", "0", "33.3", "44.4", "2016-07-01", "1970-01-01", "total", "Iraq", "NA",
     'say "x"', "two\nlines", "a,b", "é", " "]
)  # fmt: skip
ROWS = st.lists(
    st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), min_size=1, max_size=12
)


def _csv(rows: list[list[str]]) -> bytes:
    lines = [",".join(HEADER)]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_the_report_always_adds_up(rows):
    reading = read_events(_csv(rows), "any.csv", form="csv")
    counts = reading.counts
    assert counts.read == len(rows)
    assert counts.read == counts.imported + counts.rejected + counts.duplicates
    assert counts.imported == reading.table.num_rows == reading.source.events
    assert len(reading.rejected) == counts.rejected + counts.duplicates
    # Row numbers are those of the file, with the header as row 1.
    for row in reading.rejected.itertuples():
        told = [value if isinstance(value, str) else "" for value in row[3 : 3 + len(HEADER)]]
        assert told == rows[row.row - 2]
    identifiers = reading.table.column("event_id").to_pylist()
    assert len(set(identifiers)) == len(identifiers)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text('a,"\n', max_size=9), max_size=8))
def test_no_line_however_broken_is_lost_in_silence(lines):
    text = "date_start,notes\n2016-07-01,good\n" + "\n".join(lines)
    reading = read_events(text.encode(), "any.csv", form="csv", mapping={"separator": ","})
    counts = reading.counts
    assert counts.read == counts.imported + counts.rejected + counts.duplicates
    assert counts.imported == reading.table.num_rows
    if '"' not in text:
        assert counts.read == 1 + sum(bool(line) for line in "\n".join(lines).split("\n"))


def _import(file: Path, folder: Path) -> tuple[bytes, bytes]:
    folder.mkdir()
    with read_events(file, file.name, scratch=folder / "scratch") as reading:
        reading.write(folder / "events.parquet", folder / "rejected.csv")
    assert not any((folder / "scratch").iterdir())
    rejected = folder / "rejected.csv"
    held = rejected.read_bytes() if rejected.exists() else b""
    return (folder / "events.parquet").read_bytes(), held


def test_importing_twice_gives_the_same_bytes(tmp_path):
    for name in ("acled_invented.csv", "airwars_invented.csv", "ucdp_ged_invented.csv"):
        first, second = (_import(FILES / name, tmp_path / f"{name}-{n}") for n in (1, 2))
        assert first == second


def test_a_large_file_gives_the_same_bytes_twice(tmp_path):
    file = tmp_path / "large.csv"
    write_csv(file, 150_000, 7, BOUNDS)
    first, second = (_import(file, tmp_path / str(n)) for n in (1, 2))
    assert first == second
    table = pq.ParquetFile(tmp_path / "1" / "events.parquet")
    assert (table.metadata.num_rows, table.metadata.num_row_groups) == (150_000, 2)
    # Events are sorted by map square at zoom 6, then by day, so that filters can skip the rest.
    events = table.read(["tile_y", "tile_x", "date_start", "event_id"]).to_pandas()
    keys = [events["tile_y"] // 1024, events["tile_x"] // 1024, events["date_start"]]
    order = list(zip(*keys, events["event_id"], strict=True))
    assert order == sorted(order)


def test_generated_events_are_the_same_for_a_seed_and_lie_in_the_bounds(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_csv(tmp_path / name, 50, seed, BOUNDS)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c
    rows = list(csv.DictReader(a.decode().splitlines()))
    assert len(rows) == 50
    assert all(21 <= float(row["latitude"]) <= 43 for row in rows)
    assert all(int(row["low"]) <= int(row["best"]) <= int(row["high"]) for row in rows)


def test_the_file_is_geoparquet_with_the_tiles_of_its_points(tmp_path):
    _import(FILES / "ucdp_ged_invented.csv", tmp_path / "out")
    path = tmp_path / "out" / "events.parquet"
    schema = pq.read_schema(path)
    assert tuple(schema.names) == NAMES
    geo = json.loads(schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"] == {
        "encoding": "point",
        "geometry_types": ["Point"],
        "bbox": [38.0, 35.0, 38.5, 36.5],
    }
    events = gpd.read_parquet(path)
    assert events.crs == "OGC:CRS84"
    placed = events[events["latitude"].notna()]
    assert len(placed) == 4
    assert (placed.geometry.x == placed["longitude"]).all()
    for row in placed.itertuples():
        assert tile(row.latitude, row.longitude, 16) == (row.tile_x, row.tile_y)


def test_a_file_in_another_encoding_is_written_anew_for_the_engine(tmp_path):
    text = "date_start,notes\n2016-07-01,Ménbij\n"
    (tmp_path / "l.csv").write_bytes(text.encode("utf-16"))
    with read_events(tmp_path / "l.csv", "l.csv", form="csv", scratch=tmp_path / "s") as reading:
        assert reading.table.column("notes").to_pylist() == ["Ménbij"]
        assert any((tmp_path / "s").iterdir())
    assert not any((tmp_path / "s").iterdir())


def test_a_refused_file_leaves_nothing_behind(tmp_path):
    (tmp_path / "l.csv").write_text("date_start,notes\n1/2/2016,x\n", encoding="utf-8")
    with pytest.raises(ImportFault):
        read_events(tmp_path / "l.csv", "l.csv", form="csv", scratch=tmp_path / "s")
    assert not any((tmp_path / "s").iterdir())


@pytest.mark.parametrize("name", ["acled_invented.csv", "ucdp_ged_invented.csv"])
@pytest.mark.parametrize("more", ["", "a,b\n"])
def test_a_file_written_down_as_it_is_read_is_the_same_as_one_in_memory(tmp_path, name, more):
    content = (FILES / name).read_bytes() + more.encode()
    (tmp_path / name).write_bytes(content)
    held = read_events(content, name)
    with read_events(tmp_path / name, name, scratch=tmp_path / "s") as reading:
        reading.write(tmp_path / "e.parquet", tmp_path / "r.csv")
        assert (reading.counts, reading.extent) == (held.counts, held.extent)
        assert reading.report() == held.report()
        assert reading.rejected.equals(held.rejected)
    written = pq.read_table(tmp_path / "e.parquet")
    assert written.to_pylist() == held.table.to_pylist()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    file = tmp_path / "l.csv"
    file.write_text("date_start,notes\n2016-07-01,x\n", encoding="utf-8")
    with read_events(file, "l.csv", form="csv", scratch=tmp_path / "s") as reading:
        file.write_text("date_start,notes\n2016-07-01,x\n2016-07-02,x\n", encoding="utf-8")
        with pytest.raises(ImportFault, match="1 events were counted and 2 found"):
            reading.write(tmp_path / "e.parquet", tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("UCDP GED_25.1.csv", "ucdp-ged-25-1"), ("Ménbij.CSV", "menbij"), ("منبج.csv", "mnbj")],
)
def test_identifiers_are_made_of_names(name, identifier):
    assert slug(name) == identifier


@pytest.mark.skipif(not REAL.exists(), reason="the dataset of UCDP is not part of the project")
def test_the_real_edition_of_hdx_counts_as_python_counts_it(tmp_path):
    with REAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[1:]  # the first row holds tags
    good = [row for row in rows if int(row["low"]) <= int(row["best"]) <= int(row["high"])]
    assert (len(rows), len(good)) == (7473, 7404)
    with read_events(REAL, REAL.name, scratch=tmp_path) as reading:
        counts, source = reading.counts, reading.source
        events = reading.table.to_pandas().set_index("event_id")
        rejected = reading.rejected
    assert (counts.read, counts.imported, counts.duplicates) == (7473, 7473, 0)
    assert rejected.empty
    assert set(events.index) == {row["id"] for row in rows}
    # If the source's figures are out of order, only the best one stays.
    assert source.disordered == len(rows) - len(good) == events["figure_note"].notna().sum()
    assert (events["figure_note"] == "low above high").sum() == 48
    for name in ("low", "high"):
        assert events[name].sum() == sum(int(row[name]) for row in good)
    years = events.groupby(events["date_start"].astype(str).str[:4])["best"].sum()
    assert years["2014":"2017"].tolist() == [15092, 11251, 12023, 11400]
    for row in good[::50]:
        event = events.loc[row["id"]]
        assert event["date_start"] == date.fromisoformat(row["date_start"])
        assert event["date_end"] == date.fromisoformat(row["date_end"])
        assert event["latitude"] == float(row["latitude"])
        assert event["side_a"] == row["side_a"].strip()
    days = sorted(row["date_start"] for row in rows)
    assert source.first_day == days[0]
    assert source.last_day == max(row["date_end"] for row in rows)
    assert source.format == "ucdp-ged"


def test_rejected_rows_hold_no_formula(tmp_path):
    cells = ["=1+1", "\u00a0=1+1", "|cmd", "-3", "بغداد", "\u200fبغداد", "plain"]
    rows = [f"no day,{cell}" for cell in cells]
    file = tmp_path / "own.csv"
    file.write_text("\n".join(["date_start,notes", "2016-07-01,good", *rows]), "utf-8")
    with read_events(file, file.name, form="csv", scratch=tmp_path / "scratch") as reading:
        assert reading.write(tmp_path / "events.parquet", tmp_path / "rejected.csv")
    with (tmp_path / "rejected.csv").open(encoding="utf-8", newline="") as held:
        found = list(csv.DictReader(held))
    assert [row["notes"] for row in found] == [*(f"'{cell}" for cell in cells[:4]), *cells[4:]]
    assert [row["row"] for row in found] == [str(number) for number in range(3, 10)]
