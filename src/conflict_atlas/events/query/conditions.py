"""Which events are kept, in Ibis: the same on DuckDB, PostgreSQL and Spark."""

import math
from collections.abc import Iterable
from typing import Any

import ibis
from ibis.expr import types as ir

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import EARTH_KM, Bounds, Cell, EarthCircle, Tiles, bounds_of
from conflict_atlas.events.schema import TILE_ZOOM

# Engines differ in the small letters of two: sigma at the end of a word, and İ with its dot.
_ALIKE = (("ς", "σ"), ("i\u0307", "i"))
_WORD_COLUMNS = ("side_a", "side_b", "place", "admin1", "admin2", "country", "reference", "notes")


def keep(events: ir.Table, wanted: EventFilter) -> ir.Table:
    """Keep the events that pass a filter."""
    if wanted.nothing or (wanted.start and wanted.end and wanted.start > wanted.end):
        return events.filter(ibis.literal(value=False))
    tests = []
    if wanted.start:
        tests.append(events.date_end >= wanted.start)
    if wanted.end:
        tests.append(events.date_start <= wanted.end)
    if wanted.actors:
        tests.append(events.side_a.isin(wanted.actors) | events.side_b.isin(wanted.actors))
    if wanted.types:
        tests.append(events.event_type.isin(wanted.types))
    if wanted.circles or wanted.countries:
        areas = [_in_circle(events, circle) for circle in wanted.circles]
        if wanted.countries:
            areas.append(events.country.isin(wanted.countries))
        tests.append(ibis.or_(*areas))
    if wanted.bounds:
        tests.append(_in_bounds(events, wanted.bounds))
    if wanted.cell:
        tests.append(_in_cell(events, wanted.cell))
    tests += _holds_words(events, wanted.text)
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


def _in_circle(events: ir.Table, circle: EarthCircle) -> ir.BooleanValue:
    # The box first: an engine can skip the parts of a file that lie outside of it.
    return _in_bounds(events, bounds_of(circle)) & (_distance(events, circle) <= circle.km)


def _distance(events: ir.Table, circle: EarthCircle) -> ir.NumericValue:
    """``geometry.great_circle_km`` as a query."""
    latitude, longitude = math.radians(circle.latitude), math.radians(circle.longitude)
    rise = ((events.latitude.radians() - latitude) / 2).sin()
    run = ((events.longitude.radians() - longitude) / 2).sin()
    chord = rise * rise + events.latitude.radians().cos() * math.cos(latitude) * run * run
    return 2 * EARTH_KM * ibis.least(chord.sqrt(), 1.0).asin()


def _holds_words(events: ir.Table, text: str) -> list[ir.BooleanValue]:
    words = [_fold(word.lower(), _ALIKE) for word in text.replace("\0", "").split()]
    return [_holds(events, word) for word in words]


def _holds(events: ir.Table, word: str) -> ir.BooleanValue:
    # Only letters in the word need to be folded: each folding is a pass through all texts.
    alike = [(one, other) for one, other in _ALIKE if other in word]
    # Column by column: names that repeat are then looked at once, not once an event.
    columns = [_fold(events[name].lower(), alike) for name in _WORD_COLUMNS]
    return ibis.or_(*(column.contains(word) for column in columns))


def _fold(text: Any, alike: Iterable[tuple[str, str]]) -> Any:
    for one, other in alike:
        text = text.replace(one, other)
    return text
