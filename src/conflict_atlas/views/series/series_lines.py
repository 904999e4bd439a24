"""Series of independent figures over time, as lines, in tables and in words.

No filter changes a series, so its words are made once.
"""

from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import figures_of
from conflict_atlas.memoization import memoized
from conflict_atlas.views import canvas, palette, words

_MARKED = 30  # number of figures up to which each has a symbol
COLUMNS = ["Who says it", "What", "Date", "Figure", "Note"]


def draw_line(
    package: Package, series_id: str, stroke: palette.LineStyle, **style: object
) -> dict[str, Any]:
    """Draw one series with its ranges as error bars; ``style`` overrides parts of the trace.

    A gap in the figures is bridged by the line, never filled with a figure.
    """
    rows = figures_of(package, series_id)
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers" if len(rows) <= _MARKED else "lines",
        "name": canvas.wrap(package.series["title"][series_id], 44),
        "x": rows["date"].tolist(),
        "y": rows["value"].tolist(),
        "line": {"color": stroke.colour, "dash": stroke.dash, "width": 2},
        "marker": {"color": stroke.colour, "symbol": stroke.symbol, "size": 6},
        "hovertext": _hovers(package, series_id),
        "hoverinfo": "text",
    }
    if rows["low"].notna().any() and rows["high"].notna().any():
        trace["error_y"] = _ranges(rows, stroke)
    return trace | style


def tabulate(package: Package, series_ids: list[str]) -> pd.DataFrame:
    """Table of the figures of some series: who says it, what, when, how much and a note."""
    rows = [row for series_id in series_ids for row in _rows(package, series_id)]
    return pd.DataFrame(rows, columns=COLUMNS)


@memoized(256)
def _rows(package: Package, series_id: str) -> list[tuple[str, ...]]:
    series = package.series.loc[[series_id]].to_dict("records")[0]
    publishers = package.sources["publisher"]
    return [
        (
            publishers[step["source_id"]],
            series["title"],
            phrase.dated(step["date"], step["date_precision"]),
            _say(step, series["unit"]),
            step["note"],
        )
        for step in figures_of(package, series_id).to_dict("records")
    ]


def documents(package: Package, series_ids: list[str]) -> tuple[str, ...]:
    """Identifiers of the sources of some series, once each."""
    found = [one for series_id in series_ids for one in figures_of(package, series_id)["source_id"]]
    return tuple(dict.fromkeys(found))


def tell(package: Package, series_ids: list[str]) -> str:
    """Describe each series in a sentence: first, last and highest figure with their dates."""
    return " ".join(filter(None, (_tell_one(package, series_id) for series_id in series_ids)))


def _tell_one(package: Package, series_id: str) -> str:
    steps = figures_of(package, series_id)
    if steps.empty:
        return ""
    unit = package.series["unit"][series_id]
    rows = steps.to_dict("records")
    first, last, peak = rows[0], rows[-1], rows[int(steps["value"].argmax())]

    def say(step: dict[Any, Any]) -> str:
        when = phrase.dated(step["date"], "month")
        bound = words.BOUND_LABEL[phrase.bound_of(step["low"], step["best"], step["high"])]
        number = phrase.spread(step["value"], step["value"], unit)
        return f"{bound} {number} in {when}".strip()

    sentence = f"{package.series['title'][series_id]}: {say(first)}"
    sentence += f" to {say(last)}" if last is not first else ""
    return sentence + ("." if peak in (first, last) else f", highest {say(peak)}.")


def _say(step: dict[Any, Any], unit: str) -> str:
    return phrase.stated(step["low"], step["best"], step["high"], unit, digits=True)


def _hovers(package: Package, series_id: str) -> list[str]:
    title, unit = package.series["title"][series_id], package.series["unit"][series_id]
    publishers = package.sources["publisher"]
    return [
        canvas.hover(
            title,
            f"{phrase.dated(step['date'], step['date_precision'])}: {_say(step, unit)}",
            publishers[step["source_id"]],
            step["note"],
        )
        for step in figures_of(package, series_id).to_dict("records")
    ]


def _ranges(rows: pd.DataFrame, stroke: palette.LineStyle) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": (rows["high"] - rows["value"]).fillna(0).tolist(),
        "arrayminus": (rows["value"] - rows["low"]).fillna(0).tolist(),
        "color": palette.see_through(stroke.colour, 0.6),
        "thickness": 1.5,
    }
