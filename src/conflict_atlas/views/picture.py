"""A picture is a figure with words, so that those who cannot see it know what it shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pyarrow as pa

from conflict_atlas.views import canvas, palette

# Columns of tables that name sources, each with its label; the article is always named.
SOURCES = {"Source": "Figures", "Who says it": "Figures", "Said by": "Said by"}
ARTICLE = "The article"


@dataclass(frozen=True)
class Origin:
    """What a figure is drawn from: identifiers of claims, and of the documents of others."""

    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure, a sentence or two that describe it, and the same data as a table for people.

    ``title`` is meant for a heading above the figure, which has none itself. ``table`` has
    plain words as columns and no index of its own.
    """

    figure: go.Figure
    alt: str
    table: pd.DataFrame
    title: str
    origin: Origin = Origin()

    @cached_property
    def written(self) -> go.Figure:
        """The figure as JSON that was written once; to be sent, not changed."""
        return Written(self.figure)

    @cached_property
    def rows(self) -> pa.Table:
        """The table in the form in which it is sent to the browser."""
        return pa.Table.from_pandas(self.table, preserve_index=False)

    @cached_property
    def sources(self) -> str:
        """The sources of what is drawn, as far as the table names them."""
        column = next((name for name in SOURCES if name in self.table), "")
        found = dict.fromkeys(self.table[column].dropna().map(str)) if column else {}
        named = [name for name in found if name and not name.startswith(ARTICLE)]
        return f"{SOURCES[column]}: {', '.join(named)}." if named else ""

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to draw."""
        return self.table.empty


class Written(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that returns JSON written once, where plotly copies and writes it each time.

    Copying and writing is most of the cost of a chart that has not changed.
    """

    def __init__(self, figure: go.Figure) -> None:
        """Write a figure, which must not change afterwards."""
        super().__init__()
        whole = orjson.loads(palette.themed(plotly.io.to_json(figure, validate=False).encode()))
        self._written = [_fragments(trace) for trace in whole["data"]], _fragments(whole["layout"])
        self._tall = whole["layout"].get("height")

    def to_dict(self) -> dict[str, Any]:
        """Return data and layout as JSON already, except the height."""
        data, layout = self._written
        tall = {} if self._tall is None else {"height": self._tall}
        return {"data": [dict(trace) for trace in data], "layout": layout | tall}


def _fragments(part: dict[str, Any]) -> dict[str, Any]:
    """Write the values of a part; copied, since orjson's own bytes take 4 kB each at least."""
    return {
        name: orjson.Fragment(bytes(memoryview(orjson.dumps(value))))
        for name, value in part.items()
    }


def blank(title: str, nothing: str) -> Picture:
    """Make the picture for missing data; ``nothing`` is a sentence that says what is missing."""
    figure = canvas.draw([], height=canvas.EMPTY_HEIGHT, showlegend=False)
    figure.update_layout(xaxis_visible=False, yaxis_visible=False)
    figure.add_annotation(
        text=canvas.wrap(nothing, 40), x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
    )
    return Picture(figure, nothing, pd.DataFrame(), title)
