"""Lines of the package's own basemap for small charts of a part of the map."""

import json
import math
from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized
from conflict_atlas.views import canvas, palette

Box = tuple[float, float, float, float]  # west, south, east, north

Named = tuple[str, float, float]  # name, longitude, latitude

# Pixels of a letter and of a line of text, and of a name above its spot.
_LETTER, _LINE, _ABOVE = 6.2, 16, 15
EDGE = 165  # pixels from the middle of a map to the edge of a phone
_WATER = palette.see_through("#3f94ad", 0.55)
_LINES = (
    ("rivers.geojson", _WATER, 1),
    ("lakes.geojson", _WATER, 1),
    ("admin1.geojson", canvas.GRID, 1),
    ("countries.geojson", palette.FAINT, 1.5),
)


def draw_ground(package: Package, box: Box) -> list[dict[str, Any]]:
    """Traces of a map: waters, divisions and borders inside a box of degrees."""
    return [
        _trace(_cut(_lines(package, file), box), colour, width) for file, colour, width in _LINES
    ]


def towns(package: Package, box: Box, most: int) -> list[Named]:
    """Names, longitudes and latitudes of the towns in a box, the most important first."""
    west, south, east, north = box
    found = []
    for feature in _features(package, "towns.geojson"):
        longitude, latitude = feature["geometry"]["coordinates"][:2]
        if west < longitude < east and south < latitude < north:
            properties = feature["properties"]
            found.append((properties.get("rank", 0), properties["name_en"], longitude, latitude))
    return [(name, longitude, latitude) for _, name, longitude, latitude in sorted(found)[:most]]


def name_places(places: list[Named], scale: float, half_height: float) -> list[dict[str, Any]]:
    """Names on a map that does not move, around the first of them; each leaves room for the others.

    ``scale`` is pixels a degree of longitude. How wide a page shows the map is not known here, so
    only what every phone shows is named, and no edge cuts a name: near one it moves inwards.
    """
    _, middle, equator = places[0]
    taken: list[tuple[float, float, float]] = []
    notes = []
    for name, longitude, latitude in places:
        spot = (longitude - middle) * scale
        y = (_northing(latitude) - _northing(equator)) * scale + _ABOVE
        half = len(name) * _LETTER / 2
        x = max(half - EDGE, min(EDGE - half, spot))
        crowded = any(abs(x - a) < half + b + 4 and abs(y - c) < _LINE for a, c, b in taken)
        if crowded or abs(spot) > EDGE or half > EDGE or abs(y) > half_height - _LINE:
            continue
        notes.append(_note(name, x, y, bold=not taken))
        taken.append((x, y, half))
    return notes


def _note(name: str, x: float, y: float, *, bold: bool) -> dict[str, Any]:
    text = canvas.escape(name)
    return {
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "xshift": x,
        "yshift": y,
        "text": f"<b>{text}</b>" if bold else text,
        "showarrow": False,
        "font": {"size": canvas.SMALL_SIZE - 1},
    }


def _northing(latitude: float) -> float:
    """Degrees of longitude that are as long on a Mercator map as it is from the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


@memoized(32)
def _lines(package: Package, file: str) -> tuple[BaseGeometry, ...]:
    """Outlines of the features of a file of the basemap; areas as their rims."""
    shapes = [shapely.geometry.shape(f["geometry"]) for f in _features(package, file)]
    return tuple(s.boundary if "Polygon" in s.geom_type else s for s in shapes)


@memoized(8)
def _features(package: Package, file: str) -> tuple[dict[str, Any], ...]:
    path = package.basemap_file(file)
    return tuple(json.loads(path.read_text("utf-8"))["features"]) if path else ()


def _cut(lines: Iterable[BaseGeometry], box: Box) -> list[BaseGeometry]:
    frame = shapely.box(*box)
    cut = [line.intersection(frame) for line in lines if line.intersects(frame)]
    return [
        part
        for line in cut
        for part in shapely.get_parts(line)
        if part.geom_type in ("LineString", "LinearRing")
    ]


def _trace(lines: list[BaseGeometry], colour: str, width: float) -> dict[str, Any]:
    points = [point for line in lines for point in (*line.coords, (None, None))]
    return {
        "type": "scattermap",
        "mode": "lines",
        "lon": [point[0] for point in points],
        "lat": [point[1] for point in points],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
        "showlegend": False,
    }
