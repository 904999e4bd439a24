"""Sums of some events of a dataset."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Summary:
    """Sums, days and exactness of events; figures and days are None where there are none.

    ``figured`` counts events with a figure, ``placed`` those with coordinates. ``largest`` is the
    highest best figure of one event. ``coarse_days`` and ``coarse_places`` count the events that
    are not dated to one day, or not placed at a named point.
    """

    events: int
    figured: int
    low: int | None
    best: int | None
    high: int | None
    first_day: date | None
    last_day: date | None
    placed: int
    largest: int | None
    coarse_days: int
    coarse_places: int

    @property
    def ends(self) -> tuple[int, int] | None:
        """Lowest and highest number the sums give; None without any figure."""
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        return (min(given), max(given)) if given else None


def from_row(row: "pd.Series[float]") -> Summary:
    """Read the one row of the query ``summary``."""
    return Summary(
        events=int(row["events"]),
        figured=int(row["figured"]),
        low=_number(row["low"]),
        best=_number(row["best"]),
        high=_number(row["high"]),
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
        placed=int(row["placed"]),
        largest=_number(row["largest"]),
        coarse_days=int(row["coarse_days"]),
        coarse_places=int(row["coarse_places"]),
    )


def _number(value: float) -> int | None:
    return None if math.isnan(value) else int(value)


def _day(value: Any) -> date | None:
    return None if value is pd.NaT else pd.Timestamp(value).date()
