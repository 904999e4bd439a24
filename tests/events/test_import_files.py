"""The same events from every kind of file: archives, workbooks, maps, JSON."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from event_files import FILES, HEADER, ROWS, TEXT, read_as, shapes, zipped
from workbooks import ods, xlsx

from conflict_atlas.events.formats.format import ANY_ENDINGS
from conflict_atlas.events.importing.reader import read_events, slug


def _written(ending: str, driver: str = "", crs: str = "EPSG:4326") -> Callable[[Path], bytes]:
    def write(folder: Path) -> bytes:
        file = folder / f"made{ending}"
        frame = shapes(crs)
        if driver == "ESRI Shapefile":  # names of columns have ten letters
            frame = frame.rename(columns={"date_start": "day"})
            frame.to_file(file, driver=driver, encoding="utf-8")
            return zipped({one.name: one.read_bytes() for one in folder.glob("made.*")})
        if ending == ".parquet":
            frame.to_parquet(file)
        else:
            frame.to_file(file, driver=driver)
        return file.read_bytes()

    return write


def _table() -> bytes:
    sink = io.BytesIO()
    columns = dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))
    days = [date.fromisoformat(day) for day in columns.pop("date_start")]
    best = [float(one) for one in columns.pop("best")]
    pq.write_table(pa.table({**columns, "date_start": days, "best": best}), sink)
    return sink.getvalue()


def _typed() -> list[list[object]]:
    return [
        [number, date.fromisoformat(day), *words, float(y), float(x), int(best)]
        for number, day, *words, y, x, best in ROWS
    ]


RECORDS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]

MAPPED = {
    "columns": {name: name for name in (*HEADER[:1], *HEADER[2:4], "best")} | {"date_start": "day"}
}

BESIDE = {"__MACOSX/._a.csv": b"", "readme.txt": b""}


def _json(held: object) -> bytes:
    return json.dumps(held).encode()


MADE: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "csv": (".csv", lambda _: TEXT.encode()),
    "tabs": (".tsv", lambda _: TEXT.replace(",", "\t").encode()),
    "txt": (".txt", lambda _: TEXT.replace(",", ";").encode("utf-16")),
    "gz": (".gz", lambda _: gzip.compress(TEXT.encode())),
    "zip": (".zip", lambda _: zipped(BESIDE | {"in/a.csv": TEXT.encode()})),
    "zip of a workbook": (".zip", lambda _: zipped({"a.xlsx": xlsx(One=[HEADER, *ROWS])})),
    "xlsx of texts": (".xlsx", lambda _: xlsx(One=[HEADER, *ROWS])),
    "xlsx of numbers": (".xlsx", lambda _: xlsx(Notes=[["read me"]], Data=[HEADER, *_typed()])),
    "ods": (".ods", lambda _: ods([HEADER, *ROWS])),
    "xls": (".xls", lambda _: (FILES / "events.xls").read_bytes()),
    "geojson": (".geojson", _written(".geojson", "GeoJSON")),
    "lines": (".json", lambda _: "\n".join(map(json.dumps, RECORDS)).encode()),
    "list": (".json", lambda _: json.dumps(RECORDS, indent=1).encode()),
    "ucdp api": (".json", lambda _: _json({"TotalPages": 1, "Result": RECORDS})),
    "acled api": (".json", lambda _: _json({"status": 200, "count": 2, "data": RECORDS})),
    "parquet": (".parquet", lambda _: _table()),
    "geoparquet": (".parquet", _written(".parquet")),
    "geopackage": (".gpkg", _written(".gpkg", "GPKG")),
    "in metres": (".gpkg", _written(".gpkg", "GPKG", "EPSG:32637")),
    "flatgeobuf": (".fgb", _written(".fgb", "FlatGeobuf")),
    "shapefile": (".zip", _written(".shp", "ESRI Shapefile")),
    "kml": (".kml", _written(".kml", "LIBKML")),
    "kmz": (".kmz", lambda folder: zipped({"doc.kml": _written(".kml", "LIBKML")(folder)})),
}  # fmt: skip


@pytest.mark.parametrize("kind", MADE)
def test_the_same_events_come_of_every_kind_of_file(tmp_path, kind):
    ending, make = MADE[kind]
    content = make(tmp_path)
    mapping = MAPPED if kind == "shapefile" else {}
    name = f"made{ending}"
    held = read_events(content, name, mapping=mapping)  # as on the page: nothing is written to disk
    events = held.table.to_pandas()
    for degrees in ("latitude", "longitude"):
        events[degrees] = events[degrees].round(6)
    assert (held.counts.imported, held.source.placed) == (2, 2)
    events = events.sort_values("event_id")
    assert events["event_id"].tolist() == ["1", "2"]
    assert events["date_start"].astype(str).tolist() == ["2016-03-04", "2016-03-05"]
    assert events["place"].tolist() == ["Ménbij", "منبج"]
    assert events["side_a"].tolist() == ["Force A", "قوة"]
    assert events["best"].tolist() == [3, 12]
    assert events["latitude"].tolist() == [36.5, 36.25]
    assert events["longitude"].tolist() == [37.9, 37.5]
    file = tmp_path / f"a [b] * {name}"
    file.write_bytes(content)
    with read_events(file, name, mapping=mapping, scratch=tmp_path / "scratch") as reading:
        assert reading.report() == held.report()
        assert (
            reading.table.to_pandas()
            .drop(columns="geometry")
            .equals(held.table.to_pandas().drop(columns="geometry"))
        )
    assert list((tmp_path / "scratch").iterdir()) == []


def test_every_ending_that_is_offered_is_tried():
    assert {ending for ending, _ in MADE.values()} == set(ANY_ENDINGS)


def test_a_master_list_as_a_workbook_imports_by_itself():
    text = (FILES / "Master_List_IDP_2016-08-03_invented.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    typed = [[int(c) if c.isdecimal() else c for c in row] for row in rows]
    book = xlsx(Readme=[["IOM"]], Dataset=typed)
    reading = read_as(book, "Master_List_IDP_2016-08-03.xlsx")
    plain = read_events(text.encode(), "Master_List_IDP_2016-08-03.csv")
    assert reading.source.format == "dtm"
    assert reading.table.column("best").to_pylist() == plain.table.column("best").to_pylist()


def test_the_same_source_as_others_save_it_gives_the_same_events():
    """UCDP as written by pandas, R and Excel, with an index and whole numbers as 1.0."""
    plain = read_events((FILES / "ucdp_ged_invented.csv").read_bytes(), "u.csv")
    frame = pd.read_csv(FILES / "ucdp_ged_invented.csv")
    frame["id"] = frame["id"].astype(float)
    frame["best"] = frame["best"].astype(float)
    pandas_ = frame.to_csv()  # with its index, and ids such as 1.0
    r_ = frame.to_csv(na_rep="NA", quoting=csv.QUOTE_NONNUMERIC)
    excel = frame.copy()
    for name in ("date_start", "date_end"):
        excel[name] = pd.to_datetime(excel[name]).dt.strftime("%d-%b-%y")
    records = json.dumps({"Result": json.loads(frame.to_json(orient="records"))})
    excel = excel[excel["id"] != 6]  # its date is rejected in the other files
    semicolons = excel.to_csv(sep=";", index=False)
    made = {"p.csv": pandas_, "r.csv": r_, "e.csv": semicolons, "a.json": records}
    for name, content in made.items():
        reading = read_events(content.encode("cp1252"), name)
        assert reading.source.format == "ucdp-ged", name
        both = [reading.table.drop_columns(["source_id"]), plain.table.drop_columns(["source_id"])]
        assert both[0].to_pylist() == both[1].to_pylist(), name


def test_a_large_list_of_records_is_read_a_block_at_a_time():
    rows = [{"event_id": n, "date_start": "2016-03-04", "notes": "x" * 90} for n in range(30_000)]
    content = json.dumps({"data": rows}, indent=1).encode()
    assert len(content) > 3 << 20
    assert read_as(content, "l.json").counts.imported == 30_000


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("UCDP GED_25.1.zip", "ucdp-ged-25-1"),
        ("ged251.csv.gz", "ged251"),
        ("منبج.xlsx", "mnbj"),
        ("سورية 2016.csv", "swry-2016"),
    ],
)
def test_identifiers_can_be_read_in_any_script(name, identifier):
    assert slug(name) == identifier
