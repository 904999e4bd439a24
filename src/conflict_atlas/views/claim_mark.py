"""The article's own figures on a chart over time: a mark, its bound as an arrow, a short label."""

import math
from typing import Any

import pandas as pd

from conflict_atlas.claims import comparison, derivation, phrase
from conflict_atlas.views import canvas, palette, series_line

NAME = "What the article says"
_LABEL_WIDTH = 26  # characters a line
_STEP = 44  # pixels between labels of neighbouring claims
_FIRST = 34


def draw_claims(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """Trace of the figures of claims, at the end of their spans; none without a figure.

    A bar over time is the span the claim can refer to, a bar upright the range its words give.
    """
    rows = figured(claims).to_dict("records")
    if not rows:
        return []
    ranges = [_range(r) for r in rows]
    return [
        _spans(rows),
        {
            "type": "scatter",
            "mode": "markers",
            "name": NAME,
            "x": [r["date_end"] for r in rows],
            "y": [_value(r) for r in rows],
            "marker": {"color": palette.ARTICLE, "symbol": palette.ARTICLE_SYMBOL, "size": 12},
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": [high - _value(r) for r, (_, high) in zip(rows, ranges, strict=True)],
                "arrayminus": [_value(r) - low for r, (low, _) in zip(rows, ranges, strict=True)],
                "color": palette.ARTICLE,
                "thickness": 2,
            },
            "customdata": [[r["claim_id"]] for r in rows],
            "hovertext": [_hover(r) for r in rows],
            "hoverinfo": "text",
        },
    ]


def label_claims(
    claims: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, side: int = 0
) -> list[dict[str, Any]]:
    """Labels of the figures on a time axis from ``first`` to ``last``, one above the other.

    An arrow points the way a bound leaves open. ``side`` 1 puts labels above, -1 below the
    marks, 0 where the bound points.
    """
    rows = figured(claims).to_dict("records")
    notes = []
    for n, row in enumerate(rows):
        up = side or (-1 if row["bound"] == "at_most" else 1)
        share = (row["date_end"] - first) / (last - first)
        notes.append(
            {
                "x": row["date_end"],
                "y": _value(row),
                "text": label(row),
                "showarrow": True,
                "arrowcolor": palette.ARTICLE,
                "arrowwidth": 2,
                "arrowhead": 0,
                "startarrowhead": 2 if row["bound"] in ("at_least", "at_most") else 0,
                "arrowside": "start" if row["bound"] in ("at_least", "at_most") else "none",
                "ax": 0,
                "ay": -up * (_FIRST + _STEP * (n % 3)),
                "xanchor": "right" if share > 0.66 else "left" if share < 0.33 else "center",
                "align": "right" if share > 0.66 else "left" if share < 0.33 else "center",
                "font": {"size": canvas.SMALL_SIZE},
            }
        )
    return notes


def figured(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims that give a figure, in order of date."""
    kept = claims[claims["low"].notna() | claims["high"].notna()]
    return kept.sort_values(["date_end", "date_start"], kind="stable")


def label(row: dict[Any, Any], *, title: bool = False) -> str:
    """Label of a claim's figure in a few lines: where it stands and what it says."""
    said = phrase.figure(row["low"], row["high"], row["bound"], row["unit"])
    head = canvas.wrap(row["title"], _LABEL_WIDTH) if title else ""
    lines = [head, f"article, paragraph {row['paragraph']}:", canvas.wrap(said, _LABEL_WIDTH)]
    return "<br>".join(filter(None, lines))


def tabulate(claims: pd.DataFrame) -> pd.DataFrame:
    """Table of the claims, with or without a figure, in the columns of a table of series."""
    rows = [
        (
            f"The article, paragraph {r['paragraph']} ({r['attributed_to']})",
            r["title"],
            phrase.span(r["date_start"], r["date_end"], r["time_precision"]),
            phrase.figure(r["low"], r["high"], r["bound"], r["unit"], digits=True) or "no figure",
            r["caveat"],
        )
        for r in claims.sort_values("date_end", kind="stable").to_dict("records")
    ]
    return pd.DataFrame(rows, columns=series_line.COLUMNS)


def tell(claims: pd.DataFrame) -> str:
    """Tell the article's figures in a sentence; "" without one."""
    told = [
        f"{phrase.figure(r['low'], r['high'], r['bound'], r['unit'])} "
        f"(paragraph {r['paragraph']}, {phrase.span(r['date_start'], r['date_end'])})"
        for r in figured(claims).to_dict("records")
    ]
    return f"The article says: {'; '.join(told)}." if told else ""


def _spans(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    """Lines over the days that the claims can refer to."""
    xs: list[pd.Timestamp | None] = []
    ys: list[float | None] = []
    for row in rows:
        xs += [row["date_start"], row["date_end"], None]
        ys += [_value(row), _value(row), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": palette.ARTICLE, "width": 4},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _value(row: dict[Any, Any]) -> float:
    """Height of the mark: the number the words state."""
    return derivation.central(row["low"], row["high"], row["bound"])


def _range(row: dict[Any, Any]) -> tuple[float, float]:
    """Range the words give, without what they leave open."""
    low, high = comparison.read(row["low"], row["high"], row["bound"])
    value = _value(row)
    return (value if math.isinf(low) else low), (value if math.isinf(high) else high)


def _hover(row: dict[Any, Any]) -> str:
    return canvas.hover(
        row["title"],
        f"The article, paragraph {row['paragraph']}. Said by: {row['attributed_to']}",
        phrase.figure(row["low"], row["high"], row["bound"], row["unit"]),
        phrase.span(row["date_start"], row["date_end"], row["time_precision"]),
        row["caveat"],
    )
