"""The extent of figures on an axis, including their open ends."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conflict_atlas.claims import judgement, phrase
from conflict_atlas.claims.series import NUMBERS

Row = dict[Hashable, Any]  # a figure in the form of ``comparison.competing``

_WIDE = 50  # ratio of the largest to the smallest number from which an axis is logarithmic
_OPEN = 0.08  # length of an open end, as a share of the axis


@dataclass(frozen=True)
class Axis:
    """The ends of an axis, and whether it is logarithmic."""

    low: float
    high: float
    log: bool

    def beyond(self, low: float, high: float) -> tuple[float, float]:
        """Move two ends apart by the length of an open end, but not beyond the axis."""
        if self.log:
            factor = (self.high / self.low) ** _OPEN
            low, high = low / factor, high * factor
        else:
            length = (self.high - self.low) * _OPEN
            low, high = low - length, high + length
        return max(low, self.low), min(high, self.high)

    def share(self, value: float) -> float:
        """Position of a number along the axis, from 0 to 1."""
        low, high = self.range
        at = math.log10(value) if self.log else value
        return min(1.0, max(0.0, (at - low) / ((high - low) or 1.0)))

    @property
    def range(self) -> list[float]:
        """The range for plotly: exponents of ten if logarithmic."""
        ends = [self.low, self.high]
        return [math.log10(end) for end in ends] if self.log else ends


def powers(axis: Axis) -> tuple[int, int]:
    """First and last power of ten within a logarithmic axis."""
    low, high = axis.range
    return math.ceil(low), math.floor(high)


def numbers(row: Mapping[Any, Any]) -> list[float]:
    """Numbers that a figure states, at least one of low, best and high."""
    return [row[name] for name in NUMBERS if not phrase.is_missing(row[name])]


def choose_axis(rows: Sequence[Mapping[Any, Any]]) -> Axis:
    """Choose an axis with room for all figures; from zero unless they lie close together."""
    stated = [number for row in rows for number in numbers(row)]
    low, high = min(stated), max(stated)
    if low > 0 and high / low > _WIDE:
        return Axis(low / 1.6, high * 2.5, log=True)
    start = 0.0 if low < high * 0.7 else low - (high - low or high) * 0.6
    return Axis(start, high + (high - start) * 0.12, log=False)


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
