"""The package's basemap as shapes in a view: relief, water, borders and outlines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

import numpy as np
from PIL import Image as Pillow

from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized
from conflict_atlas.pictures.drawing import Fill, Image, Path, Point, Shape, Stroke
from conflict_atlas.pictures.mercator import Coordinates, View, project
from conflict_atlas.views.look import DARK, Look

DESCRIPTOR = "basemap.json"
_STEP = 0.7  # pixels: points nearer than this are merged
_BEYOND = 40.0  # pixels around the view that are drawn too, so that no line ends at its edge


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature: its parts, in a world of width and height 1, and its properties."""

    parts: tuple[Coordinates, ...]
    low: Coordinates
    high: Coordinates
    properties: dict[str, Any] = field(repr=False)


@memoized(32)
def read(package: Package, layer: str) -> tuple[Feature, ...]:
    """Read a layer of the basemap; empty where the package has no such layer."""
    settings = describe(package)
    name = (settings.get("layers") or {}).get(layer, {}).get("file", "")
    file = package.basemap_file(name) if name else None
    if file is None:
        return ()
    return tuple(features(json.loads(file.read_text("utf-8"))["features"]))


def describe(package: Package) -> dict[str, Any]:
    """Settings of the basemap, ``{}`` where the package has none."""
    file = package.basemap_file(DESCRIPTOR)
    return json.loads(file.read_text("utf-8")) if file else {}


def ground(package: Package, view: View, look: Look) -> list[Shape]:
    """Draw the ground below everything else, the lowest layer first."""
    return [
        *_relief(package, view, look),
        *_areas(package, view, "sea", Fill("sea"), Stroke("coast", _grow(view, 0.7, 1.1))),
        *_rivers(package, view),
        *_areas(package, view, "lakes", Fill("lake"), Stroke("shore", _grow(view, 0.6, 1))),
    ]


def borders(package: Package, view: View) -> list[Shape]:
    """Draw borders of countries and of their parts, above the coloured areas."""
    focus = {one.properties.get("iso_a2") for one in read(package, "admin1")}
    if not read(package, "boundaries"):
        dashed = Stroke("admin1", _grow(view, 0.7, 1.3), (4, 3))
        whole = Stroke("country", _grow(view, 1.1, 2.2))
        return [*_rims(package, view, "admin1", dashed), *_rims(package, view, "countries", whole)]
    lines: dict[str, list[list[Point]]] = {}
    for feature in read(package, "boundaries"):
        kind = str(feature.properties.get("kind"))
        if kind == "admin1" and feature.properties.get("iso_a2") not in focus:
            kind = "admin1-far" if view.zoom >= 6 else "left out"  # noqa: PLR2004 - as basemap.js
        lines.setdefault(kind, []).extend(_seen(feature, view))
    parted = [*lines.get("country", []), *lines.get("unsettled", [])]
    near, far = _grow(view, 0.75, 1), 0.55
    return [
        Path(lines.get("admin1", []), Stroke("admin1", _grow(view, 0.7, 1.3), (4, 3), near)),
        Path(lines.get("admin1-far", []), Stroke("admin1", _grow(view, 0.7, 1.3), (2, 3), far)),
        Path(parted, Stroke("casing", _grow(view, 2.6, 5), opacity=0.55)),
        Path(lines.get("around", []), Stroke("around", 0.8, opacity=0.7)),
        Path(lines.get("country", []), Stroke("country", _grow(view, 1.1, 2.2))),
        Path(lines.get("unsettled", []), Stroke("unsettled", _grow(view, 1, 1.8), (5, 4))),
    ]


def outline(package: Package, code: str, key: str, view: View) -> list[list[Point]]:
    """Outline of one part of a country, by its code in the tables of counts."""
    found = [one for one in read(package, "admin1") if one.properties.get(key) == code]
    return [part for feature in found for part in _seen(feature, view)]


def _relief(package: Package, view: View, look: Look) -> Iterator[Shape]:
    """Crop the relief to the view; without a relief the land is one colour."""
    settings = describe(package)
    reliefs = settings.get("relief") or {}
    chosen = reliefs.get("dark" if look is DARK else "light") or reliefs.get("light")
    file = package.basemap_file(chosen["file"]) if chosen else None
    if file is None:
        yield from _areas(package, view, "countries", Fill("land"), Stroke("coast", 0.8))
        return
    pixels = _pixels(file)
    edge = settings["bounds"]
    (west, north), (east, _) = project(
        [(edge["west"], edge["north"]), (edge["east"], edge["south"])]
    )
    step = (east - west) / pixels.width  # width of the world that a pixel of the relief covers
    first = np.array([west, north])
    most = np.array(pixels.size)
    seen = np.array([view.width, view.height]) / view.scale
    start = np.clip(np.floor((np.array(view.corner) - first) / step), 0, most)
    end = np.clip(np.ceil((np.array(view.corner) + seen - first) / step), 0, most)
    if (end <= start).any():
        return
    (x0, y0), (x1, y1) = view.place(first + np.array([start, end]) * step)
    cut = pixels.crop((int(start[0]), int(start[1]), int(end[0]), int(end[1])))
    yield Image(float(x0), float(y0), float(x1 - x0), float(y1 - y0), cut)


