"""The legend of a map's signs and colours, in as few lines as it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conflict_atlas.pictures import fonts, glyphs
from conflict_atlas.pictures.drawing import Circle, Fill, Path, Rect, Shape, Stroke, Text

_LETTERS, _SIGN, _GAP, _LINE = 11.0, 12.0, 13.0, 16.0  # pixels
MOST_RADIUS = 7.0  # of a disc that fits into a line


@dataclass(frozen=True)
class Entry:
    """One sign and its meaning; ``sign`` is a type of claim, or a name that ``_sign`` knows.

    A ``heading`` begins a group and has no sign; ``radius`` is that of a disc of ``events``.
    """

    words: str
    sign: str = "heading"
    colour: str = "muted"
    radius: float = 4.5


def lay_out(
    entries: Sequence[Entry], width: float
) -> tuple[float, list[tuple[Entry, float, float]]]:
    """Arrange entries in lines; returns the height, and each entry with its upper left corner."""
    placed: list[tuple[Entry, float, float]] = []
    x, y = 0.0, 0.0
    for entry in entries:
        wide = fonts.measure(entry.words, _LETTERS, _weight(entry))
        wide += 0 if entry.sign == "heading" else _SIGN + 4
        if x and x + wide > width:
            x, y = 0.0, y + _LINE
        placed.append((entry, x, y))
        x += wide + _GAP
    return (y + _LINE if placed else 0.0), placed


def draw(placed: Sequence[tuple[Entry, float, float]], left: float, top: float) -> Iterator[Shape]:
    """Draw entries that ``lay_out`` has placed."""
    for entry, x, y in placed:
        at = left + x
        if entry.sign != "heading":
            yield from _sign(entry, at, top + y + 1)
            at += _SIGN + 4
        yield Text((at, top + y + 11), entry.words, _LETTERS, _weight(entry), "muted")


def _weight(entry: Entry) -> int:
    return 600 if entry.sign == "heading" else 400


def _sign(entry: Entry, left: float, top: float) -> Iterator[Shape]:
    middle = left + _SIGN / 2, top + _SIGN / 2
    match entry.sign:
        case "side":
            yield Rect(left + 3, top, 5, _SIGN, Fill(entry.colour), radius=1.5)
        case "area":
            yield Rect(left, top + 2, _SIGN, 8, Fill(entry.colour, 0.6), Stroke(entry.colour, 1))
        case "unknown":
            yield Rect(left, top + 2, _SIGN, 8, stroke=Stroke("muted", 1, (2, 3)))
        case "events":
            yield Circle(middle, entry.radius, Stroke("halo", 0.6), Fill(entry.colour, 0.72))
        case "disc":
            yield Circle(middle, 3.2, Stroke("dead", 1.4), Fill("dead", 0.3))
            yield Circle(middle, 5.6, Stroke("dead", 1.2))
        case "open":
            yield Circle(middle, 3.2, Stroke("dead", 1.4), Fill("dead", 0.3))
            yield Circle(middle, 5.6, Stroke("dead", 1.6, (1.6, 2.2)))
        case "found":
            x, y = middle
            corners = [(x - 4.5, y), (x, y - 4.5), (x + 4.5, y), (x, y + 4.5)]
            yield Path([corners], Stroke("others", 1.4), Fill("panel"), is_closed=True)
        case _:
            yield from glyphs.draw(entry.sign, left, top, _SIGN)
