"""A drawing as plain shapes, which can be written both as pixels and as SVG.

Lengths are pixels of the drawing, y grows downwards. Colours are names of a ``Look``, or
``#rrggbb`` for colours of the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Stroke:
    """How an outline or a line is drawn; ``dash`` lists the lengths of dashes and gaps in turn."""

    colour: str
    width: float = 1
    dash: tuple[float, ...] = ()
    opacity: float = 1


@dataclass(frozen=True)
class Fill:
    """How an area is filled."""

    colour: str
    opacity: float = 1


@dataclass(frozen=True)
class Path:
    """Lines through points, or the areas they enclose if there is a fill or they are closed.

    A part that runs in the opposite direction is a hole in the areas.
    """

    parts: Sequence[Sequence[Point]]
    stroke: Stroke | None = None
    fill: Fill | None = None
    is_closed: bool = False


@dataclass(frozen=True)
class Circle:
    """A circle around a point."""

    centre: Point
    radius: float
    stroke: Stroke | None = None
    fill: Fill | None = None


@dataclass(frozen=True)
class Rect:
    """A rectangle with round corners; ``shadow`` lifts it off the ground."""

    left: float
    top: float
    width: float
    height: float
    fill: Fill | None = None
    stroke: Stroke | None = None
    radius: float = 0
    has_shadow: bool = False


@dataclass(frozen=True)
class Text:
    """One line of text; ``at`` is the start, middle or end of its baseline.

    ``halo`` is the colour of a rim that sets the letters off from what is below them, ``apart``
    the pixels added between two letters.
    """

    at: Point
    words: str
    size: float = 14
    weight: int = 400
    colour: str = "ink"
    anchor: Anchor = "start"
    halo: str = ""
    is_italic: bool = False
    apart: float = 0


@dataclass(frozen=True)
class Image:
    """A picture of pixels (a Pillow image) in a rectangle."""

    left: float
    top: float
    width: float
    height: float
    pixels: Any


@dataclass(frozen=True)
class Clip:
    """Shapes clipped to a rectangle; their coordinates start at its corner."""

    left: float
    top: float
    width: float
    height: float
    shapes: "Sequence[Shape]"


Shape = Path | Circle | Rect | Text | Image | Clip


@dataclass
class Drawing:
    """Shapes on a sheet, the lowest first; ``words`` describe it for those who cannot see it."""

    width: float
    height: float
    words: str = ""
    ground: str = "paper"
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Put shapes on top."""
        self.shapes += shapes
