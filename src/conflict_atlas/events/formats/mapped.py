"""Any table, by a small mapping file that says which of its columns mean what."""

from conflict_atlas.events.formats.field_mapping import FieldMapping, Header, Terms, words
from conflict_atlas.events.formats.format import CSV_ENDINGS, JSON_ENDINGS, Format
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import FIELDS, MappingFile
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.sql_literal import literal

_TERMS = Terms("", "not stated", "not stated")
# How the points of a GeoJSON file are named among the columns of its properties.
LATITUDE, LONGITUDE = "@latitude", "@longitude"
_DATE_PRECISIONS = "'day', 'week', 'month', 'year', 'range'"
_GEO_PRECISIONS = "'point', 'near', 'admin2', 'admin1', 'region', 'country', 'unknown'"
_PLAIN = ("event_id", "date_start", "date_end", "latitude", "longitude", "low", "best", "high",
          "date_precision", "geo_precision")  # fmt: skip


def map_fields(table: SourceTable) -> FieldMapping:
    """What the mapping says; without one, columns named as in the schema. Raises ImportFault."""
    header, options, file = table.header, table.stated, table.file
    columns = {name: _column(name, header, options, file) for name in FIELDS}
    columns = {name: column for name, column in columns.items() if column}
    if "date_start" not in columns:
        reason = (
            f"no column for date_start. Columns: {', '.join(header.names)}. A mapping file with"
            ' [columns] date_start = "..." settles it'
        )
        raise ImportFault(file, reason, row=1)
    counts = any(name in columns for name in ("low", "best", "high"))
    said = columns.get("date_precision")
    exact = columns.get("geo_precision")
    return FieldMapping(
        _TERMS,
        options.measure or ("people-killed" if counts else "none"),
        start=columns["date_start"],
        end=columns.get("date_end", ""),
        event_id=columns.get("event_id", ""),
        texts={name: words(columns[name]) for name in columns if name not in _PLAIN},
        latitude=columns.get("latitude", ""),
        longitude=columns.get("longitude", ""),
        low=columns.get("low", ""),
        best=columns.get("best", ""),
        high=columns.get("high", ""),
        date_precision=_one_of(said, _DATE_PRECISIONS, "'range'") if said else "",
        geo_precision=_one_of(exact, _GEO_PRECISIONS, "'unknown'") if exact else "'unknown'",
    )


def _column(name: str, header: Header, options: MappingFile, file: str) -> str:
    if name in options.constants:
        return literal(options.constants[name])
    named = options.columns.get(name, "")
    if not named:
        points = {"latitude": LATITUDE, "longitude": LONGITUDE}.get(name, "")
        if points and points in header.names:
            return f"c{header.names.index(points)}"
        return "" if options.columns else header.column(name)
    if named in header.names:
        return f"c{header.names.index(named)}"
    reason = f"no such column; there are {', '.join(header.names)}"
    raise ImportFault(file, reason, row=1, column=name, value=named)


def _one_of(column: str, known: str, otherwise: str) -> str:
    said = f"lower(trim({column}))"
    return f"CASE WHEN {said} IN ({known}) THEN {said} ELSE {otherwise} END"


FORMAT = Format(
    "csv",
    "Other columns",
    "any CSV or GeoJSON, with a mapping file",
    "what the mapping says; points of GeoJSON are its coordinates",
    map_fields,
    recognises=lambda table: bool(table.stated.columns),
    endings=(*CSV_ENDINGS, *JSON_ENDINGS),
)
