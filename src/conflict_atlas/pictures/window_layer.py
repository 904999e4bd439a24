"""The window of a claim in a picture: its circle, recorded events in it and around it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conflict_atlas.events.geometry import reach
from conflict_atlas.pictures import fonts
from conflict_atlas.pictures.drawing import Circle, Fill, Shape, Stroke, Text
from conflict_atlas.pictures.mercator import View, fit
from conflict_atlas.pictures.room import Room, centred, next_to
from conflict_atlas.views.maps.script_layer import Overlay

_LETTERS = 12.5
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1))
_CLOSEST = 12.0


@dataclass(frozen=True)
class Spot:
    """Events of one dataset at one spot; ``label`` is "" for those without a name."""

    longitude: float
    latitude: float
    radius: float
    colour: str
    is_within: bool
    label: str


@dataclass(frozen=True)
class WindowLayer:
    """A circle around the place of a claim, and the spots in it and around it."""

    longitude: float
    latitude: float
    km: float
    spots: tuple[Spot, ...]

    def view(self, width: float, height: float) -> View:
        """The view that the circle fills."""
        north, east = reach(self.latitude, self.km)
        ends = [
            (self.longitude + side * east, self.latitude + side * north) for side in (-1.0, 1.0)
        ]
        return fit(ends, width, height, _CLOSEST)


def read(circle: Overlay) -> WindowLayer:
    """Read the layer that the browser gets."""
    data = json.loads(circle.data)
    latitude, longitude = data["at"]
    return WindowLayer(longitude, latitude, data["km"], tuple(map(_spot, data["spots"])))


def _spot(said: dict[str, Any]) -> Spot:
    latitude, longitude = said["at"]
    colour = said["colour"].removeprefix("var(--").removesuffix(")") if said["within"] else "muted"
    label = said["label"] if said["named"] else ""
    return Spot(longitude, latitude, said["size"], colour, said["within"], label)


def draw(layer: WindowLayer, view: View, room: Room) -> Iterator[Shape]:
    """Draw the circle with its spots; their names take room before those of the ground."""
    centre = view.point(layer.longitude, layer.latitude)
    north, _ = reach(layer.latitude, layer.km)
    top = view.point(layer.longitude, layer.latitude + north)
    yield Circle(centre, centre[1] - top[1], Stroke("article", 2), Fill("article", 0.09))
    name = f"{layer.km} km"
    size = fonts.measure(name, _LETTERS, 600), _LETTERS
    room.take(centred((top[0], top[1] - 8), *size))
    yield Text((top[0], top[1] - 4), name, _LETTERS, 600, "article", "middle", halo="halo")
    for spot in layer.spots:
        at = view.point(spot.longitude, spot.latitude)
        if view.holds(at, -spot.radius):
            opacity = 0.45 if spot.is_within else 0.35
            rim = Stroke(spot.colour, 1.2)
            yield Circle(at, spot.radius, rim, Fill(spot.colour, opacity))
    yield Circle(centre, 3.5, Stroke("panel", 1.5), Fill("article"))
    room.take(centred(centre, 9, 9))
    for spot in layer.spots:
        if spot.label:
            yield from _name(spot, view, room)


def _name(spot: Spot, view: View, room: Room) -> Iterator[Shape]:
    """Name a spot on the side that has room, if any."""
    at = view.point(spot.longitude, spot.latitude)
    size = fonts.measure(spot.label, _LETTERS, 600), _LETTERS * 1.2
    for side in _SIDES:
        box = next_to(at, size, side, spot.radius + 3)
        if room.is_free(box):
            room.take(box)
            base = box.y + _LETTERS
            yield Text((box.x, base), spot.label, _LETTERS, 600, spot.colour, halo="halo")
            return
