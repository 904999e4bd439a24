"""The small mapping file: how a file is read, and which of its columns mean what."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.missing import MISSING
from conflict_atlas.events.formats.stated_places import Places, check_places
from conflict_atlas.events.schema import FIGURES

# Columns of the schema that a mapping may name; the others are worked out. ``year`` settles the
# century of dates whose year has two digits.
FIELDS = (
    "event_id", "date_start", "date_end", "date_precision", "event_type", "sub_event_type",
    "side_a", "side_b", "place", "admin1", "admin2", "country", "latitude", "longitude",
    "geo_precision", *FIGURES, "notes", "reference", "year",
)  # fmt: skip
MEASURES = ("people-killed", "people-displaced", "none")
# Allowed words of settings that accept only some.
_CODES = {
    "measure": MEASURES,
    "decimal": (".", ","),
    "thousands": (".", ",", " ", "'"),
    "equal_rows": ("keep", "drop"),
}
_TEXTS = (
    "separator", "decimal", "thousands", "encoding", "date_format", "sheet", "layer", "member",
    "level", "equal_rows", "title", "licence", "attribution", "measure",
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(_TEXTS, str), "skip": int, "header": bool, "missing": list, "origins": list,
    "columns": Mapping, "constants": Mapping, "wide": Mapping, "places": Mapping,
    "leave_out": Mapping,
}  # fmt: skip
_DATE_PARTS = 3


@dataclass(frozen=True)
class Wide:
    """Columns of counts, each of which becomes an event of its own: its name goes to ``field``."""

    columns: tuple[str, ...]
    field: str = "sub_event_type"


@dataclass(frozen=True)
class MappingFile:
    """Settings stated for a file; an empty one is found from the file itself.

    A column is named by its header or its number from 1; ``columns`` has several where a date is
    in three of them, year, month and day.
    """

    separator: str = ""
    decimal: str = ""
    thousands: str = ""
    encoding: str = ""
    date_format: str = ""
    sheet: str = ""
    layer: str = ""
    member: str = ""
    level: str = ""
    equal_rows: str = ""
    title: str = ""
    licence: str = ""
    attribution: str = ""
    measure: str = ""
    skip: int | None = None
    header: bool = True
    missing: tuple[str, ...] = MISSING
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    wide: Wide | None = None
    places: Places | None = None
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def written(self) -> str:
        """Everything that changes what an import gives, always in the same order."""
        plain = MappingFile()
        return json.dumps(
            {
                name: _plain(value)
                for name, value in vars(self).items()
                if value != getattr(plain, name)
            },
            ensure_ascii=False,
            sort_keys=True,
        )


def load_mapping(path: Path) -> dict[str, Any]:
    """Read a mapping file, TOML or JSON; raises ImportFault."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportFault(str(path), f"cannot be read: {error.strerror}") from None
    return parse(content, str(path))


def parse(content: bytes, name: str) -> dict[str, Any]:
    """Read the content of a mapping file, JSON by its name, else TOML; raises ImportFault."""
    try:
        text = content.decode("utf-8-sig")
        return dict(json.loads(text) if name.endswith(".json") else tomllib.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise ImportFault(name, f"not a mapping file in TOML or JSON: {error}") from None


def check_mapping(mapping: Mapping[str, Any] | None, file: str) -> MappingFile:
    """Check a mapping; raises ImportFault that names what is not known."""
    mapping = mapping or {}
    for name, value in mapping.items():
        if name not in _KINDS:
            raise ImportFault(file, f"expected one of {', '.join(_KINDS)}", column=name)
        kind = _KINDS[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _wrong(file, name, value)
        if name in _CODES and value not in _CODES[name]:
            reason = f"expected one of {', '.join(_CODES[name])}"
            raise ImportFault(file, reason, column=name, value=str(value))
    if len(mapping.get("separator", "")) > 1:
        raise ImportFault(
            file, "expected one character", column="separator", value=mapping["separator"]
        )
    _check_date_format(mapping.get("date_format", ""), file)
    stated = {name: value for name, value in mapping.items() if _KINDS[name] in (str, int, bool)}
    for name in ("missing", "origins"):
        if name in mapping:
            stated[name] = tuple(_text(one, name, file) for one in mapping[name])
    stated["columns"] = {
        name: _columns(name, value, file) for name, value in _fields(mapping, "columns", file)
    }
    stated["constants"] = {
        name: _text(value, f"constants.{name}", file)
        for name, value in _fields(mapping, "constants", file)
    }
    if "wide" in mapping:
        stated["wide"] = _wide(mapping["wide"], file)
    if "places" in mapping:
        stated["places"] = check_places(mapping["places"], file)
    stated["leave_out"] = {
        column: tuple(_text(one, f"leave_out.{column}", file) for one in _list(values, file))
        for column, values in mapping.get("leave_out", {}).items()
    }
    return MappingFile(**stated)


def _fields(mapping: Mapping[str, Any], part: str, file: str) -> list[tuple[str, Any]]:
    for name in mapping.get(part, {}):
        if name not in FIELDS:
            reason = f"not a column of the schema; they are {', '.join(FIELDS)}"
            raise ImportFault(file, reason, column=f"{part}.{name}")
    return list(mapping.get(part, {}).items())


def _columns(name: str, value: Any, file: str) -> tuple[str, ...]:
    """One column, or three for a date: names, or numbers from 1."""
    if not isinstance(value, list):
        return (_text(value, f"columns.{name}", file),)
    if not name.startswith("date_") or name == "date_precision" or len(value) != _DATE_PARTS:
        reason = "expected one column; a date may have three: year, month and day"
        raise ImportFault(file, reason, column=f"columns.{name}", value=str(value))
    return tuple(_text(one, f"columns.{name}", file) for one in value)


def _text(value: Any, name: str, file: str) -> str:
    """A text, or a number as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _wrong(file, name, value)
    return str(value)


def _list(value: Any, file: str) -> list[Any]:
    if not isinstance(value, list):
        raise ImportFault(file, 'expected column = ["...", "..."]', column="leave_out")
    return value


def _wide(value: Mapping[str, Any], file: str) -> Wide:
    columns, target = value.get("columns"), value.get("field", "sub_event_type")
    texts = set(FIELDS) - {"date_start", "date_end", "latitude", "longitude", *FIGURES}
    if not set(value) <= {"columns", "field"} or not isinstance(columns, list) or not columns:
        reason = 'expected columns = ["...", "..."] and field = "admin1" (or another)'
        raise ImportFault(file, reason, column="wide")
    if target not in texts - {"event_id", "date_precision", "geo_precision", "year"}:
        raise ImportFault(file, "no column for a name", column="wide.field", value=str(target))
    return Wide(tuple(_text(one, "wide.columns", file) for one in columns), target)


def _check_date_format(stated: str, file: str) -> None:
    if stated and not any(f"%{year}" in stated for year in "YyxcDFG"):
        reason = "it has no year: %Y has four digits, %y two"
        raise ImportFault(file, reason, column="date_format", value=stated)


def _wrong(file: str, name: str, value: Any) -> ImportFault:
    return ImportFault(file, "of the wrong kind", column=name, value=str(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Wide | Places):
        return vars(value)
    return dict(value) if isinstance(value, Mapping) else value
