"""How the dates of claims are drawn: bars, symbols, rings and titles, and the legend of these."""

from typing import Any

import pandas as pd

from conflict_atlas.views import canvas, palette, words
from conflict_atlas.views.timeline.broken_axis import AxisPart
from conflict_atlas.views.timeline.lanes import Row

_TEXT = 11
_BAR = 0.32  # height of a bar, in rows
_BELOW = 0.2  # rows from the middle of a row down to its marks
_ABOVE = 0.26  # and up to its title
_INK = palette.FAINT
_LETTERS = 54  # of a title


def draw_bars(rows: list[Row], part: AxisPart) -> dict[str, Any]:
    """Bars over the days a claim leaves open, both ends included."""
    starts = [max(r["date_start"], part.start) for r in rows]
    ends = [min(r["date_end"] + pd.Timedelta(days=1), part.end) for r in rows]
    hues = [palette.TYPE_COLOUR[r["claim_type"]] for r in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": [
            (end - start).total_seconds() * 1000 for start, end in zip(starts, ends, strict=True)
        ],
        "y": [r["row"] + _BELOW for r in rows],
        "width": _BAR,
        "marker": {
            "color": [palette.see_through(hue, 0.26) for hue in hues],
            "line": {"color": [palette.see_through(hue, 0.85) for hue in hues], "width": 1},
        },
        **_clickable(rows),
    }


def draw_marks(rows: list[Row], part: AxisPart) -> dict[str, Any]:
    """Symbols: full where the day is known from the article, small at the start of a span."""
    known = [r["date_start"] == r["date_end"] for r in rows]
    inset = _width(part, 0.008)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["date_start"] + (0 if k else 1) * inset for r, k in zip(rows, known, strict=True)],
        "y": [r["row"] + _BELOW for r in rows],
        "marker": {
            "color": [palette.TYPE_COLOUR[r["claim_type"]] for r in rows],
            "symbol": [palette.TYPE_SYMBOL[r["claim_type"]] for r in rows],
            "size": [10 if k else 7 for k in known],
            "opacity": 1,
        },
        "cliponaxis": False,
        **_clickable(rows),
    }


def draw_found(rows: list[Row]) -> dict[str, Any]:
    """Hollow rings at days that other sources give."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["found_date"] for r in rows],
        "y": [r["row"] + _BELOW for r in rows],
        "marker": {
            "color": [palette.TYPE_COLOUR[r["claim_type"]] for r in rows],
            "symbol": "circle-open",
            "size": 9,
            "line": {"width": 2},
            "opacity": 1,
        },
        "cliponaxis": False,
        **_clickable(rows),
    }


def draw_titles(rows: list[Row], start: pd.Timestamp) -> dict[str, Any]:
    """Titles above their marks, from the left edge on, whatever the width of the chart."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [start] * len(rows),
        "y": [r["row"] - _ABOVE for r in rows],
        "text": [canvas.escape(_shorten(r["title"])) for r in rows],
        "textposition": "middle right",
        "textfont": {"size": _TEXT},
        "showlegend": False,
        "cliponaxis": False,
        **_clickable(rows),
    }


def _shorten(title: str) -> str:
    return title if len(title) <= _LETTERS else f"{title[: _LETTERS - 1].rstrip()}…"


def _clickable(rows: list[Row]) -> dict[str, Any]:
    """Hover text and claim_id of each mark; a click leaves the other marks as they are."""
    return {
        "customdata": [[r["claim_id"]] for r in rows],
        "hovertext": [r["hover"] for r in rows],
        "hoverinfo": "text",
    }


def _width(part: AxisPart, share: float) -> pd.Timedelta:
    """Time that takes a share of the whole axis in this part of it."""
    return (part.end - part.start) * (share / (part.right - part.left))


def explain_dates() -> list[dict[str, Any]]:
    """Explain the three ways of drawing a date."""
    mark: dict[str, Any] = {"color": _INK, "size": 11}
    span = {"size": 13, "symbol": "square", "color": palette.see_through(_INK, 0.26)}
    ring = {"size": 9, "symbol": "circle-open", "line": {"width": 2}, "color": _INK}
    return [
        _key("Day given by the article", mark),
        _key("Some time within this span", span | {"line": {"width": 1, "color": _INK}}),
        _key("Day found in another source", ring),
    ]


def explain_types(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """Explain the colour and symbol of each type among the claims."""
    codes = [code for code in words.TYPE_LABEL if code in set(claims["claim_type"])]
    return [
        _key(
            words.TYPE_LABEL[code],
            {"color": palette.TYPE_COLOUR[code], "symbol": palette.TYPE_SYMBOL[code], "size": 10},
        )
        for code in codes
    ]


def _key(name: str, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "name": name,
        "marker": marker,
        "hoverinfo": "skip",
    }
