"""GeoJSON as a table: properties are its columns, points their coordinates."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile

# How the points of a file are named among the columns of its properties.
LATITUDE, LONGITUDE = "@latitude", "@longitude"


def is_geojson(name: str, head: bytes) -> bool:
    """Whether a file is GeoJSON by its name or its first sign."""
    ending = Path(name).suffix.casefold()
    return ending in (".geojson", ".json") or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def as_csv(content: Path | bytes, name: str) -> bytes:
    """The features as CSV in UTF-8, in their order; raises ImportFault. All of it is in memory."""
    raw = content if isinstance(content, bytes) else content.read_bytes()
    try:
        features = json.loads(raw.decode("utf-8-sig"))["features"]
        tables = [dict(feature.get("properties") or {}) for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"not a GeoJSON FeatureCollection in UTF-8: {error!r}"
        raise ImportFault(name, reason) from None
    if not tables:
        raise ImportFault(name, "there is no feature in it")
    names = list(dict.fromkeys(key for table in tables for key in table))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, LATITUDE, LONGITUDE])
    for feature, table in zip(features, tables, strict=True):
        writer.writerow([*(_text(table.get(key)) for key in names), *_point(feature)])
    return text.getvalue().encode()


def with_format(options: MappingFile) -> MappingFile:
    """How the table is written, which no mapping needs to say."""
    return replace(options, separator=",", decimal=".", encoding="utf-8")


def _point(feature: Any) -> tuple[str, str]:
    """Latitude and longitude of a point; other shapes and empty ones have none."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return "", ""
    match geometry.get("coordinates"):
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            return repr(latitude), repr(longitude)
    return "", ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
