"""The article's own figures on a chart over time: a mark, its bound as an arrow, a short label."""

import math
from typing import Any

import pandas as pd

from conflict_atlas.claims import derivation, judgement, phrase
from conflict_atlas.claims.package import has_figure
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.series import series_lines

NAME = "What the article says"
WORKED_OUT = "Worked out here"
FROM_THE_ARTICLE = f"{WORKED_OUT} from the article"
_LABEL_WIDTH = 38  # characters of a line
_LINE = 15  # pixels of a line
_FIGURE_SIZE = 16  # pixels of the figure in a label
_LEFT, _RIGHT = 0.36, 0.8  # shares of the width beyond which labels extend inwards only


def draw_claims(claims: pd.DataFrame, *, spans: bool = True) -> list[dict[str, Any]]:
    """Marks of the figures of claims, at the end of their spans; none without a figure.

    A horizontal line is the span a claim may refer to, drawn if ``spans`` is set; a vertical line
    is the range its words give. A column ``yaxis`` names the axis of a claim.
    """
    rows = figured(claims).to_dict("records")
    traces: list[dict[str, Any]] = []
    for axis in sorted({_axis(row) for row in rows}):
        some = [row for row in rows if _axis(row) == axis]
        traces += [_spans(some) | {"yaxis": axis}] if spans else []
        marks = _marks(some) | {"yaxis": axis, "showlegend": axis == _axis(rows[0])}
        traces += [marks, _target(marks)]
    return traces


def _axis(row: dict[Any, Any]) -> str:
    return str(row.get("yaxis", "y"))


