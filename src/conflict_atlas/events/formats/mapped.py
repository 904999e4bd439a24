"""Any table, by a small mapping file that says which of its columns mean what."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conflict_atlas.events.formats.field_mapping import FieldMapping, Terms, plain_name
from conflict_atlas.events.formats.format import ANY_ENDINGS, Format
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import FIELDS
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.schema import FIGURES

_TERMS = Terms("", "not stated", "not stated")
_DATE_PRECISIONS = "'day', 'week', 'month', 'year', 'range'"
_GEO_PRECISIONS = "'point', 'near', 'admin2', 'admin1', 'region', 'country', 'unknown'"
# Columns that distinguish rows of divisions from rows that add them up.
_LEVELS = ("admin_level", "adm_level", "adminlevel")
# Fields that are parsed or distinguished; all others are taken as text.
_ATTRIBUTES = {"date_start": "start", "date_end": "end"} | {
    name: name
    for name in ("event_id", "latitude", "longitude", *FIGURES, "year", "date_precision",
                 "geo_precision")
}  # fmt: skip


def map_fields(table: SourceTable) -> FieldMapping:
    """The mapping's fields; without one, columns named as in the schema. Raises ImportFault."""
    columns = {name: _column(name, table) for name in FIELDS}
    columns = {name: column for name, column in columns.items() if column}
    if "date_start" not in columns:
        reason = (
            f"no column for date_start. Columns: {', '.join(table.header.names)}. A mapping file"
            ' with [columns] date_start = "..." settles it'
        )
        raise ImportFault(table.file, reason, row=1)
    cells = _cells(table)
    counts = cells or any(name in columns for name in FIGURES)
    measure = table.stated.measure or ("people-killed" if counts else "none")
    parts = _parts(columns, table)
    mapping = FieldMapping(_TERMS, measure, level=table.header.column(*_LEVELS), **parts)
    if not cells:
        return mapping
    field_ = table.stated.wide.field if table.stated.wide else ""
    texts = {field_: "cell.name", "event_id": "row_id || '-' || cell.name"}
    return replace(mapping, cells=cells, best="cells", texts={**mapping.texts, **texts})


def override(mapping: FieldMapping, table: SourceTable) -> FieldMapping:
    """Apply the mapping file to the fields of a known format; raises ImportFault."""
    stated = {name: table.named(name) for name in FIELDS}
    stated = {name: column for name, column in stated.items() if column}
    if mapping.cells:
        taken = [name for name in (*FIGURES, "event_id") if name in stated]
        if taken:
            reason = "made of the columns of origin: it cannot be another column"
            raise ImportFault(table.file, reason, column=taken[0])
    parts = _parts(stated, table)
    texts = {**mapping.texts, **parts.pop("texts")}
    return replace(mapping, **parts, texts=texts)


def _parts(columns: Mapping[str, str], table: SourceTable) -> dict[str, Any]:
    """Arguments of a FieldMapping for the expressions of some fields."""
    parts: dict[str, Any] = {
        _ATTRIBUTES[name]: column for name, column in columns.items() if name in _ATTRIBUTES
    }
    if "date_precision" in parts:
        parts["date_precision"] = _one_of(parts["date_precision"], _DATE_PRECISIONS, "'range'")
    if "geo_precision" in parts:
        parts["geo_precision"] = _one_of(parts["geo_precision"], _GEO_PRECISIONS, "'unknown'")
    parts["texts"] = {
        name: table.words(column) for name, column in columns.items() if name not in _ATTRIBUTES
    }
    return parts


def _column(name: str, table: SourceTable) -> str:
    if found := table.named(name):
        return found
    # Of a file whose columns are stated only the points of its shapes are taken by themselves.
    header = table.header
    index = header.index(name)
    if index < 0 or (table.stated.columns and not header.names[index].startswith("@")):
        return ""
    return f"c{index}"


def _cells(table: SourceTable) -> dict[str, str]:
    """The columns of counts that a wide table has, by name; raises ImportFault."""
    if table.stated.wide is None:
        return {}
    names = {plain_name(name): index for index, name in enumerate(table.header.names)}
    found = {}
    for name in table.stated.wide.columns:
        if plain_name(name) not in names:
            raise ImportFault(table.file, "no such column", column="wide.columns", value=name)
        found[name] = f"c{names[plain_name(name)]}"
    return found


def _one_of(column: str, known: str, otherwise: str) -> str:
    said = f"lower(trim({column}))"
    return f"CASE WHEN {said} IN ({known}) THEN {said} ELSE {otherwise} END"


def _recognises(table: SourceTable) -> bool:
    """Whether a mapping or the names of the schema say what the columns are."""
    return bool(table.stated.columns) or "date_start" in table.header


FORMAT = Format(
    "csv",
    "Other columns",
    "any table whose columns a mapping file names, or are named as in the schema",
    "what the mapping says; points of GeoJSON and other maps are its coordinates",
    map_fields,
    recognises=_recognises,
    endings=ANY_ENDINGS,
    fallback=True,
)
