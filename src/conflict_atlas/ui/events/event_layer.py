"""Recorded events below the claims of a map: which part of it is seen, and what stands there."""

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds
from conflict_atlas.link import parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.events import event_question
from conflict_atlas.ui.mapview import viewport
from conflict_atlas.ui.session import event_picks, session_keys
from conflict_atlas.ui.session.datasets import Dataset
from conflict_atlas.ui.widgets import row_list
from conflict_atlas.views.events import event_symbols, event_words
from conflict_atlas.views.maps.atlas_map import MapLayer

COLOURS = {"type": "event_type", "side": "side_a"}
_TABLE = 420  # pixels


def draw_colours() -> str:
    """Draw the choice of what colours tell; returns a column of the schema."""
    chosen = st.segmented_control(
        "Colour events by",
        list(COLOURS),
        default="type",
        required=True,
        key=parameter_names.COLOUR,
        bind="query-params",
    )
    return COLOURS.get(str(chosen), "event_type")


def colours() -> str:
    """Return the column that colours tell, as the control stands; for what no run draws."""
    return COLOURS.get(str(st.session_state.get(parameter_names.COLOUR)), "event_type")


def part(dataset: Dataset, asked: EventFilter, by: str) -> MapLayer:
    """Layer and legend of the events in the part of the map that the reader sees."""
    return _draw(_cells(dataset, asked, by, viewport.view()), dataset, by, event_picks.cell())


def show_table(dataset: Dataset, asked: EventFilter, by: str) -> None:
    """Offer the symbols as a table, for whoever cannot point at one; a row picks its square."""
    with st.expander(
        "The symbols as a table", on_change="rerun", key=session_keys.SYMBOLS
    ) as opened:
        if not opened.open:
            return  # up to two thousand rows that few ask for
        cells = _cells(dataset, asked, by, viewport.view())

        def choose(row: int) -> None:
            event_picks.pick_cell(str(cells.frame["cell"].iloc[row]))

        row_list.draw(
            _tabulate(cells, event_words.PEOPLE.get(dataset.source.measure, "")),
            f"{session_keys.SYMBOLS}{session_keys.DATA}",
            choose,
            f"Table of {len(cells.frame)} symbols of the map; choosing a row picks its square",
            height=_TABLE,
        )


class _Cells:
    """A frame of answers as a key: the same frame is the same answer."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cells) and other.frame is self.frame


def _cells(dataset: Dataset, asked: EventFilter, by: str, seen: tuple[Bounds, float]) -> _Cells:
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    return _Cells(answers.symbols(dataset.library, dataset.source, asked, *seen, by))  # type: ignore[arg-type]


def _tabulate(cells: _Cells, unit: str) -> pa.Table:
    return pa.Table.from_pandas(event_symbols.tabulate(cells.frame, unit), preserve_index=False)


@memoized(128)
def _draw(cells: _Cells, dataset: Dataset, by: str, selected: str) -> MapLayer:
    heading = "by type" if by == "event_type" else "by side"
    unit = event_words.PEOPLE.get(dataset.source.measure, "")
    kinds = event_question.kinds(dataset, by)
    return event_symbols.symbols(
        cells.frame, kinds, (dataset.source.title, heading), unit, selected
    )
