"""A time axis in parts, so that a few claims of long ago do not squash all the others."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from conflict_atlas.views import canvas

# Shares of claims that may begin before a break, the latest break first.
_BREAKS = (0.27, 0.04)
# Widths of the parts, from the earliest to the latest, for one, two and three parts.
_WIDTHS = ((1.0,), (0.22, 0.78), (0.13, 0.25, 0.62))
_GAP = 0.016
_LEAD = 0.04  # share of the first part that lies before the first day
_OTHER = "rgba(128,128,128,0.1)"  # behind parts of another scale than the last
_CUT = "rgba(128,128,128,0.9)"  # where the scale changes
_NOTE = "// Change of scale: earlier years (grey) are drawn shorter"
_WORTH = 2.5  # a break must make what lies after it at least so many times as wide
_YEARLY = 400  # days from which on ticks are years
_CLEAR = 0.15  # share of a part before a break that is kept free of ticks
_MOST_TICKS = (1, 2, 5)  # in the first, the second and the last part


@dataclass(frozen=True)
class AxisPart:
    """One stretch of the axis: its days, and where it is drawn, from 0 at the left to 1."""

    start: pd.Timestamp
    end: pd.Timestamp
    left: float
    right: float

    def place(self, day: pd.Timestamp) -> float:
        """Where a day lies, from 0 to 1 over the whole axis."""
        share = (day - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)


Parts = tuple[AxisPart, ...]


def choose_parts(claims: pd.DataFrame) -> Parts:
    """Break the time of the claims where that gives most of them room; one to three parts.

    Breaks lie at the start of a month. The last part holds about three quarters of the
    beginnings, the first the few earliest.
    """
    first = pd.Timestamp(claims["date_start"].min())
    last = pd.Timestamp(claims[["date_end", "found_date"]].max().max())
    edges = [last]
    for share in _BREAKS:
        starts = claims["date_start"].sort_values()
        at = pd.Timestamp(starts.iloc[int(share * len(starts))]).to_period("M").start_time
        if first < at < edges[0] and (edges[0] - first) / (edges[0] - at) > _WORTH:
            edges.insert(0, at)
    edges.insert(0, first)
    edges[0] -= max((edges[1] - first) * _LEAD, pd.Timedelta(days=1))
    edges[-1] += max((last - edges[-2]) * 0.02, pd.Timedelta(days=1))
    return tuple(_lay_out(edges))


def part_of(parts: Parts, day: pd.Timestamp) -> int:
    """Which part a day lies in, counted from 0; the last one for days beyond all."""
    return next((n for n, part in enumerate(parts) if day < part.end), len(parts) - 1)


def axes(parts: Parts) -> dict[str, Any]:
    """Layout of the time axes, ``xaxis`` to ``xaxis3``; none can be dragged or zoomed."""
    layout = {}
    for n, part in enumerate(parts):
        layout["xaxis" + ("" if n == 0 else str(n + 1))] = canvas.axis(
            type="date",
            domain=[part.left, part.right],
            range=[part.start, part.end],
            tickvals=_ticks(part, _MOST_TICKS[n - len(parts)], last=n + 1 == len(parts)),
            tickformat=_format(part),
            tickangle=0,
            fixedrange=True,
            automargin="height",
            showline=True,
        )
    return layout


def explain_parts(parts: Parts) -> list[dict[str, Any]]:
    """Layout shapes: a backing for parts drawn shorter than the last, and marks at each break."""
    shapes: list[dict[str, Any]] = []
    for part, after in pairwise(parts):
        shapes.append(
            {"type": "rect", "xref": "paper", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
            | {"x0": part.left, "x1": part.right, "fillcolor": _OTHER, "line": {"width": 0}}
        )
        middle = (part.right + after.left) / 2
        shapes += [_slash(middle, height, aside) for height in (0, 1) for aside in (-2, 2)]
    return shapes


def _slash(x: float, y: float, aside: int) -> dict[str, Any]:
    """Short slanted line, a few pixels aside of a point of the paper."""
    line = {"type": "line", "xref": "paper", "yref": "paper", "line": {"color": _CUT, "width": 1.5}}
    across = {"xsizemode": "pixel", "xanchor": x, "x0": aside - 2, "x1": aside + 2}
    return line | across | {"ysizemode": "pixel", "yanchor": y, "y0": -6, "y1": 6}


def name_parts(parts: Parts) -> list[dict[str, Any]]:
    """Dates above the plot as well as below it, and a note on the scale where it changes."""
    dates = [
        {"x": part.place(tick), "y": 1, "yshift": 4, "text": tick.strftime(_format(part))}
        for n, part in enumerate(parts)
        for tick in _ticks(part, _MOST_TICKS[n - len(parts)], last=n + 1 == len(parts))
    ]
    note = {"x": 0, "y": 1, "yshift": 36, "xanchor": "left", "text": _NOTE}
    every = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return [
        words | every | {"font": {"size": 11}}
        for words in ([*dates, note] if len(parts) > 1 else dates)
    ]


def _format(part: AxisPart) -> str:
    return "%Y" if (part.end - part.start).days > _YEARLY else "%b<br>%Y"


def _ticks(part: AxisPart, most: int, *, last: bool) -> list[pd.Timestamp]:
    """Starts of years or months, thinned to at most so many; none close before a break."""
    unit = "YS" if (part.end - part.start).days > _YEARLY else "MS"
    starts = pd.date_range(part.start, part.end, freq=unit, normalize=True).tolist()
    if not last:
        limit = part.end - (part.end - part.start) * _CLEAR
        starts = [start for start in starts if start < limit]
    stride = max(1, -(-len(starts) // most))
    return starts[::stride]


def _lay_out(edges: list[pd.Timestamp]) -> list[AxisPart]:
    widths = _WIDTHS[len(edges) - 2]
    parts, left = [], 0.0
    for (start, end), width in zip(pairwise(edges), widths, strict=True):
        right = min(left + width, 1.0)
        parts.append(AxisPart(start, end, left + (_GAP if left else 0.0), right))
        left = right
    return parts
