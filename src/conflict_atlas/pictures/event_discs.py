"""Discs of recorded events as shapes, by the rules of ``events.js``."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from conflict_atlas.pictures.drawing import Circle, Fill, Path, Point, Shape, Stroke
from conflict_atlas.pictures.mercator import View

SLICED = 6.0  # pixels: from this radius on a disc shows the shares of its kinds
_STEP = math.radians(6)  # between two points of an arc
_FILLED, _EDGED = 0.72, 0.9  # opacities
_BEYOND = 10.0  # pixels outside the view, where a line is not seen


@dataclass(frozen=True)
class Symbol:
    """Recorded events of one square, as a disc; ``parts`` are numbers of events by colour."""

    longitude: float
    latitude: float
    radius: float
    parts: tuple[tuple[str, int], ...]

    @property
    def colour(self) -> str:
        """Colour of the most events; of two the earlier one."""
        return max(self.parts, key=lambda part: part[1])[0]


def draw(symbols: Sequence[Symbol], view: View) -> Iterator[Shape]:
    """Draw discs, the first one lowest: in one colour, or in slices that begin at the top."""
    for one in symbols:
        at = view.point(one.longitude, one.latitude)
        if not view.holds(at, -one.radius):
            continue
        if one.radius < SLICED or len(one.parts) == 1:
            yield Circle(at, one.radius, fill=Fill(one.colour, _FILLED))
        else:
            yield from _slices(one, at)
        yield Circle(at, one.radius, Stroke("halo", 0.6 if one.radius < SLICED else 1, (), _EDGED))


def square(cell: str, view: View) -> list[Shape]:
    """Set a square of the map ("zoom/x/y") off."""
    zoom, x, y = map(int, cell.split("/"))
    corners = np.array([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]) / 2**zoom
    edge = np.array([view.width, view.height]) + _BEYOND
    seen = np.clip(view.place(corners), -_BEYOND, edge)  # a country at street level is long
    rim: list[Point] = [(float(a), float(b)) for a, b in seen]
    return [Path([rim], Stroke(*look), is_closed=True) for look in (("halo", 5.0), ("ink", 2.4))]


def _slices(one: Symbol, at: Point) -> Iterator[Shape]:
    whole, start = sum(events for _, events in one.parts), -math.pi / 2
    for colour, events in one.parts:
        end = start + 2 * math.pi * events / whole
        steps = max(2, math.ceil((end - start) / _STEP) + 1)
        arc = [
            (at[0] + one.radius * math.cos(angle), at[1] + one.radius * math.sin(angle))
            for angle in np.linspace(start, end, steps).tolist()
        ]
        yield Path([[at, *arc]], fill=Fill(colour, _FILLED), is_closed=True)
        start = end
