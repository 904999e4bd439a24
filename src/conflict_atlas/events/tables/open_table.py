"""A file as a CSV table, whatever it came as: an archive, a workbook, a map, Parquet or JSON."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.tables import archive, json_table, workbook
from conflict_atlas.events.tables.source_file import Content, head
from conflict_atlas.events.tables.table_writer import Place

_DEPTH = 2
_PARQUET, _GEOPACKAGE, _FLATGEOBUF = b"PAR1", b"SQLite format 3", b"fgb\x03"
_REFUSED = (
    (b"%PDF", "a PDF: the table in it has to be saved as a workbook or CSV"),
    (b"<!doctype html", "a web page, not the file that it links to"),
    (b"<html", "a web page, not the file that it links to"),
    (b"\x00\x00\x27\x0a", "one part of a shapefile: put its .shp, .shx, .dbf and .prj into a .zip"),
    (b"7z\xbc\xaf", "a 7z archive: repack it as .zip"),
    (b"Rar!", "a RAR archive: repack it as .zip"),
    (b"RDX", "a file of R: save it with write.csv"),
    (b"BZh", "compressed with bzip2: repack it as .gz or .zip"),
)


@dataclass(frozen=True)
class Opened:
    """A table as CSV: its content, its name, its dialect, and notes for the report."""

    content: Content
    name: str
    stated: MappingFile
    remarks: tuple[str, ...] = ()


Recognised = Callable[[list[list[str]]], bool]


def open_table(
    content: Content, name: str, stated: MappingFile, place: Place, recognised: Recognised
) -> Opened:
    """Convert a file to CSV; raises ImportFault that says what was found.

    ``place`` is where unpacked files go. ``recognised`` says whether the first rows of a sheet are
    in a known format, to choose among several sheets.
    """
    opened = Opened(content, name, stated)
    for _ in range(_DEPTH):
        start = head(opened.content)
        if start.startswith(archive.GZIP):
            opened = _unpacked(opened, archive.unzip_gz(opened.content, opened.name, place))
        elif start.startswith(archive.ZIP) and archive.holds_files(opened.content, opened.name):
            member = archive.unzip(opened.content, opened.name, stated.member, place)
            opened = _unpacked(opened, member)
        else:
            break
    return _table(opened, place, recognised)


def _unpacked(opened: Opened, member: archive.Member) -> Opened:
    name = f"{opened.name}/{member.name}"
    return replace(opened, content=member.content, name=name, remarks=opened.remarks)


def _table(opened: Opened, place: Place, recognised: Recognised) -> Opened:
    start, name, content = head(opened.content), opened.name, opened.content
    stated = opened.stated
    for mark, reason in _REFUSED:
        if start.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(mark)].lower() == mark.lower():
            raise ImportFault(name, reason)
    if workbook.is_workbook(content, start):
        made, sheet = workbook.as_csv(content, name, stated.sheet, place, recognised)
        return _as_csv(opened, made, f"sheet: {sheet}")
    if start.startswith(_PARQUET):
        from conflict_atlas.events.tables import parquet_file  # noqa: PLC0415 - brings shapely

        return _as_csv(opened, parquet_file.as_csv(content, name, place), headed=True)
    if start.startswith(archive.ZIP) or _is_map(start):
        from conflict_atlas.events.tables import map_file  # noqa: PLC0415 - brings geopandas

        made, layer = map_file.as_csv(content, name, stated, place)
        return _as_csv(opened, made, f"layer: {layer}", headed=True)
    if json_table.is_json(start):
        return _as_csv(opened, json_table.as_csv(content, name, place), headed=True)
    return opened


def _is_map(head: bytes) -> bool:
    """Whether a file is a map by its first bytes; a shapefile is a zip."""
    return head.startswith((_GEOPACKAGE, _FLATGEOBUF)) or b"<kml" in head[:2000].lower()


def _as_csv(opened: Opened, made: Content, *remarks: str, headed: bool = False) -> Opened:
    """The table as it was written, which no mapping needs to say how."""
    stated = replace(opened.stated, separator=",", encoding="utf-8")
    if headed:
        stated = replace(stated, header=True, skip=0)
    return replace(opened, content=made, stated=stated, remarks=(*opened.remarks, *remarks))
