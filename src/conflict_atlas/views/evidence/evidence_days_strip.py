"""People killed by day, as each dataset records them in a circle, in the window and around it."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
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

TITLE = "Recorded, by day"
NOTHING = "No dataset records an event in this window."

_LANE = 78  # pixels
_LOWEST, _HIGHEST = 0.06, 0.74  # heights of bars, in lanes
_FLOOR = 0.42  # share of a lane below its middle
_NARROWEST = 0.004  # share of the axis, so that one day of many is seen
_MARGIN = 0.25  # share of the window's length, shown before and after it
_LEAST_MARGIN = timedelta(days=20)


def span(window: Window) -> tuple[date, date]:
    """First and last day drawn: the window with a margin."""
    more = max((window.last_day - window.first_day) * _MARGIN, _LEAST_MARGIN)
    return window.first_day - more, window.last_day + more


def strip(
    findings: Sequence[Finding],
    days: Sequence[pd.DataFrame],
    about: Sequence[pd.DataFrame] = (),
) -> Picture:
    """Draw a bar for each day, as high as the square root of its best figures.

    ``days`` are frames of ``Dataset.daily``, one a finding, ``about`` those of ``span`` in the same
    circle, of which the days outside the window are drawn in grey. Events that began before the
    window are drawn on its first day, with a note.
    """
    if not any(len(frame) for frame in days):
        return blank(TITLE, NOTHING)
    window = findings[0].window
    rows = _rows(findings, days)
    beyond = [row for row in _rows(findings, about) if not _is_inside(row, window)]
    known = [row["best"] for row in (*rows, *beyond) if not phrase.is_missing(row["best"])]
    most = max((float(best) for best in known), default=0)
    first, last = (pd.Timestamp(day) for day in span(window))
    figure = canvas.draw(
        [
            *(_marks(beyond, lane, window, most, grey=True) for lane in range(len(findings))),
            *(_marks(rows, lane, window, most) for lane in range(len(findings))),
        ],
        height=52 + _LANE * len(findings),
        showlegend=False,
        barmode="overlay",
        shapes=_bands(window),
        annotations=[_lane_name(finding, lane) for lane, finding in enumerate(findings)],
        xaxis=_axis(first, last) | {"range": [first, last]},
        yaxis=canvas.axis(range=[len(findings) - 0.5, -0.62], visible=False),
    )
    return Picture(figure, _tell(findings, rows), _tabulate(rows), TITLE)


def _rows(findings: Sequence[Finding], frames: Sequence[pd.DataFrame]) -> list[dict[str, Any]]:
    return [
        row | {"lane": lane, "finding": finding}
        for lane, (finding, frame) in enumerate(zip(findings, frames, strict=False))
        for row in records(frame)
    ]


def _is_inside(row: dict[str, Any], window: Window) -> bool:
    return bool(window.first_day <= row["day"].date() <= window.last_day)


def _axis(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    if (last - first).days > 60:  # noqa: PLR2004 - too many days to label each
        return canvas.axis(**canvas.date_axis(first, last))
    step = max(1, math.ceil((last - first).days / 6))
    ticks = pd.date_range(first, last, freq=f"{step}D")
    return canvas.axis(
        type="date",
        tickvals=ticks.tolist(),
        ticktext=[f"{tick.day} {tick:%b}<br>{tick.year}" for tick in ticks],
        showgrid=False,
    )


def _marks(
    rows: list[dict[str, Any]], lane: int, window: Window, most: float, *, grey: bool = False
) -> dict[str, Any]:
    mine = [row for row in rows if row["lane"] == lane]
    first, (start, end) = pd.Timestamp(window.first_day), span(window)
    colour = palette.FAINT if grey else palette.series_style(lane).colour
    wide = max(timedelta(days=0.7), (end - start) * _NARROWEST)
    early = [not grey and row["day"] < first for row in mine]
    return {
        "type": "bar",
        "x": [row["day"] if grey else max(row["day"], first) for row in mine],
        "y": [-_height(row["best"], most) for row in mine],
        "base": [lane + _FLOOR] * len(mine),
        "width": wide.total_seconds() * 1000,
        "marker": {
            "color": palette.see_through(colour, 0.85),
            "pattern": {"shape": ["/" if it else "" for it in early]},
            "line": {"width": 0},
        },
        "hovertext": [_hover(row, began=it) for row, it in zip(mine, early, strict=True)],
        "hoverinfo": "text",
    }


def _height(best: float, most: float) -> float:
    if phrase.is_missing(best) or not most > 0:
        return _LOWEST
    return _LOWEST + (_HIGHEST - _LOWEST) * math.sqrt(best / most)


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
    """Shade the days that the claim may refer to, up to the end of the last one."""
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
        "y": lane - 0.46,
        "text": f"{short_name(finding)}: {phrase.counted(finding.sums.events, 'event')}",
        "showarrow": False,
        "font": {"size": canvas.SMALL_SIZE},
    }


def _tell(findings: Sequence[Finding], rows: list[dict[str, Any]]) -> str:
    window = findings[0].window
    claimed = phrase.span(pd.Timestamp(window.centre.start), pd.Timestamp(window.centre.end))
    listed = "; ".join(
        f"{finding.dataset.manifest.label} {phrase.counted(finding.sums.events, 'event')} on "
        f"{len([row for row in rows if row['lane'] == lane])} days"
        for lane, finding in enumerate(findings)
    )
    return (
        f"Events by the day on which they start, {_span(window)}; higher bars "
        f"count more: {listed}. "
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
