"""Why a row is rejected: conditions on parsed rows, in the order in which they are tested."""

from conflict_atlas.events.formats import number_sql, value_sql
from conflict_atlas.events.formats.date_sql import FIRST_YEAR, DateReading
from conflict_atlas.events.formats.field_mapping import FieldMapping
from conflict_atlas.events.formats.missing import says_missing
from conflict_atlas.events.formats.source_table import SourceTable

TOTAL = "adds up other rows (it says total): not an event"
NO_DATE = "no date"
BAD_DATE = "the date is not understood"
UNLIKELY = "the year is not one from {} to {}"
EPOCH = "1970-01-01 is the zero of a clock, not a day of the source"
BACKWARDS = "ends before it begins"
MARKED = "a figure with a mark, of which the column does not say what it means"
NO_ID = "no identifier"
NEGATIVE = "a figure is below zero"
HALF_PLACE = "latitude or longitude is missing"
NO_DEGREES = "latitude or longitude is no number"
NOWHERE = "coordinates are 0, 0: a missing place written as zero"
SWAPPED = "latitude and longitude look swapped"
OFF_EARTH = "latitude is beyond 90 or longitude beyond 180"
FAR = "coordinates lie far outside the country named"
REPEATED = "the identifier stands in an earlier row with other content"

# Names of a row that may say total instead.
_SUMMED = ("place", "admin1", "admin2", "country")
# Degrees by which a place may lie outside the box around its country: coasts, generous borders.
MARGIN = 1.0


def refusals(
    table: SourceTable, mapping: FieldMapping, dates: DateReading, *, has_totals: bool
) -> list[tuple[str, str]]:
    """Pairs of an SQL condition on parsed rows and the reason for which it rejects them.

    ``has_totals`` is set where rows may add up others and say so in the name of a place.
    """
    missing = table.stated.missing
    found = _by_date(mapping, dates, missing)
    if has_totals:
        names = [mapping.texts[name] for name in _SUMMED if name in mapping.texts]
        found += [(value_sql.total(name), TOTAL) for name in names if name != "cell.name"]
    found += _by_figure(table, mapping)
    if mapping.latitude and mapping.longitude:
        found += _by_place(mapping, missing)
    return [*found, *mapping.refusals]


def inside(latitude: str, longitude: str) -> str:
    """SQL: whether a point lies in the box of the country named, or near it."""
    return (
        f"({latitude} BETWEEN box.south - {MARGIN} AND box.north + {MARGIN}"
        f" AND {longitude} BETWEEN box.west - {MARGIN} AND box.east + {MARGIN})"
    )


def _by_date(
    mapping: FieldMapping, dates: DateReading, missing: tuple[str, ...]
) -> list[tuple[str, str]]:
    texts = [text for text in ("text0", "text1" if mapping.end else "", "id0") if text]
    if not mapping.event_id:
        texts.remove("id0")
    said = " OR ".join(value_sql.total(text) for text in texts)
    unlikely = UNLIKELY.format(FIRST_YEAR, dates.latest)
    nothing = _where("day0 IS NULL", says_missing("text0", missing))
    odd = " OR ".join(dates.unlikely(text, f"iso{text[-1]}") for text in texts if text != "id0")
    found = [
        (_where("day0 IS NULL", said), TOTAL),
        (nothing, NO_DATE),
        (_where("day0 IS NULL OR day1 IS NULL", odd), unlikely),
        ("day0 IS NULL OR day1 IS NULL", BAD_DATE),
        (f"NOT ({dates.believed('day0')} AND {dates.believed('day1')})", unlikely),
        ("day0 = DATE '1970-01-01' OR day1 = DATE '1970-01-01'", EPOCH),
        ("day1 < day0", BACKWARDS),
    ]
    if mapping.event_id:
        found.append(("row_id IS NULL", NO_ID))
    if mapping.cells and mapping.event_id:
        found.insert(0, (value_sql.total("id0"), TOTAL))
    return found


def _where(condition: str, then: str) -> str:
    """SQL: a condition that is worked out only where another one holds."""
    return f"CASE WHEN {condition} THEN {then} ELSE false END"


def _by_figure(table: SourceTable, mapping: FieldMapping) -> list[tuple[str, str]]:
    found = []
    unsettled = [column for column in mapping.counted if column not in table.decimals]
    if unsettled:
        read = {column: f"figure_{name}" for name, column in mapping.figures.items()}
        marked = (
            number_sql.marked(column, read.get(column) or table.figure(column))
            for column in unsettled
        )
        found.append((" OR ".join(marked), MARKED))
    if not mapping.figures:
        return found
    unread = " OR ".join(
        number_sql.unreadable(column, f"figure_{name}", table.stated.missing)
        for name, column in mapping.figures.items()
    )
    below = " OR ".join(f"figure_{name} < 0" for name in mapping.figures)
    return [*found, (unread, number_sql.NO_FIGURE), (below, NEGATIVE)]


def _by_place(mapping: FieldMapping, missing: tuple[str, ...]) -> list[tuple[str, str]]:
    unread = " OR ".join(
        number_sql.unreadable(column, parsed, missing)
        for column, parsed in ((mapping.latitude, "degrees_y"), (mapping.longitude, "degrees_x"))
    )
    beyond = (
        "(box.name IS NULL AND abs(degrees_y) > 90 AND abs(degrees_y) <= 180"
        " AND abs(degrees_x) <= 90)"
    )
    off = "abs(degrees_y) > 90 OR abs(degrees_x) > 180"
    there, turned = inside("degrees_y", "degrees_x"), inside("degrees_x", "degrees_y")
    return [
        (unread, NO_DEGREES),
        ("(degrees_y IS NULL) <> (degrees_x IS NULL)", HALF_PLACE),
        ("degrees_y = 0 AND degrees_x = 0", NOWHERE),
        (f"(NOT {there} AND {turned}) OR {beyond}", SWAPPED),
        (off, OFF_EARTH),
        (f"NOT {there}", FAR),
    ]
