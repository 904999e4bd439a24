"""Why a row is rejected: conditions on parsed rows, in the order in which they are asked."""

from conflict_atlas.events.formats import value_sql
from conflict_atlas.events.formats.field_mapping import FieldMapping

TOTAL = "adds up other rows (it says total): not an event"
NO_DATE = "no date"
BAD_DATE = "the date is not understood"
EPOCH = "1970-01-01 is the zero of a clock, not a day of the source"
BACKWARDS = "ends before it begins"
NO_ID = "no identifier"
NEGATIVE = "a figure is below zero"
DISORDER = "the lowest figure is above the highest"
HALF_PLACE = "latitude or longitude is missing"
NO_DEGREES = "latitude or longitude is no number"
NOWHERE = "coordinates are 0, 0: a missing place written as zero"
SWAPPED = "latitude and longitude look swapped"
OFF_EARTH = "latitude is beyond 90 or longitude beyond 180"
FAR = "coordinates lie far outside the country named"
REPEATED = "the identifier stands in an earlier row with other content"

FIGURES = ("low", "best", "high")
# Degrees by which a place may lie outside the box around its country: coasts, generous borders.
MARGIN = 1.0


def refusals(mapping: FieldMapping) -> list[tuple[str, str]]:
    """Pairs of an SQL condition on parsed rows and the reason it stands for."""
    found = [*_by_date(mapping), *_by_figure(mapping)]
    if mapping.latitude:
        found += _by_place(mapping)
    return [*found, *mapping.refusals]


def inside(latitude: str, longitude: str) -> str:
    """SQL: whether a point lies in the box of the country named, or near it."""
    return (
        f"({latitude} BETWEEN box.south - {MARGIN} AND box.north + {MARGIN}"
        f" AND {longitude} BETWEEN box.west - {MARGIN} AND box.east + {MARGIN})"
    )


def _by_date(mapping: FieldMapping) -> list[tuple[str, str]]:
    texts = [text for text in (*mapping.dated, mapping.event_id) if text]
    unwritten = f"({mapping.start} IS NULL OR trim({mapping.start}) = '')"
    found = [
        (f"day0 IS NULL AND ({' OR '.join(value_sql.total(text) for text in texts)})", TOTAL),
        (f"day0 IS NULL AND {unwritten}", NO_DATE),
        ("day0 IS NULL OR day1 IS NULL", BAD_DATE),
        ("day0 = DATE '1970-01-01' OR day1 = DATE '1970-01-01'", EPOCH),
        ("day1 < day0", BACKWARDS),
    ]
    if mapping.event_id:
        found.append(("row_id IS NULL", NO_ID))
    if mapping.cells and mapping.event_id:
        found.insert(0, (value_sql.total(mapping.event_id), TOTAL))
    return found


def _by_figure(mapping: FieldMapping) -> list[tuple[str, str]]:
    columns = {name: getattr(mapping, name) for name in FIGURES}
    given = {n: c for n, c in columns.items() if c} if not mapping.cells else {}
    if not given:
        return []
    unread = " OR ".join(
        value_sql.unreadable(column, f"figure_{name}") for name, column in given.items()
    )
    ordered = [f"figure_{name}" for name in FIGURES if name in given]
    found = [
        (unread, value_sql.NO_FIGURE),
        (" OR ".join(f"{figure} < 0" for figure in ordered), NEGATIVE),
    ]
    if "low" in given and "high" in given:  # a best one outside the two is the source's own
        found.append(("figure_low > figure_high", DISORDER))
    return found


def _by_place(mapping: FieldMapping) -> list[tuple[str, str]]:
    unread = " OR ".join(
        value_sql.unreadable(column, parsed)
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
