"""All figures on one thing beside each other: the article's first, then everybody else's."""

import math
from typing import Any

import pandas as pd

from conflict_atlas.claims import comparison, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.picture import Picture, blank

NOTHING = "Nobody gives a figure for this, neither the article nor others."

_ROW = 46  # pixels a figure
_WIDE = 50  # from this ratio of the largest to the smallest number on, the axis is logarithmic
_OPEN = 0.08  # length of an open end, as a share of the axis
_LINE = 0.33  # of a row for each further line of a label
_WIDTH = 52  # characters a line
_BAND = 0.12


def intervals(package: Package, claim_id: str) -> Picture:
    """Draw every figure on a claim as a range with its best value; the article's comes first.

    Figures that are not comparable are grey and hollow and stand last; those in another unit are
    in the table only. Raises KeyError for an unknown claim.
    """
    table = comparison.competing(package, claim_id)
    claim = package.claims.loc[[claim_id]].to_dict("records")[0]
    title = f"Figures on: {claim['title']}"
    drawn = _drawn(table, claim["unit"])
    if drawn.empty:
        return blank(title, NOTHING)
    rows = drawn.to_dict("records")
    axis = _axis(rows)
    bottom = 0.0
    for row in rows:
        row |= {"label_text": _label_text(row), "colour": _colour(row), "hover": _hover(row)}
        bottom += 1 + _LINE * row["label_text"].count("<br>")
        row |= {"y": bottom}
        row["from"], row["to"] = _ends(row, axis)
    figure = canvas.draw(
        [*_lines(rows), _heads(rows), _dots(rows)],
        height=88 + round(_ROW * bottom),
        margin={"l": 8, "r": 16, "t": 8, "b": 8, "pad": 4},
        showlegend=False,
        dragmode=False,
        annotations=[_label(row) for row in rows],
        shapes=_band(claim, axis),
        xaxis=canvas.axis(**_scale(axis, rows[0]["unit"]), title=_axis_title(rows)),
        yaxis=canvas.axis(range=[bottom + 0.5, 0.25], visible=False, fixedrange=True),
    )
    alt = f"{comparison.compare(package, claim_id).sentence} {_tell(rows)}"
    return Picture(figure, alt, _tabulate(table), title)


