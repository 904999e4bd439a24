"""Parts of the map and of the globe: bounds, circles, and squares of Web Mercator."""

import math
import re
from dataclasses import dataclass

from conflict_atlas.events.schema import TILE_ZOOM

# As OpenAPI writes a pattern, for zooms up to TILE_ZOOM. A square beside the map passes, and holds
# nothing.
SQUARE = r"^(0|[1-9]|1[0-6])/(0|[1-9][0-9]{0,6})/(0|[1-9][0-9]{0,6})$"
_SQUARE = re.compile(SQUARE.strip("^$"))
# Where the square map of Web Mercator ends.
_LAST_LATITUDE = 85.0511287798066
_AROUND = 360.0
EARTH_KM = 6371.0088
Point = tuple[float, float]  # latitude, longitude
# Rounding must not push a point on the edge of a circle out of the box drawn around it.
_SLACK = 1e-9


@dataclass(frozen=True)
class Bounds:
    """A part of the map in degrees; west may lie above east where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies inside, edges included."""
        if not self.south <= latitude <= self.north:
            return False
        if self.east - self.west >= _AROUND:
            return True
        west, east = wrap(self.west), wrap(self.east)
        if west <= east:
            return west <= longitude <= east
        return longitude >= west or longitude <= east


@dataclass(frozen=True)
class Cell:
    """A square of the map: slippy-map tile ``x``, ``y`` at ``zoom`` (at most TILE_ZOOM)."""

    zoom: int
    x: int
    y: int


@dataclass(frozen=True)
class EarthCircle:
    """Everything within ``km`` kilometres (great circle) of a point."""

    latitude: float
    longitude: float
    km: float


def tile(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile that holds a point; points beyond the map are on its edge."""
    count = 1 << zoom
    y = math.radians(max(-_LAST_LATITUDE, min(_LAST_LATITUDE, latitude)))
    column = math.floor((longitude + 180) / _AROUND * count)
    row = math.floor((1 - math.asinh(math.tan(y)) / math.pi) / 2 * count)
    return max(0, min(count - 1, column)), max(0, min(count - 1, row))


def read_cell(name: str) -> Cell:
    """Read ``zoom/x/y``; raises ValueError for anything else."""
    if not _SQUARE.fullmatch(name):
        raise ValueError(name)
    return Cell(*map(int, name.split("/")))


@dataclass(frozen=True)
class Tiles:
    """Whole tiles at a zoom, edges included; ``left`` is above ``right`` across the date line."""

    zoom: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def count(self) -> int:
        """How many tiles these are."""
        columns = self.right - self.left + 1
        if columns <= 0:
            columns += 1 << self.zoom
        return columns * (self.bottom - self.top + 1)


def snap(bounds: Bounds, zoom: int) -> Tiles:
    """Widen a view to whole tiles, so that small moves ask the same.

    A view of more than one world is the world.
    """
    zoom = max(0, min(TILE_ZOOM, zoom))
    if bounds.east - bounds.west >= _AROUND:
        west, east = -180.0, 180.0
    else:
        west, east = wrap(bounds.west), wrap(bounds.east)
    left, top = tile(bounds.north, west, zoom)
    right, bottom = tile(bounds.south, east, zoom)
    if west > east and left <= right:  # across the date line, and both ends in one column
        left, right = 0, (1 << zoom) - 1
    return Tiles(zoom, left, right, top, bottom)


def great_circle_km(one: Point, other: Point) -> float:
    """Kilometres between two points on the globe; NaN where a coordinate is missing.

    ``query/conditions.py`` has the same formula as a query.
    """
    (south, west), (north, east) = (map(math.radians, point) for point in (one, other))
    rise, run = math.sin((north - south) / 2), math.sin((east - west) / 2)
    chord = rise**2 + math.cos(south) * math.cos(north) * run**2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def reach(latitude: float, km: float) -> tuple[float, float]:
    """Degrees of latitude and of longitude in so many kilometres, as exact as a drawing needs."""
    north = math.degrees(km / EARTH_KM)
    return north, north / max(math.cos(math.radians(latitude)), 0.01)


def bounds_of(circle: EarthCircle) -> Bounds:
    """Smallest box that holds a circle."""
    angle = circle.km / EARTH_KM
    reach = math.degrees(angle) + _SLACK
    south, north = circle.latitude - reach, circle.latitude + reach
    if south <= -90 or north >= 90:  # noqa: PLR2004 - the poles
        return Bounds(-180, south, 180, north)
    side = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(circle.latitude))))
    west, east = circle.longitude - side - _SLACK, circle.longitude + side + _SLACK
    if east - west >= 360:  # noqa: PLR2004 - once around
        return Bounds(-180, south, 180, north)
    return Bounds(wrap(west), south, wrap(east), north)


def wrap(longitude: float) -> float:
    """Bring a longitude to -180 up to 180 degrees; the date line stays on its side."""
    inside = -180 <= longitude <= 180  # noqa: PLR2004 - the date line
    return longitude if inside else (longitude + 180) % 360 - 180
