"""One row of the months: bars of events, and a line of people with its range.

The scale of people is logarithmic above zero: one month may have a thousand times another's.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from conflict_atlas.events.schema import FIGURES
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.events import event_words

MEASURES = ["events", "figured", *FIGURES]
_MARKED = 60  # months up to which points are drawn visibly
_SAME = {"marker": {"opacity": 1}}


@dataclass(frozen=True, eq=False)
class MonthRow:
    """A kind of events, its colour, and for each month: events, figured, low, best, high."""

    name: str
    colour: str
    months: pd.DataFrame

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """First day of each month."""
        return pd.DatetimeIndex(self.months.index)

    @cached_property
    def total(self) -> dict[str, float]:
        """Sums over all months; figures are missing where no month has one."""
        sums = {name: float(self.months[name].sum()) for name in MEASURES}
        if not sums["figured"]:
            sums |= dict.fromkeys(FIGURES, math.nan)
        return sums

    def at(self, month: str) -> dict[str, float] | None:
        """Numbers of one month, given as ``2016-03``; None if it is outside."""
        if not month or pd.Timestamp(month) not in self.days:
            return None
        place = int(self.days.searchsorted(pd.Timestamp(month)))
        return {name: float(self.months[name].iloc[place]) for name in MEASURES}


def scaled(value: float, column: int) -> float:
    """Height of a value in a column: people by powers of ten, with zero at zero."""
    return math.log10(1 + value) if column else value


def draw_row(row: MonthRow, column: int, axis: str, unit: str, source: str) -> list[dict[str, Any]]:
    """Draw a row in a column: 0 for events, 1 for people; ``axis`` is the suffix of its axes."""
    table = row.months
    common = {
        "x": row.days.strftime("%Y-%m-%d").tolist(),
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "xperiod": "M1",
        "xperiodalignment": "middle",
    }
    read = {
        "customdata": row.days.strftime("%Y-%m").tolist(),
        "hoverinfo": "text",
        "hovertext": _hovers(row, column, unit, source),
        # A band behind the row shows the selection, so no mark has to fade.
        "selected": _SAME,
        "unselected": _SAME,
    }
    if column == 0:
        bars = {"type": "bar", "y": table["events"].tolist(), "marker": {"color": row.colour}}
        return [common | read | bars]
    return _draw_people(row, common, read)


def _draw_people(
    row: MonthRow, common: dict[str, Any], read: dict[str, Any]
) -> list[dict[str, Any]]:
    table = row.months
    edge = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"width": 0}}
    low = common | edge | {"y": _heights(table["low"].fillna(table["best"]).fillna(0))}
    high = common | edge | {"y": _heights(table["high"].fillna(table["best"]).fillna(0))}
    high |= {"fill": "tonexty", "fillcolor": palette.see_through(row.colour, 0.3)}
    size = 4 if len(table) <= _MARKED else 2
    best = {
        "type": "scatter",
        "mode": "lines+markers",  # without markers a line cannot be clicked
        "y": [event_words.bare(value) for value in _heights(table["best"])],
        "line": {"color": row.colour, "width": 1.4},
        "marker": {"color": row.colour, "size": size},
    }
    return [low, high, common | read | best]


def _heights(column: pd.Series) -> list[float]:
    return [scaled(value, 1) for value in column.round(6)]


def _hovers(row: MonthRow, column: int, unit: str, source: str) -> list[str]:
    records = row.months.to_dict("records")
    texts = []
    for month, record in zip(row.days, records, strict=True):
        said = event_words.events(record["events"])
        if column and record["events"]:
            said = event_words.people(record, unit)
        texts.append(canvas.hover(event_words.month(month), row.name, said, f"By {source}"))
    return texts
