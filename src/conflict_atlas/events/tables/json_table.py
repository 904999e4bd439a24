"""JSON as a table: GeoJSON, what the APIs of ACLED and UCDP answer, and any list of records."""

import json
from collections.abc import Iterator
from typing import Any

from conflict_atlas.events.formats.csv_dialect import check_width
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.tables.json_stream import stream_records
from conflict_atlas.events.tables.source_file import Content, opened
from conflict_atlas.events.tables.table_writer import LATITUDE, LONGITUDE, Place


def is_json(head: bytes) -> bool:
    """Whether a file is JSON by its first sign."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def as_csv(content: Content, name: str, place: Place) -> Content:
    """Write the records as CSV, in their order; raises ImportFault. One is in memory at a time."""
    names: dict[str, None] = {}
    shaped = False
    for record in _records(content, name):
        names.update(dict.fromkeys(_properties(record)))
        check_width(len(names), name)
        shaped = shaped or "geometry" in record
    if not names and not shaped:
        raise ImportFault(name, "there is no record in it")
    return place.write_rows(_rows(content, name, list(names), shaped=shaped), name)


def _rows(content: Content, name: str, names: list[str], *, shaped: bool) -> Iterator[list[str]]:
    yield [*names, *((LATITUDE, LONGITUDE) if shaped else ())]
    for record in _records(content, name):
        held = _properties(record)
        yield [*(_text(held.get(key)) for key in names), *(_point(record) if shaped else ())]


def _records(content: Content, name: str) -> Iterator[dict[str, Any]]:
    with opened(content) as file:
        yield from stream_records(file, name)


def _properties(record: dict[str, Any]) -> dict[str, Any]:
    """The values of a record; those of a feature are its properties."""
    if record.get("type") == "Feature" or "geometry" in record:
        held = record.get("properties")
        return held if isinstance(held, dict) else {}
    return record


def _point(record: dict[str, Any]) -> tuple[str, str]:
    """Latitude and longitude of a point; other shapes and empty ones have none."""
    geometry = record.get("geometry")
    if not isinstance(geometry, dict):
        return "", ""
    match geometry.get("type"), geometry.get("coordinates"):
        case ("Point", [int() | float() as longitude, int() | float() as latitude, *_]):
            return repr(latitude), repr(longitude)
        case ("MultiPoint", [[int() | float() as longitude, int() | float() as latitude, *_]]):
            return repr(latitude), repr(longitude)
    return "", ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
