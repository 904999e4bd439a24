"""Names at the ends of lines, so that nobody has to look them up in a legend."""

import html
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from conflict_atlas.views import canvas, palette

_MARGIN, _NONE = 132, 12  # pixels at the right of the plot, with and without names
_WIDTH, _MOST = 20, 5  # characters a line, and lines
_LINE, _AIR = 14, 5  # pixels
_EARLY = 0.55  # share of the time axis before which a line that ends is named inside the plot


@dataclass
class _Label:
    trace: dict[str, Any]
    text: str
    day: pd.Timestamp
    value: float
    tall: int
    middle: float  # pixels above the foot of the plot


def label_ends(
    traces: list[dict[str, Any]],
    shown: tuple[pd.Timestamp, pd.Timestamp],
    highest: float,
    plot: int,
) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """Annotations and shapes that name each line where it ends, and the margin at the right.

    ``highest`` is the upper end of the axis, which begins at zero; ``plot`` is its height in
    pixels. Names do not overlap; a thin line leads from each to the end of its line. A trace with
    a text of its own has its name there.
    """
    labels = [
        _label(trace, plot / highest) for trace in traces if len(trace["x"]) and "text" not in trace
    ]
    early = [one for one in labels if (one.day - shown[0]) / (shown[1] - shown[0]) < _EARLY]
    late = sorted((one for one in labels if one not in early), key=lambda one: -one.middle)
    _spread(late, plot)
    right = [_note(one, highest * one.middle / plot) for one in late]
    inside = [_note(one, one.value) | {"x": one.day, "xref": "x"} for one in early]
    leads = [_lead(one, shown[1], highest * one.middle / plot) for one in late]
    return {"annotations": [*inside, *right], "shapes": leads}, _MARGIN if right else _NONE


def _label(trace: dict[str, Any], scale: float) -> _Label:
    name = html.unescape(str(trace["name"]).replace("<br>", " "))
    text = canvas.wrap(name, _WIDTH, _MOST)
    tall = _LINE * (1 + text.count("<br>")) + _AIR
    day, value = max(zip(trace["x"], trace["y"], strict=True), key=lambda point: point[0])
    return _Label(trace, text, day, value, tall, value * scale)


def _spread(labels: list[_Label], plot: int) -> None:
    """Move labels, the highest first, as little as possible until none covers another."""
    for one in labels:
        one.middle = min(one.middle, plot - one.tall / 2 + _LINE)
    for above, below in pairwise(labels):
        below.middle = min(below.middle, above.middle - (above.tall + below.tall) / 2)
    if labels:
        labels[-1].middle = max(labels[-1].middle, labels[-1].tall / 2 - _LINE)
    for below, above in pairwise(reversed(labels)):
        above.middle = max(above.middle, below.middle + (above.tall + below.tall) / 2)


def _colour(trace: dict[str, Any]) -> str:
    part = trace.get("line") or trace["marker"]
    return str(part["color"])


def _note(one: _Label, height: float) -> dict[str, Any]:
    return {
        "x": 1,
        "xref": "paper",
        "y": height,
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 7,
        "align": "left",
        "showarrow": False,
        # Set in the text, because Streamlit's theme overrides the font colour of an annotation.
        "text": f'<span style="color:{_colour(one.trace)}">{one.text}</span>',
        "font": {"size": canvas.SMALL_SIZE},
    }


def _lead(one: _Label, end: pd.Timestamp, height: float) -> dict[str, Any]:
    line = {"color": palette.see_through(_colour(one.trace), 0.5), "width": 1, "dash": "dot"}
    spot = {"x0": one.day, "y0": one.value, "x1": end, "y1": height}
    return {"type": "line", "layer": "below", "line": line} | spot
