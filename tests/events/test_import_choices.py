"""Which sheet, file or layer is read, and which is refused with an explanation."""

import gzip

import geopandas as gpd
import pytest
from event_files import HEADER, ROWS, TEXT, read_as, shapes, zipped
from shapely.geometry import MultiPoint, Polygon
from workbooks import xlsx

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.reader import read_events


def test_a_sheet_is_chosen_by_its_name_or_by_what_is_in_it():
    other = [["a", "b"], [1, 2], [3, 4]]
    book = xlsx(Legend=other, Events=[["made by us"], HEADER, *ROWS])
    reading = read_as(book, "b.xlsx")
    assert reading.counts.imported == 2
    assert "sheet: Events" in reading.report()
    two = xlsx(One=[HEADER, *ROWS], Two=[HEADER, *ROWS[:1]])
    with pytest.raises(ImportFault, match=r"several sheets have a table: One, Two\..*--sheet NAME"):
        read_as(two, "b.xlsx")
    assert read_as(two, "b.xlsx", sheet="Two").counts.imported == 1
    with pytest.raises(ImportFault, match="no such sheet; there are One, Two"):
        read_as(two, "b.xlsx", sheet="Three")


def test_a_file_of_an_archive_is_chosen_by_its_name():
    archive = zipped({"a.csv": TEXT.encode(), "b.csv": b"x,y\n1,2\n"})
    with pytest.raises(ImportFault, match=r"the archive holds a\.csv, b\.csv\. .*member"):
        read_as(archive, "a.zip")
    assert read_as(archive, "a.zip", member="a.csv").counts.imported == 2
    with pytest.raises(ImportFault, match="holds nothing"):
        read_as(zipped({}) or b"", "a.zip")


def test_a_layer_is_chosen_by_its_name_or_its_points(tmp_path):
    file = tmp_path / "two.gpkg"
    shapes().to_file(file, layer="events", driver="GPKG")
    areas = gpd.GeoDataFrame({"a": [1]}, geometry=[Polygon([(0, 0), (1, 0), (1, 1)])], crs=4326)
    areas.to_file(file, layer="areas", driver="GPKG")
    assert read_as(file.read_bytes(), "two.gpkg").counts.imported == 2
    with pytest.raises(ImportFault, match="no such layer; there are events, areas"):
        read_as(file.read_bytes(), "two.gpkg", layer="other")
    with pytest.raises(ImportFault):
        read_as(file.read_bytes(), "two.gpkg", layer="areas")


def test_shapes_that_are_no_points_are_not_placed(tmp_path):
    shapes = [MultiPoint([(37.9, 36.5)]), MultiPoint([(1, 2), (3, 4)]), Polygon(), None]
    frame = gpd.GeoDataFrame({"date_start": ["2016-03-04"] * 4}, geometry=shapes, crs=4326)
    frame.to_parquet(tmp_path / "s.parquet")
    frame.iloc[:2].to_file(tmp_path / "s.geojson", driver="GeoJSON")
    for name in ("s.parquet", "s.geojson"):
        reading = read_as((tmp_path / name).read_bytes(), name)
        assert reading.source.placed == 1
        assert reading.table.column("latitude").null_count == reading.counts.imported - 1


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
        read_as(content, "x.dat")


def test_what_is_unpacked_has_a_limit():
    bomb = gzip.compress(TEXT.encode() + b"\n" * 5_000_000)
    with pytest.raises(ImportFault, match="more than 1 MB once it is unpacked"):
        read_events(bomb, "b.csv.gz", most=1 << 20)
    long = b'{"data": [' + b'{"a": 1},' * 900_000 + b'{"a": 1}]}'
    for content, name in ((zipped({"a.csv": b" " * 5_000_000}), "b.zip"), (long, "b.json")):
        with pytest.raises(ImportFault, match="once it is unpacked"):
            read_events(content, name, most=1 << 20)