def _marks(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    ranges = [_range(r) for r in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": FROM_THE_ARTICLE if _is_computed(rows[0]) else NAME,
        "x": [r["date_end"] for r in rows],
        "y": [_value(r) for r in rows],
        "marker": {"color": palette.ARTICLE, "symbol": palette.ARTICLE_SYMBOL, "size": 12},
        "unselected": {"marker": {"opacity": 1}},
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
    }


def _target(marks: dict[str, Any]) -> dict[str, Any]:
    """Invisible points in the middle of marks: of overlapping marks, plotly takes the smallest."""
    kept = ("type", "mode", "x", "y", "yaxis", "customdata", "hovertext", "hoverinfo")
    return {name: marks[name] for name in kept} | {
        "marker": {"size": 1, "opacity": 0, "color": palette.ARTICLE},
        "showlegend": False,
    }


def label_claims(claims: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Layout that labels claims above a chart over time from ``first`` to ``last``.

    Each label has its own rows in the top margin and a dotted line down through its mark, so that
    none covers a line of the chart. An arrow points to the open side of a bound.
    """
    rows = claims.sort_values(["date_end", "date_start"], kind="stable").to_dict("records")
    notes, lines, top = [], [], 4
    for row in reversed(rows):
        text = label(row)
        share = (row["date_end"] - first) / max(last - first, pd.Timedelta(days=1))
        notes.append(_note(row["date_end"], text, share, top))
        notes += _arrow(row)
        lines.append(_leader(row["date_end"]))
        top += _LINE * (1 + text.count("<br>")) + 10
    margin = {"l": 8, "r": 12, "t": top + 8, "b": 8, "pad": 4}
    return {"annotations": notes, "shapes": lines, "margin": margin}


def _note(day: pd.Timestamp, text: str, share: float, height: int) -> dict[str, Any]:
    """Text above the plot, placed so that it stays inside the picture on a narrow screen."""
    side = "right" if share > _RIGHT else "left" if share < _LEFT else "center"
    return {
        "x": day,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": height,
        "text": text,
        "showarrow": False,
        "xanchor": side,
        "align": side,
        "font": {"size": canvas.SMALL_SIZE},
    }


def _arrow(row: dict[Any, Any]) -> list[dict[str, Any]]:
    """Short arrow from a mark to where a bound leaves its figure open."""
    up = {"at_least": -26, "at_most": 26}.get(row["bound"])
    if up is None or phrase.is_missing(_value(row)):
        return []
    arrow = {"showarrow": True, "arrowside": "start", "startarrowhead": 2, "arrowwidth": 2.5}
    place = {"x": row["date_end"], "y": _value(row), "ax": 0, "ay": up, "text": ""}
    place["yref"] = _axis(row)
    return [arrow | place | {"arrowcolor": palette.ARTICLE}]


def _leader(day: pd.Timestamp) -> dict[str, Any]:
    line = {"color": palette.see_through(palette.ARTICLE, 0.7), "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def figured(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims that give a figure, in order of date."""
    kept = claims[has_figure(claims)]
    return kept.sort_values(["date_end", "date_start"], kind="stable")


def label(row: dict[Any, Any]) -> str:
    """Label of a claim in a few lines: its figure first, then its title and its place."""
    noun = "" if phrase.is_money(row["unit"]) else row["unit"].partition(" ")[0]
    unit = row["unit"] if noun in ("", "percent") else ""  # the title says what is counted
    said = phrase.figure(row["low"], row["high"], row["bound"], unit)
    where = row.get("lead") or f"article, paragraph {row['paragraph']}"
    if _is_computed(row):
        where, said = f"{WORKED_OUT} from {row['computed_from']}", f"about {said}"
    lines = [row["title"], where] if said else [f"{where}: no figure"]
    size, first = (_FIGURE_SIZE, said) if said else (canvas.TEXT_SIZE, row["title"])
    head = canvas.wrap(_capital(first), _LABEL_WIDTH)
    head = f'<b><span style="color:{palette.ARTICLE};font-size:{size}px">{head}</span></b>'
    return "<br>".join([head, *(canvas.wrap(_capital(line), _LABEL_WIDTH) for line in lines)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def tabulate(claims: pd.DataFrame) -> pd.DataFrame:
    """Table of the claims, with or without a figure, in the columns of a table of series."""
    rows = [
        (
            _speaker(r),
            r["title"],
            phrase.span(r["date_start"], r["date_end"], r["time_precision"]),
            phrase.figure(r["low"], r["high"], r["bound"], r["unit"], digits=True) or "no figure",
            f"From {r['computed_from']}" if _is_computed(r) else r["caveat"],
        )
        for r in claims.sort_values("date_end", kind="stable").to_dict("records")
    ]
    return pd.DataFrame(rows, columns=series_lines.COLUMNS)


def tell(claims: pd.DataFrame) -> str:
    """Describe the article's figures in a sentence, and those computed from them; "" without."""
    computed = [
        f"{WORKED_OUT} from {r['computed_from']}: about "
        f"{phrase.figure(r['low'], r['high'], r['bound'], r['unit'])}."
        for r in figured(claims).to_dict("records")
        if _is_computed(r)
    ]
    if computed:
        return " ".join(computed)
    phrases = [
        f"{phrase.figure(r['low'], r['high'], r['bound'], r['unit'])} "
        f"(paragraph {r['paragraph']}, {phrase.span(r['date_start'], r['date_end'])})"
        for r in figured(claims).to_dict("records")
    ]
    return f"The article says: {'; '.join(phrases)}." if phrases else ""


def _spans(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    """Lines over the days that the claims may refer to."""
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
    """Height of the mark: the stated number."""
    return derivation.central(row["low"], row["high"], row["bound"])


def _range(row: dict[Any, Any]) -> tuple[float, float]:
    """The stated range, without open ends."""
    low, high = judgement.to_range(row["low"], row["high"], row["bound"])
    value = _value(row)
    return (value if math.isinf(low) else low), (value if math.isinf(high) else high)


def _hover(row: dict[Any, Any]) -> str:
    return canvas.hover(
        row["title"],
        _speaker(row)
        if _is_computed(row)
        else f"The article, paragraph {row['paragraph']}. Said by: {row['attributed_to']}",
        phrase.figure(row["low"], row["high"], row["bound"], row["unit"]),
        phrase.span(row["date_start"], row["date_end"], row["time_precision"]),
        f"From {row['computed_from']}" if _is_computed(row) else row["caveat"],
    )


def _is_computed(row: dict[Any, Any]) -> bool:
    """Whether a figure was computed from a claim's own: it is not attributed to the article."""
    return bool(row.get("computed_from"))


def _speaker(row: dict[Any, Any]) -> str:
    if _is_computed(row):
        return WORKED_OUT
    return f"The article, paragraph {row['paragraph']} ({row['attributed_to']})"
