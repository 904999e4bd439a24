"""Axes of small charts: positions of numbers and days, and the few of them that are labelled."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from conflict_atlas.claims import phrase

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """The range of an axis in units and in pixels."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Pixel of a value; one beyond an end of the axis is put at that end."""
        inside, wide = min(max(value, self.low), self.high), self.high - self.low
        share = (inside - self.low) / wide if wide > 0 else 0.5
        return self.start + (self.end - self.start) * share

    def ticks(self, about: int) -> list[float]:
        """A few round numbers that lie on the axis."""
        step = _round_step((self.high - self.low) / max(1, about))
        first = math.ceil(self.low / step)
        return [step * number for number in range(first, math.floor(self.high / step) + 1)]


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(step * power for step in _STEPS if step * power >= least * 0.999)


def short(value: float, unit: str) -> str:
    """Write a number on an axis: ``$8B``, ``3.5M``, ``40%``, ``200``."""
    first = unit.partition(" ")[0]
    sign = phrase.CURRENCIES.get(first, "")
    percent = "%" if first in ("percent", "%") else ""
    for limit, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M")):
        if abs(value) >= limit:
            return f"{sign}{value / limit:.3g}{letter}"
    return f"{sign}{phrase.exact(value)}{percent}"


def short_day(day: date, precision: str = "day") -> str:
    """Write a day no more precisely than it is known: ``22 Jul 2016``, ``Jul 2016``, ``2016``."""
    if precision == "year":
        return f"{day.year}"
    return f"{day:%b %Y}" if precision == "month" else f"{day.day} {day:%b %Y}"


@dataclass(frozen=True)
class Days:
    """An axis of days."""

    first: date
    last: date
    start: float
    end: float

    @property
    def place(self) -> Callable[[date], float]:
        """Pixel of a day."""
        span = max(1, (self.last - self.first).days)
        length = self.end - self.start

        def at(day: date) -> float:
            share = (min(max(day, self.first), self.last) - self.first).days / span
            return self.start + length * share

        return at

    def years(self) -> list[date]:
        """The first day of the axis, then the first of each later year."""
        later = range(self.first.year + 1, self.last.year + 1)
        return [self.first, *(date(year, 1, 1) for year in later)]

    def months(self, every: int) -> list[date]:
        """First days of every n-th month."""
        found, day = [], self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first and (day.month - 1) % every == 0:
                found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return found
