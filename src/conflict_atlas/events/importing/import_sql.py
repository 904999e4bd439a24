"""The queries of one import: rows of a file judged, then brought into the schema."""

from dataclasses import dataclass

from conflict_atlas.events.formats import value_sql
from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.date_sql import DateReading
from conflict_atlas.events.formats.field_mapping import FieldMapping
from conflict_atlas.events.formats.format import Format
from conflict_atlas.events.formats.missing import says_missing
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.importing import rejection_rules
from conflict_atlas.events.schema import COLUMNS, TILE_ZOOM
from conflict_atlas.events.sql_literal import file_literal, literal

# Rows of a table of boxes are joined by the country's name in small letters.
BOXES = "country_boxes"
_SHARED = "strict_mode = true, auto_detect = false, quote = '\"', escape = '\"'"
# Tiles at this zoom sort the file, so that events drawn together are close together in it.
SORT_ZOOM = 6
# Columns that follow from others, or are the same in every row, and are not sorted.
LATE = ("source_id", "licence", "geometry")


@dataclass(frozen=True)
class ImportSql:
    """SQL for one file; ``address`` is where the engine reads it.

    ``latest`` is the last year that a date may have. ``staged`` is where rows are written as events
    when they are first read; "" is nowhere.
    """

    table: SourceTable
    format_: Format
    mapping: FieldMapping
    source_id: str
    latest: int
    address: str = ""
    staged: str = ""

    @property
    def dialect(self) -> Dialect:
        """How the file is written."""
        return self.table.dialect

    @property
    def raw(self) -> tuple[str, ...]:
        """The raw columns, as many as the header has."""
        return tuple(f"c{index}" for index in range(len(self.dialect.header)))

    @property
    def dates(self) -> DateReading:
        """How dates are read."""
        return DateReading(self.latest, self.table.stated.date_format, self.mapping.year)

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """Conditions to reject a row, each with its reason."""
        # A table of any kind may add up its divisions in rows between them.
        sums = self.format_.fallback
        return rejection_rules.refusals(self.table, self.mapping, self.dates, has_totals=sums)

    @property
    def keeps_equal_rows(self) -> bool:
        """Whether equal rows are separate events, since nothing identifies them."""
        return not self.mapping.event_id and self.table.stated.equal_rows != "drop"

    def rows(self, *, numbered: bool = False) -> str:
        """Rows as texts, without the row of tags; ``n`` is the record, the first one being 1."""
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in self.raw)
        read = (
            f"read_csv({file_literal(self.address)}, columns = {{{columns}}}, {_SHARED},"
            f" delim = {literal(self.dialect.separator)}, skip = {self.dialect.skip},"
            f" header = {str(self.dialect.headed).lower()},"
            f" store_rejects = true, hive_partitioning = false)"
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
        """Rows with their parsed values, in steps that each use the one before."""
        sql = self.rows(numbered=numbered)
        for step in (self._taken(), self._cast(), self._spoken(), self._parsed()):
            parsed = ", ".join(f"{expression} AS {name}" for name, expression in step.items())
            sql = f"SELECT *, {parsed} FROM ({sql})"
        return sql

    def judged(self, *, numbered: bool = False) -> str:
        """Parsed rows with the number of the reason to reject them, NULL for none."""
        mapping = self.mapping
        reasons = " ".join(
            f"WHEN {condition} THEN {index}" for index, (condition, _) in enumerate(self.refusals)
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
                f"{{'name': {literal(name)}, 'figure': {self.table.figure(column)}}}"
                for name, column in mapping.cells.items()
            )
            cells = f", unnest([{listed}]) AS cell"
        kept = f"SELECT *{cells} FROM ({judged})"
        dated = (
            f"SELECT *, CAST({mapping.first_day} AS DATE) AS date_start,"
            f" CAST({mapping.last_day} AS DATE) AS date_end,"
            f" {mapping.geo_precision} AS exactness FROM ({kept})"
        )
        known = {}
        if every:
            known["geo_precision"] = (
                f"CASE WHEN reason IS NULL THEN {self._column('geo_precision')} END"
            )
        columns = ", ".join(
            f"CAST({known.get(column.name, self._column(column.name))} AS {column.sql})"
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

    @property
    def licence(self) -> str:
        """The licence of every event."""
        return self.table.stated.licence or self.mapping.terms.licence

    @property
    def note(self) -> str:
        """The column that says which figures are out of their order, where they may be."""
        return "figure_note" if self._orders() else "CAST(NULL AS VARCHAR)"

    def _taken(self) -> dict[str, str]:
        """Texts of dates and identifiers, figures and degrees."""
        mapping = self.mapping
        found = {"text0": mapping.start}
        if mapping.end:
            found["text1"] = mapping.end
        if mapping.event_id:
            found["id0"] = mapping.event_id
        for name, column in mapping.figures.items():
            found[f"figure_{name}"] = self.table.figure(column)
        if mapping.latitude and mapping.longitude:
            found["degrees_y"] = self.table.degrees_in(mapping.latitude)
            found["degrees_x"] = self.table.degrees_in(mapping.longitude)
        return found

    def _cast(self) -> dict[str, str]:
        found = {"iso0": self.dates.iso("text0")}
        if self.mapping.end:
            found["iso1"] = self.dates.iso("text1")
        return found

    def _spoken(self) -> dict[str, str]:
        found = {"written0": self.dates.written("text0", "iso0")}
        if self.mapping.end:
            found["written1"] = self.dates.written("text1", "iso1")
        return found

    def _parsed(self) -> dict[str, str]:
        mapping, dates = self.mapping, self.dates
        last = dates.day("text0", "iso0", "written0", last=True)
        if mapping.end:  # an open end is the day it began
            own = dates.day("text1", "iso1", "written1", last=True)
            open_ = says_missing("text1", self.table.stated.missing)
            last = (
                f"CASE WHEN iso1 IS NOT NULL OR written1 IS NOT NULL THEN {own}"
                f" WHEN {open_} THEN {last} ELSE {own} END"
            )
        content = f"md5(concat_ws(chr(31), {', '.join(self._filled())}))[:16]"
        found = {
            "day0": dates.day("text0", "iso0", "written0"),
            "day1": last,
            "row_id": self.table.words("id0") if mapping.event_id else content,
        }
        if orders := self._orders():
            found["figure_note"] = f"CASE {' '.join(orders)} END"
        return found

    def _orders(self) -> list[str]:
        """Cases of figures that are not in their order; a missing one is in order."""
        held = self.mapping.figures
        return [
            f"WHEN figure_{one} > figure_{other} THEN '{one} above {other}'"
            for one, other in (("low", "high"), ("low", "best"), ("best", "high"))
            if one in held and other in held
        ]

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
            written = mapping.date_precision or self.dates.precision("text0", "iso0", "written0")
            longer = f"{written} = 'day' AND date_end > date_start"
            return f"CASE WHEN {longer} THEN 'range' ELSE {written} END"
        if name == "geo_precision":
            # Without coordinates only a division or country is known.
            rough = "exactness NOT IN ('admin2', 'admin1', 'region', 'country')"
            nowhere = "degrees_y IS NULL AND " if placed else ""
            return f"CASE WHEN {nowhere}{rough} THEN 'unknown' ELSE exactness END"
        if name == "best" and mapping.cells:
            return mapping.cell_figure
        if name in mapping.figures:
            bound = f"CASE WHEN figure_note IS NULL THEN figure_{name} END"
            return bound if name != "best" and self._orders() else f"figure_{name}"
        if name == "figure_note":
            return self.note
        if not placed:
            return "NULL"
        column, row = value_sql.tile("degrees_x", "degrees_y", TILE_ZOOM)
        return {
            "latitude": "degrees_y",
            "longitude": "degrees_x",
            "tile_x": column,
            "tile_y": row,
        }.get(name, "NULL")
