"""All figures on one thing, one below the other: the article's first, then everybody else's."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import comparison, judgement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import NUMBERS
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.figures import figure_range, figure_words
from conflict_atlas.views.figures.figure_range import Row
from conflict_atlas.views.picture import Origin, Picture, blank

NOTHING = "Nobody gives a figure for this, neither the article nor others."

_ROW = 46  # pixels for each figure
_LINE = 0.33  # share of a row for each additional line of a label
_BAND = 0.12


def intervals(package: Package, claim_id: str) -> Picture:
    """Draw every figure on a claim as a range with its best value; the article's comes first.

    Figures that are not comparable are grey, hollow and last, unless the article gives none to
    compare with; those in another unit are in the table only. Raises KeyError for an unknown claim.
    """
    table = comparison.competing(package, claim_id)
    claim = package.claims.loc[[claim_id]].to_dict("records")[0]
    title = f"Figures on: {claim['title']}"
    drawn = _drawn(table, claim["unit"])
    if drawn.empty:
        return blank(title, NOTHING)
    rows = drawn.to_dict("records")
    if not rows[0]["is_article"]:
        rows = [row | {"comparable": True} for row in rows]
    figure = lay_out(rows, claim, str(rows[0]["unit"]))
    alt = f"{comparison.compare(package, claim_id).sentence} {figure_words.tell(rows)}"
    others = table.loc[~table["is_article"], "source_id"]
    drawn_from = Origin((claim_id,), tuple(others.unique()))
    return Picture(figure, alt, figure_words.tabulate(table), title, drawn_from)


def lay_out(rows: list[Row], claim: Row, unit: str) -> go.Figure:
    """Draw figures below each other on an axis in ``unit``, and shade the range the claim allows.

    Rows have the form of ``comparison.competing``, with at least one number.
    """
    axis = figure_range.choose_axis(rows)
    bottom = 0.0
    for row in rows:
        row |= {
            "label_text": figure_words.label(row),
            "colour": _colour(row),
            "hover": figure_words.hover(row),
        }
        bottom += 1 + _LINE * row["label_text"].count("<br>")
        row |= {"y": bottom}
        row["from"], row["to"] = figure_range.ends(row, axis)
    shaded = bool(rows[0]["is_article"])
    return canvas.draw(
        [*_lines(rows), _heads(rows), _dots(rows)],
        height=88 + round(_ROW * bottom),
        margin={"l": 8, "r": 16, "t": 8, "b": 8, "pad": 4},
        showlegend=False,
        annotations=[_label(row) for row in rows],
        shapes=_band(claim, axis),
        xaxis=canvas.axis(**_scale(axis, unit), title=figure_words.title_axis(unit, shaded=shaded)),
        yaxis=canvas.axis(range=[bottom + 0.5, 0.25], visible=False),
    )


def _drawn(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Rows in the unit of the axis: the claim's, or that of the first figure if it has none."""
    numbered = table[table[list(NUMBERS)].notna().any(axis=1)]
    if numbered.empty:
        return numbered
    unit = unit or str(numbered["unit"].iloc[0])
    shown = numbered[numbered["unit"] == unit]
    return shown.sort_values(["is_article", "comparable"], ascending=False, kind="stable")


def _scale(axis: figure_range.Axis, unit: str) -> dict[str, Any]:
    settings = {"nticks": 6, "rangemode": "normal", "range": [axis.low, axis.high]}
    return canvas.count_axis(unit, axis.high) | settings


def _colour(row: Row) -> str:
    if row["is_article"]:
        return palette.ARTICLE
    return palette.OTHERS if row["comparable"] else palette.FAINT


def _lines(rows: list[Row]) -> list[dict[str, Any]]:
    """Ranges as lines, one trace for each colour; figures that are not comparable are dashed."""
    lines = []
    for colour in (palette.ARTICLE, palette.OTHERS, palette.FAINT):
        some = [row for row in rows if row["colour"] == colour and row["from"] < row["to"]]
        lines.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [x for row in some for x in (row["from"], row["to"], None)],
                "y": [y for row in some for y in (row["y"], row["y"], None)],
                "line": {
                    "color": colour,
                    "width": 5,
                    "dash": "dot" if colour == palette.FAINT else "solid",
                },
                "hoverinfo": "skip",
            }
        )
    return lines


def _heads(rows: list[Row]) -> dict[str, Any]:
    """Arrow heads at the open ends of figures."""
    up = [row for row in rows if row["bound"] == "at_least"]
    down = [
        row
        for row in rows
        if row["bound"] == "at_most" and row["from"] < min(figure_range.numbers(row))
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["to"] for row in up] + [row["from"] for row in down],
        "y": [row["y"] for row in up + down],
        "marker": {
            "symbol": ["triangle-right"] * len(up) + ["triangle-left"] * len(down),
            "color": [row["colour"] for row in up + down],
            "size": 11,
            "opacity": 1,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _dots(rows: list[Row]) -> dict[str, Any]:
    """Dots at best values, else at the given ends: filled if comparable, else hollow."""
    dots = [
        (number, row)
        for row in rows
        for number in (
            [row["best"]] if not phrase.is_missing(row["best"]) else figure_range.numbers(row)
        )
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [number for number, _ in dots],
        "y": [row["y"] for _, row in dots],
        "marker": {
            "color": [row["colour"] for _, row in dots],
            "symbol": [_symbol(row) for _, row in dots],
            "size": [14 if row["is_article"] else 11 for _, row in dots],
            "line": {"width": 2, "color": [row["colour"] for _, row in dots]},
            "opacity": 1,
        },
        "cliponaxis": False,
        "customdata": [[row["figure_id"]] for _, row in dots],
        "hovertext": [row["hover"] for _, row in dots],
        "hoverinfo": "text",
    }


def _symbol(row: Row) -> str:
    if row["is_article"]:
        return palette.ARTICLE_SYMBOL
    whole = "circle" if not phrase.is_missing(row["best"]) else "line-ns"
    return whole if row["comparable"] else f"{whole}-open"


def _label(row: Row) -> dict[str, Any]:
    """Label above the line of a figure, so that it takes no width on a narrow screen."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": row["y"] - 0.25,
        "yanchor": "bottom",
        "text": row["label_text"],
        "align": "left",
        "showarrow": False,
        "font": {"size": canvas.SMALL_SIZE},
    }


def _band(claim: Row, axis: figure_range.Axis) -> list[dict[str, Any]]:
    """Shade the range that the article's words allow, through all rows."""
    if phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"]):
        return []
    low, high = judgement.to_range(claim["low"], claim["high"], claim["bound"])
    ends = max(low, axis.low), min(high, axis.high)
    fill = palette.see_through(palette.ARTICLE, _BAND)
    line = {"color": palette.see_through(palette.ARTICLE, 0.6), "width": 1, "dash": "dot"}
    band = {"type": "rect", "x0": ends[0], "x1": ends[1], "yref": "paper", "y0": 0, "y1": 1}
    return [band | {"fillcolor": fill, "line": line, "layer": "below"}]
