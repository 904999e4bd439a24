"""Recorded events below the claims of a map, for the part of it in view."""

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.query.query import By
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.link import parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.events.event_question import EventQuestion
from conflict_atlas.ui.mapview import viewport
from conflict_atlas.ui.session import event_picks, session_keys
from conflict_atlas.ui.widgets import row_list
from conflict_atlas.views.events import event_kinds, event_summary, event_symbols
from conflict_atlas.views.maps.script_layer import MapLayer


def draw_colours() -> By:
    """Draw the choice of what colours mean."""
    chosen = st.segmented_control(
        "Colour events by",
        list(event_kinds.BY_COLOUR),
        default="type",
        required=True,
        key=parameter_names.COLOUR,
        bind="query-params",
    )
    return event_kinds.BY_COLOUR.get(str(chosen), "event_type")


def colours() -> By:
    """Return what colours mean, from the state of the control, drawn in this run or not."""
    chosen = st.session_state.get(parameter_names.COLOUR)
    return event_kinds.BY_COLOUR.get(str(chosen), "event_type")


def part(question: EventQuestion, by: By) -> MapLayer:
    """Layer and legend of the events in the part of the map that the reader sees."""
    return _draw(_cells(question, by), question.dataset, by, question.cell)


def show_table(question: EventQuestion, by: By) -> None:
    """Offer the symbols as a table, for readers who cannot point at one; a row picks its square."""
    with st.expander(
        "The symbols as a table", on_change="rerun", key=session_keys.SYMBOLS
    ) as opened:
        if not opened.open:
            return  # up to two thousand rows that few ask for
        cells = _cells(question, by)

        row_list.draw(
            _tabulate(cells, question.dataset.manifest.people),
            f"{session_keys.SYMBOLS}{session_keys.DATA}",
            cells.frame["cell"].tolist(),
            event_picks.pick_cell,
            f"Table of {len(cells.frame)} symbols of the map; choosing a row picks its square",
        )


def beyond(question: EventQuestion, by: By) -> str:
    """Say how many events the reader does not see on the map; "" where all are in view."""
    (bounds, _), cells = viewport.view(), _cells(question, by).frame
    points = zip(cells["latitude"], cells["longitude"], strict=True)
    seen = [bounds.holds(*point) for point in points]
    placed = question.dataset.summary(question.in_month).placed
    return event_summary.beyond(int(cells["events"][seen].sum()), placed)


class _Cells:
    """A frame of answers as a key: the same frame is the same answer."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cells) and other.frame is self.frame


def _cells(question: EventQuestion, by: By) -> _Cells:
    return _Cells(question.dataset.symbols(question.in_month, *viewport.view(), by))


def _tabulate(cells: _Cells, unit: str) -> pa.Table:
    return pa.Table.from_pandas(event_symbols.tabulate(cells.frame, unit), preserve_index=False)


@kept_with_it
@memoized(128)
def _draw(cells: _Cells, dataset: Dataset, by: By, selected: str) -> MapLayer:
    return event_symbols.of_dataset(cells.frame, dataset, by, dataset.title, selected)
