"""Squares of the Web Mercator map: where they begin, and which of them a view touches."""

import math

from conflict_atlas.events.asked import Bounds
from conflict_atlas.events.circle import wrap
from conflict_atlas.events.schema import TILE_ZOOM

# Where the square map of Web Mercator ends.
_LAST_LATITUDE = 85.0511287798066
_AROUND = 360.0


def tile(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile that holds a point; points beyond the map are on its edge."""
    count = 1 << zoom
    y = math.radians(max(-_LAST_LATITUDE, min(_LAST_LATITUDE, latitude)))
    column = math.floor((longitude + 180) / _AROUND * count)
    row = math.floor((1 - math.asinh(math.tan(y)) / math.pi) / 2 * count)
    return max(0, min(count - 1, column)), max(0, min(count - 1, row))


def corner(column: int, row: int, zoom: int) -> tuple[float, float]:
    """Latitude and longitude of the north-western corner of a tile."""
    count = 1 << zoom
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / count))))
    return latitude, column / count * _AROUND - 180


def snap(bounds: Bounds, zoom: int) -> tuple[Bounds, int]:
    """Widen a view to whole tiles at ``zoom``, so that small moves ask the same.

    Returns the wider bounds and how many tiles they hold. A view of more than one world is the
    world; beyond the last row of tiles bounds reach the pole, for no event may be lost there.
    """
    zoom = max(0, min(TILE_ZOOM, zoom))
    count = 1 << zoom
    if bounds.east - bounds.west >= _AROUND:
        west, east = -180.0, 180.0
    else:
        west, east = wrap(bounds.west), wrap(bounds.east)
    left, top = tile(bounds.north, west, zoom)
    right, bottom = tile(bounds.south, east, zoom)
    columns = right - left + 1 if west <= east else right + 1 + count - left
    if columns >= count:
        left, right, columns = 0, count - 1, count
    north, west = corner(left, top, zoom)
    south, east = corner(right + 1, bottom + 1, zoom)
    wider = Bounds(west, -90.0 if bottom == count - 1 else south, east, 90.0 if top == 0 else north)
    return wider, columns * (bottom - top + 1)
