"""The sign of each type of claim, the same as on the map in the browser."""

from collections.abc import Iterator
from dataclasses import dataclass

from conflict_atlas.pictures.drawing import Circle, Fill, Path, Point, Shape, Stroke

SIDE = 14.0  # pixels of the square in which the signs are described
COLOUR = {"casualty": "dead", "displacement": "displaced", "cost": "spent"}


@dataclass(frozen=True)
class _Disc:
    """A full circle, or a ring if it has a width."""

    x: float
    y: float
    radius: float
    width: float = 0


@dataclass(frozen=True)
class _Line:
    """A line, or the area it encloses if it has no width."""

    width: float
    points: tuple[Point, ...]


def _quote(x: float) -> _Line:
    mark = ((0, 4.2), (3.6, 4.2), (3.6, 7.8), (1.9, 10.6), (0.4, 10.6), (1.4, 7.8), (0, 7.8))
    return _Line(0, tuple((x + across, down) for across, down in mark))


_SIGNS: dict[str, tuple[_Disc | _Line, ...]] = {
    "event": (_Disc(7, 7, 4),),
    "casualty": (_Line(2.3, ((3.2, 3.2), (10.8, 10.8))), _Line(2.3, ((10.8, 3.2), (3.2, 10.8)))),
    "deployment": (_Line(0, ((7, 2.2), (12, 11.5), (2, 11.5))),),
    "displacement": (_Line(2.1, ((1.5, 7), (10.5, 7))), _Line(2.1, ((7, 3), (11.2, 7), (7, 11)))),
    "cost": (_Line(0, ((7, 1.8), (12.2, 7), (7, 12.2), (1.8, 7))),),
    "relation": (_Disc(3.4, 7, 2.4), _Disc(10.6, 7, 2.4, 1.5), _Line(1.5, ((5, 7), (8.4, 7)))),
    "status": (_Line(0, ((3, 3), (11, 3), (11, 11), (3, 11))),),
    "statement": (_quote(2.5), _quote(8.0)),
    "context": (_Disc(7, 7, 3.3, 1.5),),
}


def draw(kind: str, left: float, top: float, size: float, colour: str = "muted") -> Iterator[Shape]:
    """Draw a sign into a square; deaths, displacement and costs have their own colour."""
    colour, scale = COLOUR.get(kind, colour), size / SIDE
    for sign in _SIGNS.get(kind, _SIGNS["event"]):
        if isinstance(sign, _Disc):
            centre = (left + sign.x * scale, top + sign.y * scale)
            ring = Stroke(colour, sign.width * scale) if sign.width else None
            yield Circle(centre, sign.radius * scale, ring, None if ring else Fill(colour))
        else:
            points = [(left + x * scale, top + y * scale) for x, y in sign.points]
            line = Stroke(colour, sign.width * scale) if sign.width else None
            yield Path([points], line, None if line else Fill(colour))
