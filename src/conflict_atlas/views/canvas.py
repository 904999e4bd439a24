"""What all figures share: transparent background, quiet grids, margins and labels for a phone.

Text has no colour of its own, so that the page's theme, light or dark, sets it.
"""

import html
import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.claims import phrase

EMPTY_HEIGHT = 140
TEXT_SIZE = 13
SMALL_SIZE = 12
GRID = "rgba(128,128,128,0.28)"  # visible on white and on near-black
CLEAR = "rgba(0,0,0,0)"

_FEW = 10  # up to this number each whole number has a tick
# First words of units that can be divided; currencies can be too.
_DIVISIBLE = frozenset(
    ("percent", "%", "square", "km", "years", "months", "weeks", "days", "hours")
)
_YEARLY = 1500  # days from which ticks are years

_AXIS = {
    "gridcolor": GRID,
    "linecolor": GRID,
    "zeroline": False,
    "fixedrange": True,
    "automargin": True,
    "title": {"standoff": 8},
    "tickfont": {"size": SMALL_SIZE},
}
_LEGEND = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "yanchor": "top",
    "font": {"size": SMALL_SIZE},
    "bgcolor": CLEAR,
    "itemwidth": 30,
    "tracegroupgap": 4,
}


def draw(traces: Sequence[Any], *, height: int, **layout: Any) -> go.Figure:
    """Make a figure of the given height in pixels; further layout overrides the shared one."""
    ground: dict[str, Any] = {
        "template": "none",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 12, "b": 8, "pad": 4},
        "font": {"size": TEXT_SIZE},
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"align": "left", "namelength": -1},
        "legend": _LEGEND | {"y": -46 / max(height - 100, 100)},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
    return go.Figure(list(traces), ground | layout)


def axis(**settings: Any) -> dict[str, Any]:
    """Settings of an unobtrusive axis, plus those given."""
    return _AXIS | settings


def legend(below: float) -> dict[str, Any]:
    """Settings of a legend without interaction, at a share of the height below the picture."""
    return _LEGEND | {"y": below, "itemclick": False, "itemdoubleclick": False}


def escape(text: str) -> str:
    """Make a text of the data harmless where plotly would read markup, and keep its dollar signs.

    Two dollar signs in one label would be taken for a formula, hence the character reference.
    """
    return html.escape(str(text), quote=False).replace("$", "&#36;")


def wrap(text: str, width: int, most: int = 0) -> str:
    """Break a text of the data into escaped lines of at most ``width`` characters.

    ``most`` limits the lines; the last one then ends in an ellipsis. 0 means no limit.
    """
    if len(text) <= width:
        return escape(text)
    lines = textwrap.wrap(text, width)
    if most and len(lines) > most:
        last = textwrap.shorten(" ".join(lines[most - 1 :]), width - 1, placeholder="")
        lines = [*lines[: most - 1], f"{last}…"]
    return "<br>".join(escape(line) for line in lines)


def hover(head: str, *lines: str) -> str:
    """Compose a hover text: a bold headline, then the lines that are not empty, all escaped."""
    body = [wrap(line, 48) for line in lines if line]
    return "<br>".join([f"<b>{wrap(head, 44)}</b>", *body])


def amount_axis(unit: str) -> dict[str, Any]:
    """Axis settings for amounts of a unit, from zero on: ticks such as 3.3M or $8B."""
    sign = phrase.CURRENCIES.get(unit.split(" ", maxsplit=1)[0], "")
    return {"tickprefix": sign, "exponentformat": "B", "separatethousands": True} | {
        "rangemode": "tozero"
    }


def count_axis(unit: str, highest: float) -> dict[str, Any]:
    """Axis settings for counts of whole things such as people: small counts get no half ticks.

    Money, shares, areas and times can be divided and have the ticks of ``amount_axis``.
    """
    settings = amount_axis(unit)
    is_whole = not phrase.is_money(unit) and unit.partition(" ")[0] not in _DIVISIBLE
    few = {"tickmode": "linear", "tick0": 0, "dtick": 1}
    return settings | few if is_whole and highest <= _FEW else settings


def date_axis(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Axis settings for the days from ``first`` to ``last``: a few ticks, of years or months."""
    tick = "%Y" if (last - first).days > _YEARLY else "%b<br>%Y"
    return {"type": "date", "nticks": 6, "tickangle": 0, "tickformat": tick, "showgrid": False}
