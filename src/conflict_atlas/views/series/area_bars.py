"""Governorates as bars, the longest first, for any kind of count."""

from collections.abc import Sequence

import plotly.graph_objects as go

from conflict_atlas.claims import phrase
from conflict_atlas.views import canvas


def area_bars(
    names: Sequence[str],
    counts: Sequence[float],
    hovers: Sequence[str],
    colour: str,
    *,
    least: int = 0,
) -> go.Figure:
    """Draw a bar for each governorate with its count beside it, in the given order.

    The figure has room for at least ``least`` bars.
    """
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(counts),
        "y": [canvas.escape(name) for name in names],
        "text": [phrase.number(count) for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour},
        "hovertext": list(hovers),
        "hoverinfo": "text",
        "showlegend": False,
    }
    highest = max(counts, default=1)
    return canvas.draw(
        [bars],
        height=60 + 24 * max(len(names), least),
        margin={"l": 8, "r": 64, "t": 8, "b": 8, "pad": 4},
        bargap=0.3,
        xaxis=canvas.axis(**canvas.count_axis("", highest), nticks=4),
        yaxis=canvas.axis(autorange="reversed", showgrid=False),
    )
