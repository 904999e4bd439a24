"""Months of recorded events as small multiples: for each kind a row of its events and people."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import phrase
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.events.event_month_row import MEASURES, MonthRow, draw_row, scaled
from conflict_atlas.views.events.event_months_words import Months, tabulate, tell
from conflict_atlas.views.events.event_symbols import ceiling
from conflict_atlas.views.picture import Picture, blank

_NUMBERED = 3  # axis labels that fit in a row
_LONGEST = 30  # letters of a name next to its numbers; the table has it in full
_HEAD, _LABEL, _PLOT, _FOOT = 30, 34, 62, 34  # pixels


def months(rows: tuple[tuple[str, str, pd.DataFrame], ...], around: Months) -> Picture:
    """Draw rows of name, colour and months (month, events, figured, low, best, high).

    Points carry their month as customdata, ``2016-03``.
    """
    filled = [(name, colour, table) for name, colour, table in rows if len(table)]
    if not filled:
        return blank(around.title, "No recorded event matches these filters.")
    every = pd.concat([table["month"] for _, _, table in filled])
    axis = pd.date_range(every.min(), every.max(), freq="MS")
    drawn = [MonthRow(name, colour, complete(table, axis)) for name, colour, table in filled]
    return Picture(_draw(drawn, around), tell(drawn, around), tabulate(drawn, around), around.title)


def complete(table: pd.DataFrame, axis: pd.DatetimeIndex) -> pd.DataFrame:
    """Give every month a row: one without events has zero events and zero people.

    A month with events but without any figure keeps its figures missing.
    """
    full = table.set_index(pd.DatetimeIndex(table["month"]))[MEASURES].astype("float64")
    absent = axis.difference(pd.DatetimeIndex(full.index))
    empty = pd.DataFrame(0.0, index=absent, columns=MEASURES)
    return pd.concat([full, empty]).sort_index() if len(empty) else full.sort_index()


def _draw(rows: list[MonthRow], around: Months) -> go.Figure:
    height = _HEAD + len(rows) * (_LABEL + _PLOT) + _FOOT
    columns = [(0.0, 0.465), (0.535, 1.0)] if around.unit else [(0.0, 1.0)]
    traces: list[Any] = []
    layout: dict[str, Any] = {}
    tops = _tops(rows, around)
    inner = height - _HEAD - _FOOT
    for number, row in enumerate(rows):
        upper = 1 - (number * (_LABEL + _PLOT) + _LABEL) / inner
        span = [max(upper - _PLOT / inner, 0), upper]
        for column, domain in enumerate(columns):
            n = number * len(columns) + column + 1
            layout |= _axes(n, domain, span, ticks(tops[column][number], column))
            layout[f"xaxis{n if n > 1 else ''}"]["showticklabels"] = row is rows[-1]
            traces += draw_row(row, column, f"{n if n > 1 else ''}", around.unit, around.source)
    figure = canvas.draw(
        traces,
        height=height,
        margin={"l": 6, "r": 10, "t": _HEAD, "b": _FOOT, "pad": 0},
        showlegend=False,
        bargap=0.08,
        hovermode="x",
        hoverdistance=60,
        annotations=[*_labels(rows, inner, around), *_heads(columns, around.unit)],
        shapes=_set_off(len(rows) * len(columns), around.month),
        **layout,
    )
    return figure.update_layout(clickmode="event+select")


def ticks(top: float, column: int) -> dict[str, Any]:
    """Axis of a column up to its top; people go by powers of ten (see event_month_row)."""
    values = [0.0, top]
    if column:
        powers = math.ceil(math.log10(max(top, 10)))
        values = [0.0, *(10.0**n for n in range(1, powers + 1))]
    said = ["0", *(phrase.number(value) for value in values[1:])]
    return {
        "range": [0, scaled(values[-1], column) * 1.04],
        "tickvals": [scaled(value, column) for value in values],
        # Between the lowest and the highest only every other power has room for its label.
        "ticktext": [t if n % 2 == 0 or len(said) <= _NUMBERED else "" for n, t in enumerate(said)],
    }


def _axes(
    n: int, domain: tuple[float, float], span: list[float], scale: dict[str, Any]
) -> dict[str, Any]:
    end = f"{n if n > 1 else ''}"
    across = canvas.axis(domain=list(domain), anchor=f"y{end}", type="date", showgrid=False)
    across |= {"nticks": 5, "tickangle": 0}
    if n > 1:
        across["matches"] = "x"
    up = canvas.axis(domain=span, anchor=f"x{end}") | scale
    return {f"xaxis{end}": across, f"yaxis{end}": up}


def _tops(rows: list[MonthRow], around: Months) -> list[list[float]]:
    """Tops of the scales, row by row: the same for all, so that rows compare, or each its own."""
    found = []
    for names in (["events"], ["high", "best"]):
        highest = [float(row.months[names].max().max()) for row in rows]
        known = [0.0 if phrase.is_missing(value) else value for value in highest]
        found.append([ceiling(value if around.row_scale else max(known)) for value in known])
    return found


def _labels(rows: list[MonthRow], inner: float, around: Months) -> list[dict[str, Any]]:
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1 - (number * (_LABEL + _PLOT) + _LABEL - 3) / inner,
            "yref": "paper",
            "yanchor": "bottom",
            "text": f"<b>{canvas.escape(_short(row.name))}</b>  {_total(row, around)}",
            "showarrow": False,
            "align": "left",
            "font": {"size": canvas.SMALL_SIZE},
        }
        for number, row in enumerate(rows)
    ]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _total(row: MonthRow, around: Months) -> str:
    """Write the numbers of a row: of the selected month, else of all months."""
    chosen = row.at(around.month)
    sums = row.total if chosen is None else chosen
    said = phrase.counted(sums["events"], "event")
    best = phrase.number(sums["best"]) if around.unit else ""
    return f"{said}, {best} {around.unit}" if best else said


def _heads(columns: list[tuple[float, float]], unit: str) -> list[dict[str, Any]]:
    words = ["Events a month", f"People {unit}, log scale"]
    return [
        {
            "x": domain[0],
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 6,
            "text": text,
            "showarrow": False,
            "font": {"size": canvas.SMALL_SIZE},
            "opacity": 0.85,
        }
        for domain, text in zip(columns, words, strict=False)
    ]


def _set_off(axes: int, month: str) -> list[dict[str, Any]]:
    if not month:
        return []
    start = pd.Timestamp(month)
    band = {
        "type": "rect",
        "x0": f"{start:%Y-%m-%d}",
        "x1": f"{start + pd.DateOffset(months=1):%Y-%m-%d}",
        "y0": 0,
        "y1": 1,
        "fillcolor": palette.see_through(palette.ARTICLE, 0.3),
        "line": {"color": palette.ARTICLE, "width": 1},
        "layer": "below",
    }
    ends = ["" if n == 1 else str(n) for n in range(1, axes + 1)]
    return [band | {"xref": f"x{end}", "yref": f"y{end} domain"} for end in ends]
