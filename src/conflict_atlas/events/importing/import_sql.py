"""The queries of one import: rows of a file judged, then brought into the schema."""

from dataclasses import dataclass

from conflict_atlas.events.formats import value_sql
from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.field_mapping import FieldMapping, literal, words
from conflict_atlas.events.importing import rejection_rules
from conflict_atlas.events.schema import COLUMNS, TILE_ZOOM

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
    recipe: FieldMapping
    source_id: str
    decimal: str = "."
    date_format: str = ""
    licence: str = ""
    draft: str = ""

    @property
    def raw(self) -> tuple[str, ...]:
        """The raw columns, as many as the header has."""
        return tuple(f"c{index}" for index in range(len(self.dialect.header)))

    def rows(self, *, numbered: bool = False) -> str:
        """Rows as texts, without the row of tags; ``n`` is the record, the first one being 1."""
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in self.raw)
        read = (
            f"read_csv({literal(self.address)}, columns = {{{columns}}}, {_SHARED},"
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
        recipe = self.recipe
        reasons = " ".join(
            f"WHEN {condition} THEN {index}"
            for index, (condition, _) in enumerate(rejection_rules.refusals(recipe))
        )
        country = recipe.texts.get("country", "NULL")
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
        recipe = self.recipe
        cells = ""
        if recipe.cells:
            listed = ", ".join(
                f"{{'name': {literal(name)}, 'figure': {value_sql.figure(column, self.decimal)}}}"
                for name, column in recipe.cells.items()
            )
            cells = f", unnest([{listed}]) AS cell"
        kept = f"SELECT *{cells} FROM ({judged})"
        dated = (
            f"SELECT *, CAST({recipe.first_day} AS DATE) AS date_start,"
            f" CAST({recipe.last_day} AS DATE) AS date_end,"
            f" {recipe.geo_precision} AS exactness FROM ({kept})"
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
        filled = " WHERE cell.figure > 0" if recipe.cells else ""
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
        recipe = self.recipe
        last = recipe.end or recipe.start
        found = {
            "day0": value_sql.first_day(recipe.start, self.date_format),
            "day1": value_sql.last_day(last, self.date_format),
            "row_id": words(recipe.event_id)
            if recipe.event_id
            else f"md5(concat_ws(chr(31), {', '.join(self._filled())}))[:16]",
        }
        if recipe.end:  # an open end is the day it began
            found["day1"] = (
                f"CASE WHEN nullif(trim({recipe.end}), '') IS NULL"
                f" THEN {value_sql.last_day(recipe.start, self.date_format)}"
                f" ELSE {found['day1']} END"
            )
        if not recipe.cells:
            for name in rejection_rules.FIGURES:
                if column := getattr(recipe, name):
                    found[f"figure_{name}"] = value_sql.figure(column, self.decimal)
        if recipe.latitude and recipe.longitude:
            found["degrees_y"] = value_sql.degrees(recipe.latitude, self.decimal)
            found["degrees_x"] = value_sql.degrees(recipe.longitude, self.decimal)
        return found

    def _filled(self) -> list[str]:
        return [f"coalesce({name}, '')" for name in self.raw]

    def _column(self, name: str) -> str:  # noqa: PLR0911 - one line a kind of column
        recipe = self.recipe
        placed = bool(recipe.latitude and recipe.longitude)
        if name in recipe.texts:
            return recipe.texts[name]
        if name == "event_id":
            return "row_id"
        if name in ("date_start", "date_end"):
            return name
        if name == "date_precision":
            written = recipe.date_precision or value_sql.precision(recipe.start)
            longer = f"{written} = 'day' AND date_end > date_start"
            return f"CASE WHEN {longer} THEN 'range' ELSE {written} END"
        if name == "geo_precision":
            # Without coordinates nothing is known but what is said of a division or country.
            rough = "exactness NOT IN ('admin2', 'admin1', 'region', 'country')"
            nowhere = "degrees_y IS NULL AND " if placed else ""
            return f"CASE WHEN {nowhere}{rough} THEN 'unknown' ELSE exactness END"
        if name == "best" and recipe.cells:
            return recipe.cell_figure
        if name in rejection_rules.FIGURES and getattr(recipe, name) and not recipe.cells:
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
