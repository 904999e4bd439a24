"""Numbers as horizontal bars, each with its name to the left and its number to the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conflict_atlas.pictures import fonts, glyphs
from conflict_atlas.pictures.drawing import Fill, Rect, Shape, Text
from conflict_atlas.pictures.sheet import Space

_LETTERS = 14.0
_TALLEST, _NUMBER = 44.0, 70.0  # pixels: height of a row, room for a number


@dataclass(frozen=True)
class Bar:
    """One number; ``sign`` is a type of claim whose sign precedes the name, "" for none."""

    name: str
    value: float
    colour: str = "others"
    sign: str = ""


def draw(bars: Sequence[Bar], space: Space, names: float) -> Iterator[Shape]:
    """Draw bars into a space, with ``names`` pixels of its width for their names."""
    if not bars:
        return
    step = min(_TALLEST, space.height / len(bars))
    most = max(bar.value for bar in bars) or 1
    room = space.width - names - _NUMBER
    for number, bar in enumerate(bars):
        top = space.top + step * number
        base = top + step / 2 + 4.5
        left = space.left
        if bar.sign:
            yield from glyphs.draw(bar.sign, left, base - 11, 13)
            left += 20
        words = fonts.cut(bar.name, _LETTERS, names - 12 - (left - space.left))
        yield Text((left, base), words, _LETTERS)
        start, wide = space.left + names, room * bar.value / most
        yield Rect(
            start, top + step * 0.22, max(1.5, wide), step * 0.56, Fill(bar.colour), radius=2
        )
        yield Text((start + wide + 8, base), f"{bar.value:,.0f}", _LETTERS, 600)
