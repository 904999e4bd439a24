"""A picture is a figure with its words: what it shows, for those who cannot see it too."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from conflict_atlas.views import canvas


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure, a sentence or two that tell it, and the same data as a table for people.

    ``title`` is meant for a heading above the figure, which carries none itself. ``table`` has
    plain words as columns and no index of its own.
    """

    figure: go.Figure
    alt: str
    table: pd.DataFrame
    title: str

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to draw."""
        return self.table.empty


def blank(title: str, nothing: str) -> Picture:
    """Make the picture of no data; ``nothing`` says in a sentence what is not there."""
    figure = canvas.draw([], height=canvas.EMPTY_HEIGHT, showlegend=False)
    figure.update_layout(xaxis_visible=False, yaxis_visible=False)
    figure.add_annotation(
        text=canvas.wrap(nothing, 40), x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
    )
    return Picture(figure, nothing, pd.DataFrame(), title)