@memoized(2)
def _pixels(file: File) -> Pillow.Image:
    """Read the picture of a relief; it takes 18 MB, and at most a light and a dark one are kept."""
    with Pillow.open(file) as image:
        image.load()
        return image if image.mode == "RGB" else image.convert("RGB")  # convert() always copies


def features(found: list[dict[str, Any]]) -> Iterator[Feature]:
    """Project all points of a layer at once: one by one takes ten times as long."""
    if not found:
        return
    outlines = [list(_outlines(feature["geometry"])) for feature in found]
    lengths = [len(points) for parts in outlines for points, _ in parts]
    placed = project([point[:2] for parts in outlines for points, _ in parts for point in points])
    cut = iter(np.split(placed, np.cumsum(lengths)[:-1]))
    for feature, parts in zip(found, outlines, strict=True):
        turned = tuple(_turn(next(cut), turns) for _, turns in parts)
        everything = np.concatenate(turned)
        low, high = everything.min(axis=0), everything.max(axis=0)
        yield Feature(turned, low, high, feature.get("properties") or {})


def _outlines(geometry: dict[str, Any]) -> Iterator[tuple[list[Any], int]]:
    """Parts of a geometry, each with its direction: 1 for rims, -1 for holes, 0 for lines."""
    kind, found = geometry["type"], geometry["coordinates"]
    if kind in ("Polygon", "MultiPolygon"):
        for polygon in [found] if kind == "Polygon" else found:
            for number, ring in enumerate(polygon):
                yield ring, -1 if number else 1
        return
    for line in {"Point": [[found]], "LineString": [found]}.get(kind, found):
        yield line, 0


def _turn(part: Coordinates, turns: int) -> Coordinates:
    """Make the rims of areas run one way, and those of holes in them the other."""
    return part[::-1] if turns and (signed_area(part) < 0) == (turns > 0) else part


def signed_area(part: Coordinates) -> float:
    """Twice the area inside a ring, negative when it runs anticlockwise in the picture."""
    x, y = part[:, 0], part[:, 1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))


def _seen(feature: Feature, view: View) -> Iterator[list[Point]]:
    """Parts of a feature that the view shows, without points too close to be told apart."""
    margin = _BEYOND / view.scale
    left, top = view.corner
    edge = np.array([view.width, view.height]) / view.scale
    if (feature.high < np.array([left, top]) - margin).any():
        return
    if (feature.low > np.array([left, top]) + edge + margin).any():
        return
    for part in feature.parts:
        placed = view.place(part)
        if placed[:, 0].max() < -_BEYOND or placed[:, 1].max() < -_BEYOND:
            continue
        if placed[:, 0].min() > view.width + _BEYOND or placed[:, 1].min() > view.height + _BEYOND:
            continue
        steps = np.round(placed / _STEP)
        kept = np.ones(len(placed), dtype=bool)
        kept[1:] = (steps[1:] != steps[:-1]).any(axis=1)
        kept[-1] = True
        yield [(float(x), float(y)) for x, y in placed[kept]]


def _areas(package: Package, view: View, layer: str, fill: Fill, stroke: Stroke) -> Iterator[Shape]:
    parts = [part for feature in read(package, layer) for part in _seen(feature, view)]
    if parts:
        yield Path(parts, stroke, fill, is_closed=True)


def _rims(package: Package, view: View, layer: str, stroke: Stroke) -> Iterator[Shape]:
    parts = [part for feature in read(package, layer) for part in _seen(feature, view)]
    if parts:
        yield Path(parts, stroke, is_closed=True)


def _rivers(package: Package, view: View) -> Iterator[Shape]:
    for feature in read(package, "rivers"):
        rank = feature.properties.get("scalerank") or 5
        width = max(0.4, _grow(view, 1.7, 3.2) - (rank - 1) * _grow(view, 0.16, 0.22))
        faint = rank >= 8 and view.zoom < 6  # noqa: PLR2004 - as basemap.js
        parts = list(_seen(feature, view))
        if parts:
            yield Path(parts, Stroke("river", width, opacity=0.5 if faint else 0.95))


def _grow(view: View, near: float, far: float) -> float:
    """Interpolate between a value at zoom 5 and one at zoom 10."""
    return near + (far - near) * min(1.0, max(0.0, (view.zoom - 5) / 5))
