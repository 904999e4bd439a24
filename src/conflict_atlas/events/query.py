"""What can be asked of a table of events, in Ibis: the same on DuckDB, PostgreSQL and Spark.

Every function takes a table with the columns of ``schema`` and returns a table. Missing names come
back as ``""`` and missing figures as null, so that every engine puts rows in the same order.
``low`` sums the lowest figures and, where an event has none, its best; ``high`` likewise;
``figured`` counts the events that have any figure.
"""

import math
from typing import Literal

import ibis
from ibis import Deferred, _
from ibis.expr import types as ir

from conflict_atlas.events.asked import Asked, Bounds, Cell, Circle
from conflict_atlas.events.circle import EARTH_KM, around
from conflict_atlas.events.schema import COLUMNS, TILE_ZOOM
from conflict_atlas.events.tile import Tiles

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
_SEARCHED = ("notes", "side_a", "side_b", "place", "admin1", "admin2", "country", "reference")


def table(name: str) -> ir.Table:
    """Name a table of events that some engine holds; geometry is for other programs."""
    columns = {column.name: _TYPES[column.sql] for column in COLUMNS if column.sql in _TYPES}
    return ibis.table(columns, name=name)


def keep(events: ir.Table, asked: Asked) -> ir.Table:
    """Keep the events that are asked for."""
    if asked.nothing or (asked.start and asked.end and asked.start > asked.end):
        return events.filter(ibis.literal(value=False))
    tests = []
    if asked.start:
        tests.append(events.date_end >= asked.start)
    if asked.end:
        tests.append(events.date_start <= asked.end)
    if asked.actors:
        tests.append(events.side_a.isin(asked.actors) | events.side_b.isin(asked.actors))
    if asked.types:
        tests.append(events.event_type.isin(asked.types))
    if asked.circles or asked.countries:
        areas = [_in_circle(events, circle) for circle in asked.circles]
        if asked.countries:
            areas.append(events.country.isin(asked.countries))
        tests.append(ibis.or_(*areas))
    if asked.bounds:
        tests.append(_in_bounds(events, asked.bounds))
    if asked.cell:
        tests.append(_in_cell(events, asked.cell))
    tests += _holds_words(events, asked.text)
    return events.filter(*tests) if tests else events


def summary(events: ir.Table) -> ir.Table:
    """One row: events, figured, low, best, high, first_day, last_day, placed."""
    return events.aggregate(
        **_measures(),
        first_day=_.date_start.min(),
        last_day=_.date_end.max(),
        placed=_.latitude.count(),
    )


def inside(events: ir.Table, tiles: Tiles) -> ir.Table:
    """Keep the events in some tiles of the map."""
    size = 1 << (TILE_ZOOM - tiles.zoom)
    west, east = tiles.left * size, tiles.right * size + size - 1
    rows = events.tile_y.between(tiles.top * size, tiles.bottom * size + size - 1)
    if tiles.left <= tiles.right:
        return events.filter(rows, events.tile_x.between(west, east))
    return events.filter(rows, (events.tile_x >= west) | (events.tile_x <= east))


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
        .group_by("kind", month=_.date_start.truncate("M").cast("date"))
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


def _in_cell(events: ir.Table, cell: Cell) -> ir.BooleanValue:
    # Ranges rather than shifts: an engine can skip the parts of a file that lie elsewhere.
    size = 1 << (TILE_ZOOM - cell.zoom)
    west, north = cell.x * size, cell.y * size
    return events.tile_x.between(west, west + size - 1) & events.tile_y.between(
        north, north + size - 1
    )


def _in_bounds(events: ir.Table, bounds: Bounds) -> ir.BooleanValue:
    inside = events.latitude.between(bounds.south, bounds.north)
    if bounds.west <= bounds.east:
        return inside & events.longitude.between(bounds.west, bounds.east)
    return inside & ((events.longitude >= bounds.west) | (events.longitude <= bounds.east))


def _in_circle(events: ir.Table, circle: Circle) -> ir.BooleanValue:
    latitude, longitude = math.radians(circle.latitude), math.radians(circle.longitude)
    rise = ((events.latitude.radians() - latitude) / 2).sin()
    run = ((events.longitude.radians() - longitude) / 2).sin()
    chord = rise * rise + events.latitude.radians().cos() * math.cos(latitude) * run * run
    distance = 2 * EARTH_KM * ibis.least(chord.sqrt(), 1.0).asin()
    return _in_bounds(events, around(circle)) & (distance <= circle.km)


def _holds_words(events: ir.Table, text: str) -> list[ir.BooleanValue]:
    words = text.replace("\0", "").split()
    if not words:
        return []
    parts = [events[name].fill_null("") for name in _SEARCHED]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.concat("\n", part)  # no word holds a line break
    # The engine folds both sides, for engines differ in what the small letter of a letter is.
    return [whole.lower().contains(ibis.literal(word).lower()) for word in words]
