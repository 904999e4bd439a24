"""What can be asked of a table of events, in Ibis: the same on DuckDB, PostgreSQL and Spark.

Every function takes a table with the columns of ``schema`` and returns a table. Missing names come
back as ``""`` and missing figures as null, so that every engine puts rows in the same order.
``low`` sums the lowest figures and, where an event has none, its best; ``high`` likewise;
``figured`` counts the events that have any figure.
"""

from typing import Literal

import ibis
from ibis import Deferred, _
from ibis.expr import types as ir

from conflict_atlas.events.filter import inside, keep
from conflict_atlas.events.schema import COLUMNS, TILE_ZOOM

__all__ = [
    "By", "Named", "daily", "inside", "keep", "kinds", "listed", "monthly", "names", "summary",
    "symbols", "table",
]  # fmt: skip

By = Literal["event_type", "side_a", "actor", ""]
Named = Literal["event_type", "actor", "country", "admin1"]

_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "DOUBLE": "float64",
    "BIGINT": "int64",
    "INTEGER": "int32",
}
_FIGURES = ("low", "best", "high")
_SUMS = ("events", "figured", *_FIGURES)


def table(name: str) -> ir.Table:
    """Name a table of events that some engine holds; geometry is for other programs."""
    columns = {column.name: _TYPES[column.sql] for column in COLUMNS if column.sql in _TYPES}
    return ibis.table(columns, name=name)


def summary(events: ir.Table) -> ir.Table:
    """One row: events, figured, low, best, high, first_day, last_day, placed."""
    return events.aggregate(
        **_measures(),
        first_day=_.date_start.min(),
        last_day=_.date_end.max(),
        placed=_.latitude.count(),
    )


def symbols(events: ir.Table, level: int, by: By) -> ir.Table:
    """Sum events in cells of the map: tiles ``x``, ``y`` at zoom ``level``, one row a kind.

    Columns x, y, kind, events, figured, low, best, high, latitude and longitude (means), place
    (one of the names there) and places (how many names). Events without coordinates have no cell.
    """
    return (
        _in_cells(events, level, by, *_FIGURES, "latitude", "longitude", "place")
        .aggregate(
            **_measures(),
            latitude=_.latitude.mean(),
            longitude=_.longitude.mean(),
            place=_.place.min(),
            places=_.place.nunique(),
        )
        .mutate(kind=_.kind.fill_null(""), place=_.place.fill_null(""))
        .order_by("x", "y", "kind")
    )


def kinds(events: ir.Table, level: int, by: By) -> ir.Table:
    """Count events of each kind in cells of the map: x, y, kind, events."""
    return (
        _in_cells(events, level, by)
        .aggregate(events=_.count())
        .mutate(kind=_.kind.fill_null(""))
        .order_by("x", "y", "kind")
    )


def monthly(events: ir.Table, by: By) -> ir.Table:
    """Sum events by the month in which they start (its first day) and by kind.

    Columns month, kind, events, figured, low, best, high. By ``actor`` an event counts under each
    of its sides, so that kinds must not be added up.
    """
    return (
        _by_kind(events, by, "date_start", *_FIGURES)
        .mutate(month=ibis.date(_.date_start.year(), _.date_start.month(), 1))
        .group_by("kind", "month")
        .aggregate(**_measures())
        .select("month", _.kind.fill_null("").name("kind"), *_SUMS)
        .order_by("month", "kind")
    )


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
    """Narrow events to ``kind``, which may be null, and what is needed beside it."""
    if by != "actor":
        return events.select(*needed, kind=events[by] if by else ibis.literal(""))
    first = events.select(*needed, kind=events.side_a)
    # The other side is left out where there is none and where it is the same one.
    other = events.filter(
        events.side_b.notnull() & (events.side_a.isnull() | (events.side_a != events.side_b))
    )
    return first.union(other.select(*needed, kind=other.side_b))


def _in_cells(events: ir.Table, level: int, by: By, *needed: str) -> ir.Table:
    shift = TILE_ZOOM - level
    placed = _by_kind(events.filter(events.tile_x.notnull()), by, "tile_x", "tile_y", *needed)
    return placed.group_by(x=placed.tile_x >> shift, y=placed.tile_y >> shift, kind=placed.kind)
