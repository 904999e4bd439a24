"""Labels that do not touch: their boxes in pixels, and where the name of an area fits."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry

TILE_PIXELS = 256
FIRST_ZOOM = 5
# Diameter of a dot and free space around a text, in CSS pixels.
DOT = 7
GAP = 2
# How wide the name of an area may be, as a share of the largest circle inside it.
SPILL = 1.8

Box = tuple[float, float, float, float]
# Height of a text, width of one of its letters and distance from its dot, in CSS pixels.
Size = tuple[int, float, int]


@dataclass(frozen=True)
class Lettering:
    """How the names of areas are set: their size, and the zooms at which they are shown."""

    size: Size
    zooms: range


@dataclass(frozen=True)
class Label:
    """A text beside (or, with side `middle`, over) a point, shown between two zooms."""

    longitude: float
    latitude: float
    text: str
    side: str
    size: Size
    zooms: range

    def boxes(self, zoom: int) -> list[Box]:
        """Rectangles in pixels that the text, and its dot if any, cover at this zoom."""
        scale = TILE_PIXELS * 2**zoom / 360
        x = self.longitude * scale
        y = -np.degrees(np.arctanh(np.sin(np.radians(self.latitude)))) * scale
        height, letter, away = self.size
        width = len(self.text) * letter
        left = {"right": x + away, "left": x - away - width}.get(self.side, x - width / 2)
        top = {"top": y - away - height, "bottom": y + away}.get(self.side, y - height / 2)
        text = (left - GAP, top - GAP, left + width + GAP, top + height + GAP)
        dot = (x - DOT / 2, y - DOT / 2, x + DOT / 2, y + DOT / 2)
        return [text] if self.side == "middle" else [text, dot]


def touch(one: Box, other: Box) -> bool:
    """Whether two rectangles overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_free(label: Label, placed: list[Label]) -> bool:
    """Whether a label touches no placed one at any zoom at which both are shown."""
    for other in placed:
        first = max(label.zooms.start, other.zooms.start)
        for zoom in range(first, min(label.zooms.stop, other.zooms.stop)):
            if any(touch(a, b) for a in label.boxes(zoom) for b in other.boxes(zoom)):
                return False
    return True


def widest_spot(area: Geometry) -> tuple[Geometry, float]:
    """Centre and diameter in degrees of the largest circle inside the largest part."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.01)
    return shapely.get_point(circle, 0), 2 * circle.length


def fits(label: Label, zoom: int, diameter: float) -> bool:
    """Whether the text is not much wider than the area at this zoom."""
    left, _, right, _ = label.boxes(zoom)[0]
    return right - left <= SPILL * diameter * TILE_PIXELS * 2**zoom / 360


def place_area(
    name: str, area: Geometry, wish: object, lettering: Lettering, placed: list[Label]
) -> dict:
    """Position and first zoom of an area's name; a given one ("lon lat zoom") is tried first."""
    point, diameter = widest_spot(area)
    first, stop = lettering.zooms.start, lettering.zooms.stop
    if isinstance(wish, str):
        longitude, latitude, zoom = wish.split()
        point, first, diameter = shapely.Point(float(longitude), float(latitude)), int(zoom), np.inf
    told = {"label_lon": round(point.x, 3), "label_lat": round(point.y, 3), "label_zoom": None}
    for zoom in range(first, stop):
        label = Label(point.x, point.y, name, "middle", lettering.size, range(zoom, stop))
        if fits(label, zoom, diameter) and is_free(label, placed):
            placed.append(label)
            return told | {"label_zoom": zoom}
    return told


def label_areas(
    frame: gpd.GeoDataFrame, lettering: Lettering, placed: list[Label]
) -> gpd.GeoDataFrame:
    """The frame with `label_lon`, `label_lat` and, where the name fits, its first `label_zoom`."""
    wished = frame["label"] if "label" in frame else [None] * len(frame)
    named = zip(frame["name_en"], frame.geometry, wished, strict=True)
    rows = [place_area(*area, lettering, placed) for area in named]
    told = gpd.pd.DataFrame(rows, index=frame.index, dtype=object)
    return frame.drop(columns="label", errors="ignore").join(told)
