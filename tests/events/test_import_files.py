"""Whatever practitioners bring, the same events come of it: archives, workbooks, maps, JSON."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely.geometry import MultiPoint, Point, Polygon
from workbooks import ods, xlsx

from conflict_atlas.events.formats.format import ANY_ENDINGS
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.reader import Reading, read, slug

FILES = Path(__file__).parent / "files"
HEADER = ("event_id", "date_start", "side_a", "place", "latitude", "longitude", "best")
ROWS = (
    ("1", "2016-03-04", "Force A", "Ménbij", "36.5", "37.9", "3"),
    ("2", "2016-03-05", "قوة", "منبج", "36.25", "37.5", "12"),
)
TEXT = "\n".join(",".join(row) for row in (HEADER, *ROWS)) + "\n"


def _shapes(folder: Path, crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    del folder
    rows = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    points = [Point(float(row.pop("longitude")), float(row.pop("latitude"))) for row in rows]
    frame = gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
    frame["best"] = frame["best"].astype(int)
    return frame.to_crs(crs)


def _written(ending: str, driver: str = "", crs: str = "EPSG:4326") -> Callable[[Path], bytes]:
    def write(folder: Path) -> bytes:
        file = folder / f"made{ending}"
        frame = _shapes(folder, crs)
        if driver == "ESRI Shapefile":  # ten letters a column
            frame = frame.rename(columns={"date_start": "day"})
            frame.to_file(file, driver=driver, encoding="utf-8")
            return _zip({one.name: one.read_bytes() for one in folder.glob("made.*")})
        if ending == ".parquet":
            frame.to_parquet(file)
        else:
            frame.to_file(file, driver=driver)
        return file.read_bytes()

    return write


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


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
    "zip": (".zip", lambda _: _zip(BESIDE | {"in/a.csv": TEXT.encode()})),
    "zip of a workbook": (".zip", lambda _: _zip({"a.xlsx": xlsx(One=[HEADER, *ROWS])})),
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
    "kmz": (".kmz", lambda folder: _zip({"doc.kml": _written(".kml", "LIBKML")(folder)})),
}  # fmt: skip


def _check(reading: Reading) -> None:
    events = reading.table.to_pandas().set_index("event_id").sort_index()
    found = events[["date_start", "side_a", "place", "latitude", "longitude", "best"]].astype(str)
    assert found.round(6).to_numpy().tolist() == [
        [day, side, place, *(str(round(float(one), 6)) for one in (y, x)), best]
        for _, day, side, place, y, x, best in ROWS
    ]


@pytest.mark.parametrize("kind", MADE)
def test_the_same_events_come_of_every_kind_of_file(tmp_path, kind):
    ending, make = MADE[kind]
    content = make(tmp_path)
    mapping = MAPPED if kind == "shapefile" else {}
    name = f"made{ending}"
    held = read(content, name, mapping=mapping)  # as on the page: nothing touches the disk
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
    with read(file, name, mapping=mapping, scratch=tmp_path / "scratch") as reading:
        assert reading.report() == held.report()
        assert (
            reading.table.to_pandas()
            .drop(columns="geometry")
            .equals(held.table.to_pandas().drop(columns="geometry"))
        )
    assert list((tmp_path / "scratch").iterdir()) == []


def test_every_ending_that_is_offered_is_tried():
    assert {ending for ending, _ in MADE.values()} == set(ANY_ENDINGS)


def _read(content: bytes, name: str, **stated: object) -> Reading:
    return read(content, name, mapping=stated)


def test_a_sheet_is_chosen_by_its_name_or_by_what_is_in_it():
    other = [["a", "b"], [1, 2], [3, 4]]
    book = xlsx(Legend=other, Events=[["made by us"], HEADER, *ROWS])
    reading = _read(book, "b.xlsx")
    assert reading.counts.imported == 2
    assert "sheet: Events" in reading.report()
    two = xlsx(One=[HEADER, *ROWS], Two=[HEADER, *ROWS[:1]])
    with pytest.raises(ImportFault, match="several sheets have a table: One, Two"):
        _read(two, "b.xlsx")
    assert _read(two, "b.xlsx", sheet="Two").counts.imported == 1
    with pytest.raises(ImportFault, match="no such sheet; there are One, Two"):
        _read(two, "b.xlsx", sheet="Three")


def test_a_file_of_an_archive_is_chosen_by_its_name():
    archive = _zip({"a.csv": TEXT.encode(), "b.csv": b"x,y\n1,2\n"})
    with pytest.raises(ImportFault, match=r"the archive holds a\.csv, b\.csv\. .*member"):
        _read(archive, "a.zip")
    assert _read(archive, "a.zip", member="a.csv").counts.imported == 2
    with pytest.raises(ImportFault, match="holds nothing"):
        _read(_zip({}) or b"", "a.zip")


def test_a_layer_is_chosen_by_its_name_or_its_points(tmp_path):
    file = tmp_path / "two.gpkg"
    _shapes(tmp_path).to_file(file, layer="events", driver="GPKG")
    areas = gpd.GeoDataFrame({"a": [1]}, geometry=[Polygon([(0, 0), (1, 0), (1, 1)])], crs=4326)
    areas.to_file(file, layer="areas", driver="GPKG")
    assert _read(file.read_bytes(), "two.gpkg").counts.imported == 2
    with pytest.raises(ImportFault, match="no such layer; there are events, areas"):
        _read(file.read_bytes(), "two.gpkg", layer="other")
    with pytest.raises(ImportFault):
        _read(file.read_bytes(), "two.gpkg", layer="areas")


def test_shapes_that_are_no_points_are_not_placed(tmp_path):
    shapes = [MultiPoint([(37.9, 36.5)]), MultiPoint([(1, 2), (3, 4)]), Polygon(), None]
    frame = gpd.GeoDataFrame({"date_start": ["2016-03-04"] * 4}, geometry=shapes, crs=4326)
    frame.to_parquet(tmp_path / "s.parquet")
    frame.iloc[:2].to_file(tmp_path / "s.geojson", driver="GeoJSON")
    for name in ("s.parquet", "s.geojson"):
        reading = _read((tmp_path / name).read_bytes(), name)
        assert reading.source.placed == 1
        assert reading.table.column("latitude").null_count == reading.counts.imported - 1


def test_a_master_list_as_a_workbook_imports_by_itself():
    text = (FILES / "Master_List_IDP_2016-08-03_invented.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    typed = [[int(c) if c.isdecimal() else c for c in row] for row in rows]
    book = xlsx(Readme=[["IOM"]], Dataset=typed)
    reading = _read(book, "Master_List_IDP_2016-08-03.xlsx")
    plain = read(text.encode(), "Master_List_IDP_2016-08-03.csv")
    assert reading.source.format == "dtm"
    assert reading.table.column("best").to_pylist() == plain.table.column("best").to_pylist()


def test_the_same_source_as_others_save_it_gives_the_same_events():
    """UCDP as pandas, R and Excel write it, with an index and numbers as fractions."""
    plain = read((FILES / "ucdp_ged_invented.csv").read_bytes(), "u.csv")
    frame = pd.read_csv(FILES / "ucdp_ged_invented.csv")
    frame["id"] = frame["id"].astype(float)
    frame["best"] = frame["best"].astype(float)
    pandas_ = frame.to_csv()  # with its index, and ids such as 1.0
    r_ = frame.to_csv(na_rep="NA", quoting=csv.QUOTE_NONNUMERIC)
    excel = frame.copy()
    for name in ("date_start", "date_end"):
        excel[name] = pd.to_datetime(excel[name]).dt.strftime("%d-%b-%y")
    records = json.dumps({"Result": json.loads(frame.to_json(orient="records"))})
    excel = excel[excel["id"] != 6]  # whose date is rejected in the other files
    semicolons = excel.to_csv(sep=";", index=False)
    made = {"p.csv": pandas_, "r.csv": r_, "e.csv": semicolons, "a.json": records}
    for name, content in made.items():
        reading = read(content.encode("cp1252"), name)
        assert reading.source.format == "ucdp-ged", name
        both = [reading.table.drop_columns(["source_id"]), plain.table.drop_columns(["source_id"])]
        assert both[0].to_pylist() == both[1].to_pylist(), name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"\x1f\x8b\x08broken", "cannot be unpacked"),
        (b"PK\x03\x04broken", "cannot be read"),
        (b"PAR1broken", "cannot be read"),
        (b"SQLite format 3\x00broken", "the map cannot be read"),
        (b"\xd0\xcf\x11\xe0broken", "the workbook cannot be read"),
        (b"7z\xbc\xaf'\x1c", "7z"),
        (b'{"features": [{"type": "Feature", ', "JSON"),
        (b'{"features": {"a": 1}}', "without a list of records; it holds features"),
        (b'{"status": 401, "error": "no"}', "it holds status, error"),
        (b'{"data": [1, 2]}', "a record is no object"),
        (b'{"data": []}', "there is no record"),
        (b'{"a" 1}', "where ':' was expected"),
        (b'{"data": [{"a": "\xff"}]}', "not in UTF-8"),
        (b'{"data": [{"a": ' + b"[" * 200_000, "nested too deeply"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_said(content, words):
    with pytest.raises(ImportFault, match=words):
        _read(content, "x.dat")


def test_what_is_unpacked_has_a_limit():
    bomb = gzip.compress(TEXT.encode() + b"\n" * 5_000_000)
    with pytest.raises(ImportFault, match="more than 1 MB once it is unpacked"):
        read(bomb, "b.csv.gz", most=1 << 20)
    long = b'{"data": [' + b'{"a": 1},' * 900_000 + b'{"a": 1}]}'
    for content, name in ((_zip({"a.csv": b" " * 5_000_000}), "b.zip"), (long, "b.json")):
        with pytest.raises(ImportFault, match="once it is unpacked"):
            read(content, name, most=1 << 20)


def test_a_large_list_of_records_is_read_a_block_at_a_time():
    rows = [{"event_id": n, "date_start": "2016-03-04", "notes": "x" * 90} for n in range(30_000)]
    content = json.dumps({"data": rows}, indent=1).encode()
    assert len(content) > 3 << 20
    assert _read(content, "l.json").counts.imported == 30_000


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


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("cp1252", "Ménbij “x” – café"), ("latin-1", "Ménbij"), ("cp1254", "Şanlıurfa ve İstanbul"),
        ("cp1256", "منبج وحلب"), ("cp1256", "كركوك – پژاک"),
        ("utf-16-le", "Ménbij"), ("utf-16-be", "منبج"), ("utf-16", "منبج"), ("utf-8-sig", "منبج"),
    ],
)  # fmt: skip
def test_encodings_are_told_apart_by_what_the_bytes_can_be(encoding, word):
    text = f"event_id,date_start,notes\n1,2016-03-04,{word}\n"
    reading = _read(text.encode(encoding), "t.csv")
    assert reading.table.column("notes").to_pylist() == [word]


@pytest.mark.parametrize(
    ("encoding", "word", "words"),
    [
        ("cp1252", "Novotný", 'cp1252 .*"Novotný".* cp1254 .*"Novotnı"'),
        ("cp1251", "Киев и Одесса", "encoding"),
        ("iso8859-6", "منبج وحلب كلام", "encoding"),
        ("cp1253", "Αθήνα και Πάτρα", "encoding"),
    ],
)
def test_an_encoding_that_is_not_told_is_asked_for_without_a_hint_that_garbles(
    encoding, word, words
):
    text = f"event_id,date_start,notes\n1,2016-03-04,{word}\n"
    with pytest.raises(ImportFault, match=words) as caught:
        _read(text.encode(encoding), "t.csv")
    assert "cp1256" not in str(caught.value)
    assert _read(text.encode(encoding), "t.csv", encoding=encoding).table.column(
        "notes"
    ).to_pylist() == [word]
