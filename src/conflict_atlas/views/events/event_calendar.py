"""Recorded events day by day: columns are weeks, rows are weekdays, blocks are years."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import phrase
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.events import event_words
from conflict_atlas.views.events.event_calendar_grid import WEEKDAYS, WEEKS, axes, borders, week
from conflict_atlas.views.events.event_calendar_words import Calendar, name_years, tabulate, tell
from conflict_atlas.views.events.event_symbols import ceiling
from conflict_atlas.views.picture import Picture, blank

_SHADES = (0.2, 0.38, 0.58, 0.79, 1.0)  # opacities, so that small numbers are faint in either theme
_SHARES = (0.5, 0.75, 0.9, 0.98)
_NOTHING = "rgba(128,128,128,0.16)"
_BLOCK, _GAP, _FOOT, _HEAD = 140, 34, 40, 24  # pixels


def calendar(days: pd.DataFrame, shown: Calendar) -> Picture:
    """Draw days (day, events, figured, low, best, high); each point holds its month, ``2016-03``.

    The shades are the same for every year of a selection.
    """
    when = pd.DatetimeIndex(days["day"])
    table = days.set_index(when)
    inside = table[when.year.isin(shown.years)]
    if inside.empty:
        return blank(
            shown.title, f"No recorded event matches these filters in {name_years(shown)}."
        )
    value = table["best"] if shown.people else table["events"]
    limits = classes(value)
    figure = _draw(table, value, limits, shown)
    return Picture(figure, tell(inside, shown), tabulate(inside, shown), shown.title)


def classes(values: pd.Series) -> tuple[float, ...]:
    """Rounded lower ends of at most five classes above zero; the same for every year."""
    there = values[values > 0].astype("float64")
    ends = [ceiling(float(there.quantile(share))) for share in _SHARES] if len(there) else []
    return tuple(dict.fromkeys((1.0, *(end for end in ends if end > 1))))


def _draw(
    table: pd.DataFrame, value: pd.Series, limits: tuple[float, ...], shown: Calendar
) -> go.Figure:
    blocks = len(shown.years)
    height = _HEAD + blocks * _BLOCK + (blocks - 1) * _GAP + _FOOT
    inner = height - _HEAD - _FOOT
    traces: list[Any] = []
    layout: dict[str, Any] = {}
    shapes: list[dict[str, Any]] = []
    for number, year in enumerate(shown.years):
        end = "" if number == 0 else str(number + 1)
        upper = 1 - number * (_BLOCK + _GAP) / inner
        days = _days(year, shown)
        traces += _block(days, value, limits, shown, end)
        traces.append(_points(days, table, shown, end))
        layout |= axes(year, end, [max(upper - _BLOCK / inner, 0), upper])
        shapes += borders(year, end)
    figure = canvas.draw(
        [*traces, *_legend(limits, shown)],
        height=height,
        margin={"l": 6, "r": 6, "t": _HEAD, "b": _FOOT, "pad": 2},
        legend=canvas.legend(-16 / inner),
        shapes=shapes,
        **layout,
    )
    return figure.update_layout(clickmode="event+select")


def _days(year: int, shown: Calendar) -> pd.DatetimeIndex:
    """Days of a year on which the dataset could have an event, within the month selected."""
    every = pd.date_range(f"{year}-01-01", f"{year}-12-31")
    kept = (every >= pd.Timestamp(shown.first)) & (every <= pd.Timestamp(shown.last))
    if shown.month:
        kept &= every.strftime("%Y-%m") == shown.month
    return every[kept]


def _block(
    days: pd.DatetimeIndex,
    value: pd.Series,
    limits: tuple[float, ...],
    shown: Calendar,
    end: str,
) -> list[dict[str, Any]]:
    grid: list[list[int | None]] = [[None] * WEEKS for _ in WEEKDAYS]
    found = value.reindex(days).fillna(0)
    for day, amount in zip(days, found, strict=True):
        grid[day.weekday()][week(day)] = sum(amount >= limit for limit in limits)
    return [
        {
            "type": "heatmap",
            "z": grid,
            "xaxis": f"x{end}",
            "yaxis": f"y{end}",
            "zmin": -0.5,
            "zmax": len(limits) + 0.5,
            "colorscale": _scale(_colours(limits, shown)),
            "showscale": False,
            "hoverinfo": "skip",
            "hoverongaps": False,
            "xgap": 1.5,
            "ygap": 1.5,
        }
    ]


def _points(
    days: pd.DatetimeIndex, table: pd.DataFrame, shown: Calendar, end: str
) -> dict[str, Any]:
    """Invisible marks over the squares, since the squares of a heat map cannot be selected."""
    unseen = {"marker": {"opacity": 0}}
    rows = table.reindex(days)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [week(day) for day in days],
        "y": [day.weekday() for day in days],
        "xaxis": f"x{end}",
        "yaxis": f"y{end}",
        "customdata": days.strftime("%Y-%m").tolist(),
        "hoverinfo": "text",
        "hovertext": [
            _hover(day, row, shown) for day, row in zip(days, rows.to_dict("records"), strict=True)
        ],
        "marker": {"symbol": "square", "size": 13, "opacity": 0},
        "selected": unseen,
        "unselected": unseen,
        "showlegend": False,
    }


def _hover(day: pd.Timestamp, row: dict[Any, Any], shown: Calendar) -> str:
    if phrase.is_missing(row["events"]):
        return canvas.hover(phrase.day(day), "no event recorded")
    people = event_words.people(row, shown.unit)
    return canvas.hover(phrase.day(day), event_words.events(row["events"]), people)


def _colours(limits: tuple[float, ...], shown: Calendar) -> list[str]:
    base = palette.PEOPLE if shown.people else palette.OTHERS
    shades = _SHADES[-len(limits) :]
    return [_NOTHING, *(palette.see_through(base, shade) for shade in shades)]


def _scale(colours: list[str]) -> list[tuple[float, str]]:
    """A colour scale in steps, without gradients."""
    share = 1 / len(colours)
    return [
        (round(edge, 6), colour)
        for n, colour in enumerate(colours)
        for edge in (n * share, (n + 1) * share)
    ]


def _legend(limits: tuple[float, ...], shown: Calendar) -> list[dict[str, Any]]:
    labels = [f"No {shown.counted}"]
    for n, limit in enumerate(limits):
        after = limits[n + 1] - 1 if n + 1 < len(limits) else None
        if after is None:
            labels.append(f"{phrase.exact(limit)} and more")
        else:
            ends = dict.fromkeys((limit, after))
            labels.append(" to ".join(phrase.exact(value) for value in ends))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": label,
            "marker": {"symbol": "square", "size": 11, "color": colour},
            "hoverinfo": "skip",
        }
        for label, colour in zip(labels, _colours(limits, shown), strict=True)
    ]
