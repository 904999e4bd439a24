"""Running totals by day: what the events of some days add up to, without looking at each event.

No event ends before it begins. So of all events, those of some days are the ones that have begun by
the last of these days, less those that have ended before the first: two sums that are looked up.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]
# Answers are floating point, which holds larger whole numbers no more.
LARGEST_SUM = float(2**53)
FIGURES = ("low", "best", "high")
_SMALL = int(np.iinfo(np.int32).max)
_EPOCH = date(1970, 1, 1).toordinal()


def there(figure: str) -> str:
    """Name of the number of events that have a figure: a sum of none is missing, not nought."""
    return f"{figure} there"


def to_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def from_number(number: int) -> date:
    """Return the day so many days after 1970-01-01."""
    return date.fromordinal(int(number) + _EPOCH)


def check(figures: Mapping[str, Ints]) -> None:
    """Raise OverflowError for figures that add up to more than LARGEST_SUM, whatever their sign."""
    for name, figure in figures.items():
        if float(np.abs(figure, dtype=np.float64).sum()) > LARGEST_SUM:
            raise OverflowError(f"{name} adds up to more than {LARGEST_SUM:.0f}")


class Days:
    """Sums of figures by group, of the events that touch any span of days."""

    def __init__(
        self, groups: int, group: Ints, days: tuple[Ints, Ints], figures: Mapping[str, Ints]
    ) -> None:
        """Add up events, of which each has a group below ``groups``, and first and last ``days``.

        Days are counted from 1970-01-01. Raises OverflowError where figures add up to more than
        LARGEST_SUM.
        """
        check(figures)
        columns, self._column = _distinct(figures)
        self._begun = _Running(groups, group, days[0], columns)
        self._ended = _Running(groups, group, days[1], columns)

    def kept(self, groups: Ints, start: date | None, end: date | None) -> dict[str, Ints]:
        """Sums by name of figure, one of each of ``groups``, from ``start`` to ``end`` (inclusive).

        None is open; ``start`` must not lie after ``end``.
        """
        sums = self._begun.before(groups, to_number(end) + 1 if end else None)
        if start:
            sums -= self._ended.before(groups, to_number(start))
        return {name: sums[:, column] for name, column in self._column.items()}


class _Running:
    """Sums of the columns by group, up to any day."""

    def __init__(self, groups: int, group: Ints, day: Ints, columns: list[Ints]) -> None:
        self._first = int(day.min()) if len(day) else 0
        self._span = int(day.max()) - self._first + 1 if len(day) else 1
        # Of each event a number of its group and of the day in it; a group has one more, for all
        # days after. Small numbers are looked up sooner.
        self._number = np.int32 if groups * (self._span + 1) <= _SMALL else np.int64
        self._base: Ints = np.arange(groups, dtype=self._number)
        self._base *= self._number(self._span + 1)
        key = self._base[group] + (day - self._first).astype(self._number)
        order = np.argsort(key, kind="stable")
        self._key: Ints = key[order]
        self._sums = _add_up(columns, order)
        self._end = np.searchsorted(self._key, self._base + self._number(self._span))
        self._others = self._sums[np.searchsorted(self._key, self._base)]

    def before(self, groups: Ints, day: int | None) -> Ints:
        """Sums of some groups before a day, None being all days: a row a group, of each column."""
        # ``take`` is many times as fast as brackets.
        upto = self._end.take(groups) if day is None else self._find(groups, day)
        sums: Ints = self._sums.take(upto, axis=0).astype(np.int64)
        return sums - self._others.take(groups, axis=0)

    def _find(self, groups: Ints, day: int) -> Ints:
        within = min(max(day - self._first, 0), self._span)
        # Of the type of the keys, all of which numpy would change otherwise.
        return np.searchsorted(self._key, self._base.take(groups) + self._number(within))


def _distinct(figures: Mapping[str, Ints]) -> tuple[list[Ints], dict[str, int]]:
    """Keep columns that are alike once; returns them, and which of them each name is."""
    columns: list[Ints] = []
    place: dict[str, int] = {}
    for name, figure in figures.items():
        alike = (n for n, column in enumerate(columns) if np.array_equal(column, figure))
        place[name] = next(alike, len(columns))
        if place[name] == len(columns):
            columns.append(figure)
    return columns, place


def _add_up(columns: list[Ints], order: Ints) -> Ints:
    """Sums of all events that come before each place in an order: a row a place, and the end."""
    largest = max((int(np.abs(column, dtype=np.int64).sum()) for column in columns), default=0)
    kind = np.int32 if largest <= _SMALL else np.int64
    sums = np.zeros((len(order) + 1, len(columns)), dtype=kind)
    for number, column in enumerate(columns):
        np.cumsum(column[order], out=sums[1:, number])
    return sums
