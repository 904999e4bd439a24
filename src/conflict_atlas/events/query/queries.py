"""The queries on a table of events, in Ibis: the same on DuckDB, PostgreSQL and Spark.

Every function takes a table with the columns of ``schema`` and returns a table. Missing names come
back as ``""`` and missing figures as null, so that every engine puts rows in the same order.
``low`` sums the lowest figures and, where an event has none, its best; ``high`` likewise;
``figured`` counts the events that have any figure.
"""

from collections.abc import Callable

import ibis
from ibis import Deferred, _
from ibis.expr import types as ir

from conflict_atlas.events.query.query import By, Name, Named
from conflict_atlas.events.schema import COLUMNS, FIGURES, TILE_ZOOM, VAGUE

_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "DOUBLE": "float64",
    "BIGINT": "int64",
    "INTEGER": "int32",
}
_SUMS = ("events", "figured", *FIGURES)


def table(name: str) -> ir.Table:
    """Name a table of events that some engine holds; geometry is for other programs."""
    columns = {column.name: _TYPES[column.sql] for column in COLUMNS if column.sql in _TYPES}
    return ibis.table(columns, name=name)


def summary(events: ir.Table) -> ir.Table:
    """One row: events, figured, low, best, high, first_day, last_day, placed, and how exact.

    ``largest`` is the highest best figure of one event; ``coarse_days`` counts the events that are
    not dated to one day, ``coarse_places`` those that are not placed at a named point.
    """
    return events.aggregate(
        **_measures(),
        first_day=_.date_start.min(),
        last_day=_.date_end.max(),
        placed=_.latitude.count(),
        largest=_.best.max().cast("float64"),
        # Spark counts nothing as missing where there is no row at all.
        coarse_days=_.count(where=_.date_precision != "day").fill_null(0),
        coarse_places=_.count(where=_.geo_precision != "point").fill_null(0),
    )


def symbols(events: ir.Table, level: int, by: By) -> ir.Table:
    """Sum events in cells of the map, tiles at zoom ``level``: one row a cell and kind.

    Columns x, y, kind and of_kind (events of it there); then of the whole cell, in each of its
    rows, events, figured, low, best, high, vague (events known to a province or further only),
    latitude and longitude (means), place (one of the names there, of the first letters) and places
    (how many names). Cells with most events come first,
    and in a cell the kinds with most. Events without coordinates have no cell. By ``actor`` an
    event is of two kinds, and one in its cell.
    """
    # In two steps, as events are many and the names of places few: the first looks at every event
    # once, whatever is asked of the sums.
    parts = _in_cells(events, level, "" if by == "actor" else by)
    counted = _count_sides(events, level) if by == "actor" else parts
    kinds = counted.group_by("x", "y", "kind").aggregate(of_kind=_.events.sum().cast("int64"))
    sums = {name: _[name].sum().cast("float64") for name in FIGURES}
    cells = parts.group_by("x", "y").aggregate(
        events=_.events.sum().cast("int64"),
        figured=_.figured.sum().cast("int64"),
        vague=_.vague.sum().cast("int64"),
        **sums,
        latitude=_.latitude.sum() / _.events.sum(),
        longitude=_.longitude.sum() / _.events.sum(),
        place=_.place.min(),
        places=_.place.nunique(),
    )
    joined = kinds.join(cells, [kinds.x == cells.x, kinds.y == cells.y])
    whole = {name: cells[name] for name in cells.columns if name not in ("x", "y", "place")}
    return joined.select(
        kinds.x,
        kinds.y,
        kinds.of_kind,
        **whole,
        kind=kinds.kind.fill_null(""),
        place=cells.place.fill_null(""),
    ).order_by(ibis.desc("events"), "x", "y", ibis.desc("of_kind"), "kind")