def _drawn(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Rows that have a number on the axis: the claim's unit, or where it has none the first."""
    numbered = table[table[["low", "best", "high"]].notna().any(axis=1)]
    if numbered.empty:
        return numbered
    unit = unit or str(numbered["unit"].iloc[0])
    shown = numbered[numbered["unit"] == unit]
    return shown.sort_values(["is_article", "comparable"], ascending=False, kind="stable")


def _numbers(row: dict[Any, Any]) -> list[float]:
    return [row[name] for name in ("low", "best", "high") if not phrase.is_missing(row[name])]


def _axis(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    """Extent of the axis, and whether it is logarithmic."""
    numbers = [number for row in rows for number in _numbers(row)]
    low, high = min(numbers), max(numbers)
    log = low > 0 and high / low > _WIDE
    if log:
        return {"log": True, "low": low / 1.6, "high": high * 2.5}
    start = 0.0 if low < high * 0.7 else low - (high - low or high) * 0.6
    return {"log": False, "low": start, "high": high + (high - start) * 0.12}


def _scale(axis: dict[str, Any], unit: str) -> dict[str, Any]:
    settings = canvas.amount_axis(unit) | {"nticks": 6, "fixedrange": True, "rangemode": "normal"}
    first, last = axis["low"], axis["high"]
    if axis["log"]:
        return settings | {
            "type": "log",
            "range": [math.log10(first), math.log10(last)],
            "dtick": 1,
        }
    return settings | {"range": [first, last]}


def _ends(row: dict[Any, Any], axis: dict[str, Any]) -> tuple[float, float]:
    """Where the line of a figure begins and ends, open ends included."""
    numbers = _numbers(row)
    low, high = min(numbers), max(numbers)
    if row["is_article"] and row["bound"] == "about":
        return comparison.read(row["low"], row["high"], "about")
    if axis["log"]:
        reach = (axis["high"] / axis["low"]) ** _OPEN
        longer, shorter = high * reach, low / reach
    else:
        reach = (axis["high"] - axis["low"]) * _OPEN
        longer, shorter = high + reach, low - reach
    opened = {"at_least": (low, longer), "at_most": (shorter if low == high else low, high)}
    return opened.get(row["bound"], (low, high))


def _colour(row: dict[Any, Any]) -> str:
    if row["is_article"]:
        return palette.ARTICLE
    return palette.OTHERS if row["comparable"] else palette.FAINT


def _lines(rows: list[dict[Any, Any]]) -> list[dict[str, Any]]:
    """Ranges as lines, one trace a colour; figures that are not comparable are dashed."""
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


def _heads(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    """Arrow heads at the ends that a figure leaves open."""
    up = [row for row in rows if row["bound"] == "at_least"]
    down = [row for row in rows if row["bound"] == "at_most" and row["from"] < min(_numbers(row))]
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
        "hoverinfo": "skip",
    }


def _dots(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    """Best figures, else the ends that are given: full where comparable, else hollow."""
    dots = [
        (number, row)
        for row in rows
        for number in ([row["best"]] if not phrase.is_missing(row["best"]) else _numbers(row))
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
        "customdata": [[row["figure_id"]] for _, row in dots],
        "hovertext": [row["hover"] for _, row in dots],
        "hoverinfo": "text",
    }


def _symbol(row: dict[Any, Any]) -> str:
    if row["is_article"]:
        return palette.ARTICLE_SYMBOL
    whole = "circle" if not phrase.is_missing(row["best"]) else "line-ns"
    return whole if row["comparable"] else f"{whole}-open"


def _label_text(row: dict[Any, Any]) -> str:
    """Who says how much, in lines that fit a phone; the article in bold."""
    date = phrase.dated(row["date"], row["date_precision"])
    who = row["label"] if row["is_article"] else phrase.brief(row["speaker"])
    head = who if row["is_article"] or not date else f"{who}, {date}"
    said = _said(row | {"unit": _sign(row["unit"])}, digits=False)
    mark = "" if row["comparable"] else " (not comparable)"
    text = canvas.wrap(f"{head}: {said}{mark}", _WIDTH)
    return f"<b>{text}</b>" if row["is_article"] else text


def _sign(unit: str) -> str:
    """Keep of a unit only what has a sign; the axis names the rest."""
    return unit if phrase.is_money(unit) else unit.partition(" ")[0] * unit.startswith("percent")


def _axis_title(rows: list[dict[Any, Any]]) -> dict[str, Any]:
    unit = rows[0]["unit"]
    shaded = "shaded: what the article’s words allow" if rows[0]["is_article"] else ""
    text = canvas.wrap("; ".join(filter(None, [unit, shaded])), _WIDTH + 8)
    return {"text": text, "standoff": 8, "font": {"size": canvas.SMALL_SIZE}}


def _label(row: dict[Any, Any]) -> dict[str, Any]:
    """Label above the line of a figure, so that a narrow screen keeps its width."""
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


def _band(claim: dict[Any, Any], axis: dict[str, Any]) -> list[dict[str, Any]]:
    """Shade what the article's words allow, down through all the others."""
    if phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"]):
        return []
    low, high = comparison.read(claim["low"], claim["high"], claim["bound"])
    ends = max(low, axis["low"]), min(high, axis["high"])
    fill = palette.see_through(palette.ARTICLE, _BAND)
    line = {"color": palette.see_through(palette.ARTICLE, 0.6), "width": 1, "dash": "dot"}
    band = {"type": "rect", "x0": ends[0], "x1": ends[1], "yref": "paper", "y0": 0, "y1": 1}
    return [band | {"fillcolor": fill, "line": line, "layer": "below"}]


def _said(row: dict[Any, Any], *, digits: bool) -> str:
    if row["is_article"]:
        return phrase.figure(row["low"], row["high"], row["bound"], row["unit"], digits=digits)
    return phrase.stated(row["low"], row["best"], row["high"], row["unit"], digits=digits)


def _hover(row: dict[Any, Any]) -> str:
    comparable = "" if row["comparable"] else "Not comparable with the article’s figure."
    speaker = f"Said by: {row['speaker']}"
    return canvas.hover(row["label"], _said(row, digits=True), speaker, comparable, row["note"])


def _tell(rows: list[dict[Any, Any]]) -> str:
    """Say how many figures are drawn and who gives the lowest and the highest number."""
    least = min(rows, key=lambda row: min(_numbers(row)))
    most = max(rows, key=lambda row: max(_numbers(row)))
    unit = rows[0]["unit"]
    ends = [
        f"{which} {phrase.spread(value, value, unit)} ({row['label']})"
        for which, value, row in (
            ("lowest", min(_numbers(least)), least),
            ("highest", max(_numbers(most)), most),
        )
    ]
    count = "1 figure is" if len(rows) == 1 else f"{len(rows)} figures are"
    return f"{count} drawn, in {unit}: {', '.join(ends)}."


def _tabulate(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.to_dict("records")
    return pd.DataFrame(
        {
            "Who says it": [row["label"] for row in rows],
            "Figure": [_said(row, digits=True) or "no figure" for row in rows],
            "Comparable": ["yes" if row["comparable"] else "no" for row in rows],
            "Note": [row["note"] for row in rows],
            "Address": [row["url"] for row in rows],
        }
    )
