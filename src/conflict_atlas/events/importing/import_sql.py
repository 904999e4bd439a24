"""The queries of one import: rows of a file judged, then brought into the schema."""

from dataclasses import dataclass

from conflict_atlas.events.formats import value_sql
from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.field_mapping import FieldMapping, words
from conflict_atlas.events.importing import rejection_rules
from conflict_atlas.events.schema import COLUMNS, TILE_ZOOM
from conflict_atlas.events.sql_literal import file_literal, literal

# Rows of a table of boxes are joined by the country's name in small letters.
BOXES = "country_boxes"
_SHARED = "strict_mode = true, auto_detect = false, header = true, quote = '\"', escape = '\"'"
# Columns and rows of tiles at this zoom: events that are drawn together stand together in the file.
SORT_ZOOM = 6
# Columns that follow from others, or are the same in every row, and are not sorted.
LATE = ("source_id", "licence", "geometry")


@dataclass(frozen=True)
class ImportSql:
    """SQL for one file; ``address`` is where the engine reads it.

    ``draft`` is where its rows are written as events when they are first read; "" is nowhere.
    """

    address: str
    dialect: Dialect
    mapping: FieldMapping
    source_id: str
    decimal: str = "."
    date_format: str = ""
    licence: str = ""
    draft: str = ""
    form: str = ""

    @property
    def raw(self) -> tuple[str, ...]:
        """The raw columns, as many as the header has."""
        return tuple(f"c{index}" for index in range(len(self.dialect.header)))

    def rows(self, *, numbered: bool = False) -> str:
        """Rows as texts, without the row of tags; ``n`` is the record, the first one being 1."""
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in self.raw)
        read = (
            f"read_csv({file_literal(self.address)}, columns = {{{columns}}}, {_SHARED},"
            f" delim = {literal(self.dialect.separator)}, skip = {self.dialect.skip},"
            f" store_rejects = true)"
        )
        number = "row_number() OVER () AS n, " if numbered else ""
        raw = ", ".join(self.raw)
        # The engine checks the bytes of a column only where it is asked for: every pass over the
        # file asks for all, so that all reject the same rows.
        rows = f"SELECT {number}{raw} FROM {read} WHERE coalesce({raw}, '') IS NOT NULL"
        tags = self.dialect.tags
        if not tags or self.dialect.header_is_tags:
            return rows
        held = [(i, tag) for i, tag in enumerate(tags) if tag][:3]
        same = " AND ".join(f"trim(c{i}) IS NOT DISTINCT FROM {literal(t)}" for i, t in held)
        return f"SELECT * FROM ({rows}) WHERE NOT ({same})"

    def parsed(self, *, numbered: bool = False) -> str:
        """Rows with what was parsed of them."""
        parsed = ", ".join(f"{sql} AS {name}" for name, sql in self._parsed().items())
        return f"SELECT *, {parsed} FROM ({self.rows(numbered=numbered)})"

    def judged(self, *, numbered: bool = False) -> str:
        """Parsed rows with the number of the reason to reject them, NULL for none."""
        mapping = self.mapping
        reasons = " ".join(
            f"WHEN {condition} THEN {index}"
            for index, (condition, _) in enumerate(rejection_rules.refusals(mapping))
        )
        country = mapping.texts.get("country", "NULL")
        parsed = self.parsed(numbered=numbered)
        return (
            f"SELECT row.* EXCLUDE (land), CAST(CASE {reasons} END AS UTINYINT) AS reason"
            f" FROM (SELECT *, lower({country}) AS land FROM ({parsed})) AS row"
            f" LEFT JOIN {BOXES} AS box ON box.name = row.land"
        )

    def events(self, judged: str, *, every: bool = False) -> str:
        """The schema's columns, but those that ``finished`` adds, of rows of ``judged``.

        With ``every`` some are to be rejected: they are left without a precision of place, which
        all others have.
        """
        mapping = self.mapping
        cells = ""
        if mapping.cells:
            listed = ", ".join(
                f"{{'name': {literal(name)}, 'figure': {value_sql.figure(column, self.decimal)}}}"
                for name, column in mapping.cells.items()
            )
            cells = f", unnest([{listed}]) AS cell"
        kept = f"SELECT *{cells} FROM ({judged})"
        dated = (
            f"SELECT *, CAST({mapping.first_day} AS DATE) AS date_start,"
            f" CAST({mapping.last_day} AS DATE) AS date_end,"
            f" {mapping.geo_precision} AS exactness FROM ({kept})"
        )
        told = {}
        if every:
            told["geo_precision"] = (
                f"CASE WHEN reason IS NULL THEN {self._column('geo_precision')} END"
            )
        columns = ", ".join(
            f"CAST({told.get(column.name, self._column(column.name))} AS {column.sql})"
            f" AS {column.name}"
            for column in COLUMNS
            if column.name not in LATE
        )
        filled = " WHERE cell.figure > 0" if mapping.cells else ""
        return f"SELECT {columns} FROM ({dated}){filled}"

    def finished(self, events: str) -> str:
        """Every column of the schema in its order; what follows from others was not sorted."""
        late = {
            "source_id": literal(self.source_id),
            "licence": literal(self.licence),
            "geometry": "CASE WHEN latitude IS NOT NULL"
            " THEN struct_pack(x := longitude, y := latitude) END",
        }
        columns = ", ".join(
            f"CAST({late.get(column.name, column.name)} AS {column.sql}) AS {column.name}"
            for column in COLUMNS
        )
        return f"SELECT {columns} FROM ({events})"

    def order(self) -> str:
        """In which order events are written: by tile, day and identifier."""
        shift = TILE_ZOOM - SORT_ZOOM
        return f"tile_y >> {shift} NULLS LAST, tile_x >> {shift}, date_start, event_id"

    def _parsed(self) -> dict[str, str]:
        mapping = self.mapping
        last = mapping.end or mapping.start
        found = {
            "day0": value_sql.first_day(mapping.start, self.date_format),
            "day1": value_sql.last_day(last, self.date_format),
            "row_id": words(mapping.event_id)
            if mapping.event_id
            else f"md5(concat_ws(chr(31), {', '.join(self._filled())}))[:16]",
        }
        if mapping.end:  # an open end is the day it began
            found["day1"] = (
                f"CASE WHEN nullif(trim({mapping.end}), '') IS NULL"
                f" THEN {value_sql.last_day(mapping.start, self.date_format)}"
                f" ELSE {found['day1']} END"
            )
        if not mapping.cells:
            for name in rejection_rules.FIGURES:
                if column := getattr(mapping, name):
                    found[f"figure_{name}"] = value_sql.figure(column, self.decimal)
        if mapping.latitude and mapping.longitude:
            found["degrees_y"] = value_sql.degrees(mapping.latitude, self.decimal)
            found["degrees_x"] = value_sql.degrees(mapping.longitude, self.decimal)
        return found

    def _filled(self) -> list[str]:
        return [f"coalesce({name}, '')" for name in self.raw]

    def _column(self, name: str) -> str:  # noqa: PLR0911 - one line a kind of column
        mapping = self.mapping
        placed = bool(mapping.latitude and mapping.longitude)
        if name in mapping.texts:
            return mapping.texts[name]
        if name == "event_id":
            return "row_id"
        if name in ("date_start", "date_end"):
            return name
        if name == "date_precision":
            written = mapping.date_precision or value_sql.precision(mapping.start)
            longer = f"{written} = 'day' AND date_end > date_start"
            return f"CASE WHEN {longer} THEN 'range' ELSE {written} END"
        if name == "geo_precision":
            # Without coordinates nothing is known but what is said of a division or country.
            rough = "exactness NOT IN ('admin2', 'admin1', 'region', 'country')"
            nowhere = "degrees_y IS NULL AND " if placed else ""
            return f"CASE WHEN {nowhere}{rough} THEN 'unknown' ELSE exactness END"
        if name == "best" and mapping.cells:
            return mapping.cell_figure
        if name in rejection_rules.FIGURES and getattr(mapping, name) and not mapping.cells:
            return f"figure_{name}"
        if not placed:
            return "NULL"
        column, row = value_sql.tile("degrees_x", "degrees_y", TILE_ZOOM)
        return {
            "latitude": "degrees_y",
            "longitude": "degrees_x",
            "tile_x": column,
            "tile_y": row,
        }.get(name, "NULL")
