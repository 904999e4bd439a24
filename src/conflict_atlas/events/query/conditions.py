"""Which events are kept, in Ibis: the same on DuckDB, PostgreSQL and Spark."""

import math
from collections.abc import Iterable
from typing import Any

import ibis
from ibis.expr import types as ir

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import EARTH_KM, Bounds, Cell, Circle, Tiles, around
from conflict_atlas.events.schema import TILE_ZOOM

# Engines differ in the small letters of two: sigma at the end of a word, and İ with its dot.
_ALIKE = (("ς", "σ"), ("i\u0307", "i"))
_SEARCHED = ("side_a", "side_b", "place", "admin1", "admin2", "country", "reference", "notes")


def keep(events: ir.Table, asked: EventFilter) -> ir.Table:
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


def inside(events: ir.Table, tiles: Tiles) -> ir.Table:
    """Keep the events in some tiles of the map."""
    size = 1 << (TILE_ZOOM - tiles.zoom)
    west, east = tiles.left * size, tiles.right * size + size - 1
    rows = events.tile_y.between(tiles.top * size, tiles.bottom * size + size - 1)
    if tiles.left <= tiles.right:
        return events.filter(rows, events.tile_x.between(west, east))
    return events.filter(rows, (events.tile_x >= west) | (events.tile_x <= east))


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
    words = [_fold(word.lower(), _ALIKE) for word in text.replace("\0", "").split()]
    return [_holds(events, word) for word in words]


def _holds(events: ir.Table, word: str) -> ir.BooleanValue:
    # What the word has nothing of need not be made alike: each time is a pass through all texts.
    alike = [(one, other) for one, other in _ALIKE if other in word]
    # Column by column: names that repeat are then looked at once, not once an event.
    columns = [_fold(events[name].lower(), alike) for name in _SEARCHED]
    return ibis.or_(*(column.contains(word) for column in columns))


def _fold(text: Any, alike: Iterable[tuple[str, str]]) -> Any:
    for one, other in alike:
        text = text.replace(one, other)
    return text
