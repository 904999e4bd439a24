"""The events page: numbers, a map and charts of one dataset, which narrow each other."""

from html import escape

import streamlit as st

from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.ui.events import event_charts, event_layer, event_list, event_question
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.session import event_picks, session_keys
from conflict_atlas.ui.share import picture_link
from conflict_atlas.views.events import event_summary
from conflict_atlas.views.maps.script_layer import MapLayer

MAP_HEIGHT = 520
_HOW = (
    "Click a symbol to keep to the square of the map around it, a month of a chart to keep to that "
    "month. An event known only to a longer span is counted in the month in which it starts, and "
    "kept in every month it may fall into."
)


def show(dataset: Dataset, selection: Selection) -> bool:
    """Draw the page of a dataset for a selection; returns whether it shows the clock's day."""
    question = event_question.ask(dataset, selection)
    numbers = st.container()
    chips = event_picks.chips()
    left, right = st.columns(2, gap="medium")
    with left:
        by = event_layer.draw_colours()
        draw_map(event_layer.part(question, by))
        picture_link.offer("events", session_keys.MAP, (dataset,))
    # Below this line nothing keeps the map waiting.
    event_picks.draw_chips(chips, question.square)
    summary = dataset.summary(question.narrowed)
    numbers.html(event_summary.head(summary, dataset.manifest, named=question.is_named))
    with left:
        notes = " ".join((event_layer.beyond(question, by), _HOW, *question.notes))
        st.html(f'<p class="atlas-asked">{escape(notes)}</p>')
        event_layer.show_table(question, by)
    with right:
        row_scale = event_charts.draw_row_scale()
        event_charts.show_months(question, "event_type", row_scale=row_scale)
        event_charts.show_months(question, "actor", row_scale=row_scale)
    with left:
        is_of_clock = event_charts.show_calendar(question)
    with st.container(key=session_keys.ONE_BY_ONE):
        st.html("<h2>Events one by one</h2>")
        event_list.show(question, summary.events, "events-list")
    return is_of_clock


def draw_map(recorded: MapLayer) -> None:
    """Draw a map of recorded events only; claims have a map of their own."""
    drawn, legend = atlas.below((), recorded)
    atlas.show_layers(drawn, legend, tiles=False, height=MAP_HEIGHT)