def monthly(events: ir.Table, by: By) -> ir.Table:
    """Sum events by the month in which they start (its first day) and by kind.

    Columns month, kind, events, figured, low, best, high. By ``actor`` an event counts under each
    of its sides, so that kinds must not be added up.
    """
    return (
        _by_kind(events, by, "date_start", *FIGURES)
        .mutate(month=ibis.date(_.date_start.year(), _.date_start.month(), 1))
        .group_by("kind", "month")
        .aggregate(**_measures())
        .select("month", _.kind.fill_null("").name("kind"), *_SUMS)
        .order_by("month", "kind")
    )


def monthly_without(events: ir.Table, by: By, names: tuple[str, ...]) -> ir.Table:
    """Sum by month the events that have none of these kinds; columns as ``monthly``, of one kind.

    By ``actor``, events in which none of them is on either side.
    """
    columns = ("side_a", "side_b") if by == "actor" else (by,)
    for column in columns if names else ():
        events = events.filter(~events[column].fill_null("").isin(names))
    return monthly(events, "")


def daily(events: ir.Table) -> ir.Table:
    """Sum events by the day on which they start: day, events, figured, low, best, high."""
    return events.group_by(day=_.date_start).aggregate(**_measures()).order_by("day")


def listed(events: ir.Table, limit: int, offset: int = 0) -> ir.Table:
    """Rows of events, newest first, ties by identifier; every column but geometry."""
    return events.order_by(ibis.desc("date_start"), "event_id").limit(limit, offset=offset)


def names(events: ir.Table, column: Named) -> ir.Table:
    """Names in a column with how many events have them, most first: name, events."""
    return (
        _by_kind(events, column)
        .filter(_.kind != "")
        .group_by(name=_.kind)
        .aggregate(events=_.count())
        .order_by(ibis.desc("events"), "name")
    )


BY_NAME: dict[Name, Callable[..., ir.Table]] = {
    "summary": summary,
    "symbols": symbols,
    "monthly": monthly,
    "monthly_without": monthly_without,
    "daily": daily,
    "listed": listed,
    "names": names,
}


def _measures() -> dict[str, Deferred]:
    # Sums are float64 because a missing one is NaN in a frame; whole up to 2 ** 53.
    low, high = ibis.coalesce(_.low, _.best), ibis.coalesce(_.high, _.best)
    return {
        "events": _.count(),
        "figured": ibis.coalesce(_.low, _.best, _.high).count(),
        "low": low.sum().cast("float64"),
        "best": _.best.sum().cast("float64"),
        "high": high.sum().cast("float64"),
    }


def _by_kind(events: ir.Table, by: By | Named, *needed: str) -> ir.Table:
    """Reduce events to ``kind``, which may be null, and the other columns needed."""
    if by != "actor":
        return events.select(*needed, kind=events[by] if by else ibis.literal(""))
    first = events.select(*needed, kind=events.side_a)
    # The other side is left out where there is none and where it is the same one.
    other = events.filter(
        events.side_b.notnull() & (events.side_a.isnull() | (events.side_a != events.side_b))
    )
    return first.union(other.select(*needed, kind=other.side_b))


def _in_cells(events: ir.Table, level: int, by: By) -> ir.Table:
    """Sum events in cells of the map by kind and name of the place."""
    point = ("tile_x", "tile_y", "latitude", "longitude", "place", "geo_precision")
    placed = _by_kind(_placed(events), by, *point, *FIGURES)
    return placed.group_by(*_cell(placed, level), "kind", "place").aggregate(
        **_measures(),
        vague=_.count(where=_.geo_precision.isin(VAGUE)),
        latitude=_.latitude.sum(),
        longitude=_.longitude.sum(),
    )


def _count_sides(events: ir.Table, level: int) -> ir.Table:
    """Count events in cells of the map under each of their sides."""
    sides = _by_kind(_placed(events), "actor", "tile_x", "tile_y")
    return sides.group_by(*_cell(sides, level), "kind").aggregate(events=_.count())


def _placed(events: ir.Table) -> ir.Table:
    return events.filter(events.tile_x.notnull())


def _cell(events: ir.Table, level: int) -> tuple[ir.Value, ir.Value]:
    shift = TILE_ZOOM - level
    return (events.tile_x >> shift).name("x"), (events.tile_y >> shift).name("y")
