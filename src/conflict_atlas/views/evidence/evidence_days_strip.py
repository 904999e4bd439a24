"""The days of a window with what each dataset records on them, one lane a dataset."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import records
from conflict_atlas.evidence.finding import Finding
from conflict_atlas.evidence.sentences import unit_of
from conflict_atlas.evidence.window import Window
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.evidence.evidence_sums_chart import short_name
from conflict_atlas.views.picture import Picture, blank

TITLE = "In time"
NOTHING = "No dataset records an event in this window."

_LANE = 54  # pixels
_SMALLEST, _LARGEST = 8, 30  # pixels across a mark
_MANY, _SMALLER = 60, 16  # from so many days on marks are at most so large


def strip(findings: Sequence[Finding], days: Sequence[pd.DataFrame]) -> Picture:
    """Draw events by the day on which they start, as large as their best figures add up to.

    ``days`` are frames of ``Dataset.daily``, one a finding. Events that began before the window
    are drawn on its first day, marked as such.
    """
    if not any(len(frame) for frame in days):
        return blank(TITLE, NOTHING)
    window = findings[0].window
    most = max((float(frame["best"].max()) for frame in days if len(frame)), default=0)
    rows = [
        row | {"lane": lane, "finding": finding}
        for lane, (finding, frame) in enumerate(zip(findings, days, strict=True))
        for row in records(frame)
    ]
    first, last = pd.Timestamp(window.first_day), pd.Timestamp(window.last_day)
    pad = max(timedelta(hours=18), (last - first) / 30)  # room for half a mark
    figure = canvas.draw(
        [_marks(rows, lane, window, most) for lane in range(len(findings))],
        height=74 + _LANE * len(findings),
        showlegend=False,
        dragmode=False,
        shapes=_bands(window),
        annotations=[_lane_name(finding, lane) for lane, finding in enumerate(findings)],
        xaxis=_axis(first, last) | {"range": [first - pad, last + pad], "fixedrange": True},
        yaxis=canvas.axis(range=[len(findings) - 0.3, -0.75], visible=False, fixedrange=True),
    )
    return Picture(figure, _tell(findings, rows), _tabulate(rows), TITLE)


def _axis(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    if (last - first).days > 60:  # noqa: PLR2004 - then days are too many to name
        return canvas.axis(**canvas.date_axis(first, last))
    step = max(1, math.ceil((last - first).days / 6))
    ticks = pd.date_range(first, last, freq=f"{step}D")
    return canvas.axis(
        type="date",
        tickvals=ticks.tolist(),
        ticktext=[f"{tick.day} {tick:%b}<br>{tick.year}" for tick in ticks],
        showgrid=False,
    )


def _marks(rows: list[dict[str, Any]], lane: int, window: Window, most: float) -> dict[str, Any]:
    mine = [row for row in rows if row["lane"] == lane]
    first = pd.Timestamp(window.first_day)
    stroke = palette.series_style(lane)
    largest = _LARGEST if len(mine) < _MANY else _SMALLER
    early = [row["day"] < first for row in mine]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [max(row["day"], first) for row in mine],
        "y": [lane] * len(mine),
        "marker": {
            "color": palette.see_through(stroke.colour, 0.55),
            "symbol": ["triangle-left" if it else stroke.symbol for it in early],
            "size": [_size(row["best"], most, largest) for row in mine],
            "line": {"color": stroke.colour, "width": 1.5},
            "opacity": 1,
        },
        "hovertext": [_hover(row, began=it) for row, it in zip(mine, early, strict=True)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _size(best: float, most: float, largest: float) -> float:
    if phrase.is_missing(best) or not most > 0:
        return _SMALLEST
    return _SMALLEST + (largest - _SMALLEST) * math.sqrt(best / most)


def _hover(row: dict[str, Any], *, began: bool) -> str:
    day = phrase.day(row["day"])
    return canvas.hover(
        f"Began on {day}, before the window" if began else day,
        phrase.counted(row["events"], "event"),
        _figure(row),
        row["finding"].dataset.manifest.label,
    )


def _figure(row: dict[str, Any]) -> str:
    unit = unit_of(row["finding"].dataset.manifest.measure)
    return phrase.stated(row["low"], row["best"], row["high"], unit) or "no figure"


def _bands(window: Window) -> list[dict[str, Any]]:
    """Shade the days the claim can refer to, each to its end."""
    half = timedelta(hours=12)
    fill = palette.see_through(palette.ARTICLE, 0.12)
    line = {"color": palette.see_through(palette.ARTICLE, 0.6), "width": 1, "dash": "dot"}
    return [
        {
            "type": "rect",
            "x0": pd.Timestamp(window.centre.start) - half,
            "x1": pd.Timestamp(window.centre.end) + half,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "fillcolor": fill,
            "line": line,
            "layer": "below",
        }
    ]


def _lane_name(finding: Finding, lane: int) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": lane - 0.5,
        "text": f"{short_name(finding)}: {phrase.counted(finding.sums.events, 'event')}",
        "showarrow": False,
        "font": {"size": canvas.SMALL_SIZE},
    }


def _tell(findings: Sequence[Finding], rows: list[dict[str, Any]]) -> str:
    window = findings[0].window
    claimed = phrase.span(pd.Timestamp(window.centre.start), pd.Timestamp(window.centre.end))
    told = "; ".join(
        f"{finding.dataset.manifest.label} {phrase.counted(finding.sums.events, 'event')} on "
        f"{len([row for row in rows if row['lane'] == lane])} days"
        for lane, finding in enumerate(findings)
    )
    return (
        f"Events by the day on which they start, {_span(window)}: {told}. "
        f"Shaded: the days the claim can refer to, {claimed}."
    )


def _span(window: Window) -> str:
    first, last = pd.Timestamp(window.first_day), pd.Timestamp(window.last_day)
    return phrase.day(first) if first == last else f"{phrase.day(first)} to {phrase.day(last)}"


def _tabulate(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Day": [phrase.day(row["day"]) for row in rows],
            "Dataset": [row["finding"].dataset.manifest.label for row in rows],
            "Events": [row["events"] for row in rows],
            "Figure": [_figure(row) for row in rows],
        }
    )
