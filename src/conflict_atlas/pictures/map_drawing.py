"""A map as shapes: ground, coloured areas, recorded events, plates, names, and its scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conflict_atlas.claims.package import Package
from conflict_atlas.pictures import basemap, event_discs, ground_names, window_layer
from conflict_atlas.pictures.drawing import Fill, Path, Shape, Stroke, Text
from conflict_atlas.pictures.event_discs import Symbol
from conflict_atlas.pictures.mercator import View
from conflict_atlas.pictures.plate_layer import PlateLayer
from conflict_atlas.pictures.room import Area, Room
from conflict_atlas.pictures.window_layer import WindowLayer
from conflict_atlas.views.look import Look
from conflict_atlas.views.maps.plates import plates

_METRES = 40_075_016.7  # around the equator
_SCALE_WIDTH, _SCALE_HEIGHT = 90.0, 18.0  # greatest length of the scale bar in pixels, its height
_NO_PLATES: dict[str, Any] = {"towns": [], "areas": [], "found": [], "open": ""}


@dataclass(frozen=True)
class AreaColour:
    """A part of a country with its colour, ``""`` where nothing is known.

    ``key`` is the property of the basemap that holds its code.
    """

    code: str
    key: str
    colour: str


@dataclass(frozen=True)
class MapContent:
    """The content of a map, above its ground.

    ``day`` is the ISO day for which cities have a holder, "" for a map without plates of places;
    ``opened`` is the selected place.
    ``events`` are drawn in their order; ``cell`` ("zoom/x/y") is the selected square of them.
    """

    claim_ids: tuple[str, ...]
    day: str
    opened: str = ""
    areas: tuple[AreaColour, ...] = ()
    events: tuple[Symbol, ...] = ()
    cell: str = ""
    window: WindowLayer | None = None


def draw_with_scale(package: Package, content: MapContent, view: View, look: Look) -> list[Shape]:
    """Draw a map with a scale bar in its lower right corner, which no name covers."""
    right, bottom = view.width - 12, view.height - 8
    corner = Area(
        right - _SCALE_WIDTH, bottom - _SCALE_HEIGHT, _SCALE_WIDTH + 12, _SCALE_HEIGHT + 8
    )
    return [*draw(package, content, view, look, corner), *scale_bar(view, right, bottom)]


def draw(package: Package, content: MapContent, view: View, look: Look, *kept: Area) -> list[Shape]:
    """Draw a map of a view, whose upper left corner is the origin; ``kept`` stays free of words."""
    room = Room(view.width, view.height, list(kept))
    shown = plates(package, content.claim_ids, content.opened) if content.day else _NO_PLATES
    layer = PlateLayer(view, look, shown, content.day, room)
    layer.lay_out()
    window = window_layer.draw(content.window, view, room) if content.window else ()
    named = [town.at for town in layer.towns if town.box]
    counted = frozenset(data["name"] for data, _ in layer.areas)
    return [
        *basemap.ground(package, view, look),
        *_coloured(package, content.areas, view),
        *basemap.borders(package, view),
        *event_discs.draw(content.events, view),
        *(event_discs.square(content.cell, view) if content.cell else ()),
        *window,
        *ground_names.place(package, view, room, named, counted),
        *layer.shapes(),
    ]


def scale_bar(view: View, right: float, bottom: float) -> list[Shape]:
    """Draw a scale bar that holds for the middle of the view."""
    metres = _METRES * math.cos(math.radians(view.latitude)) / view.scale
    steps = [digit * 10**power for power in range(7) for digit in (1, 2, 5)]
    length = max((s for s in steps if s / metres <= _SCALE_WIDTH), default=1)
    wide = length / metres
    words = f"{length // 1000} km" if length >= 1000 else f"{length} m"  # noqa: PLR2004
    line = [
        (right - wide, bottom - 5),
        (right - wide, bottom),
        (right, bottom),
        (right, bottom - 5),
    ]
    return [
        Path([line], Stroke("muted", 1)),
        Text((right - wide / 2, bottom - 3), words, 10.5, 400, "muted", "middle", halo="halo"),
    ]


def _coloured(package: Package, areas: Sequence[AreaColour], view: View) -> list[Shape]:
    found: list[Shape] = []
    for area in areas:
        parts = basemap.outline(package, area.code, area.key, view)
        if parts and not area.colour:
            found.append(Path(parts, Stroke("muted", 1, (2, 3), opacity=0.7), is_closed=True))
        elif parts:
            rim = Stroke(area.colour, 1, opacity=0.7)
            found.append(Path(parts, rim, Fill(area.colour, 0.5), is_closed=True))
    return found
