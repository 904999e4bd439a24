"""The extent of figures on an axis, including their open ends."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conflict_atlas.claims import judgement, phrase
from conflict_atlas.claims.series import NUMBERS

Row = dict[Hashable, Any]  # a figure in the form of ``comparison.competing``

_OPEN = 0.08  # length of an open end, as a share of the axis


@dataclass(frozen=True)
class Axis:
    """The ends of an axis of equal steps: a scale by tens would hide how far figures differ."""

    low: float
    high: float

    def beyond(self, low: float, high: float) -> tuple[float, float]:
        """Move two ends apart by the length of an open end, but not beyond the axis."""
        length = (self.high - self.low) * _OPEN
        return max(low - length, self.low), min(high + length, self.high)

    def share(self, value: float) -> float:
        """Position of a number along the axis, from 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / ((self.high - self.low) or 1.0)))


def numbers(row: Mapping[Any, Any]) -> list[float]:
    """Numbers that a figure states, at least one of low, best and high."""
    return [row[name] for name in NUMBERS if not phrase.is_missing(row[name])]


def choose_axis(rows: Sequence[Mapping[Any, Any]]) -> Axis:
    """Choose an axis with room for all figures; from zero unless they lie close together."""
    stated = [number for row in rows for number in numbers(row)]
    low, high = min(stated), max(stated)
    start = 0.0 if low < high * 0.7 else low - (high - low or high) * 0.6
    return Axis(start, high + (high - start) * 0.12)


def ends(row: Mapping[Any, Any], axis: Axis) -> tuple[float, float]:
    """Start and end of a figure's line; an open end extends a little further."""
    stated = numbers(row)
    low, high = min(stated), max(stated)
    if row["is_article"] and row["bound"] in ("about", "nearly"):
        return judgement.to_range(row["low"], row["high"], row["bound"])
    shorter, longer = axis.beyond(low, high)
    if row["bound"] == "at_least":
        return low, longer
    return (shorter if row["bound"] == "at_most" and low == high else low), high
