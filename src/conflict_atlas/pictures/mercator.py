"""Web Mercator, as on the map in the browser: from degrees to pixels of a view."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TILE = 256.0  # pixels of the whole world at zoom 0
_EDGE = 85.0511287798066
Coordinates = NDArray[np.float64]


def project(degrees: Any) -> Coordinates:
    """Project longitudes and latitudes onto a world of width and height 1."""
    points = np.asarray(degrees, dtype=np.float64)
    latitude = np.radians(np.clip(points[..., 1], -_EDGE, _EDGE))
    north = np.arcsinh(np.tan(latitude)) / (2 * math.pi)
    return np.stack([points[..., 0] / 360 + 0.5, 0.5 - north], axis=-1)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point in a world of width and height 1."""
    return x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


@dataclass(frozen=True)
class View:
    """The part of the earth that a picture shows: its centre, zoom and size in pixels."""

    latitude: float
    longitude: float
    zoom: float
    width: float
    height: float

    @cached_property
    def scale(self) -> float:
        """Width of the whole world in pixels."""
        return float(_TILE * 2**self.zoom)

    @cached_property
    def corner(self) -> tuple[float, float]:
        """The upper left corner, in a world of width and height 1."""
        x, y = project((self.longitude, self.latitude))
        return float(x) - self.width / 2 / self.scale, float(y) - self.height / 2 / self.scale

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is seen, in degrees."""
        x, y = self.corner
        west, north = degrees(x, y)
        east, south = degrees(x + self.width / self.scale, y + self.height / self.scale)
        return west, south, east, north

    def place(self, world: Coordinates) -> Coordinates:
        """Pixels of points in a world of width and height 1."""
        placed: Coordinates = (world - np.asarray(self.corner)) * self.scale
        return placed

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels of one point in degrees."""
        x, y = self.place(project((longitude, latitude)))
        return float(x), float(y)

    def holds(self, point: tuple[float, float], margin: float = 0) -> bool:
        """Whether a pixel lies inside the view, at least a margin from its edge."""
        x, y = point
        inside = margin <= x <= self.width - margin
        return inside and margin <= y <= self.height - margin


def fit(points: list[tuple[float, float]], width: float, height: float, most: float) -> View:
    """Choose the view that shows some points (longitude, latitude), at a zoom of at most ``most``.

    Raises ValueError without points.
    """
    if not points:
        raise ValueError("no points to show")
    world = project(points)
    low, high = world.min(axis=0), world.max(axis=0)
    spans = np.maximum(high - low, 1e-9)
    zoom = min(
        most,
        math.log2(width * 0.8 / _TILE / float(spans[0])),
        math.log2(height * 0.72 / _TILE / float(spans[1])),
    )
    longitude, latitude = degrees(*((low + high) / 2).tolist())
    return View(latitude, longitude, zoom, width, height)
