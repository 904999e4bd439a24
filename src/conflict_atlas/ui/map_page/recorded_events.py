"""Recorded events on the map page: their layer, and the events picked, below the map."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.ui.events import event_layer, event_list, event_question
from conflict_atlas.ui.session import datasets, event_picks, session_keys
from conflict_atlas.views.events import event_summary
from conflict_atlas.views.maps.script_layer import MapLayer
from conflict_atlas.views.panels.place_panel import RAISE


def draw_control(place: DeltaGenerator) -> None:
    """Draw what the layer is coloured by; nothing when no dataset is chosen."""
    if datasets.chosen() is not None:
        with place:
            event_layer.draw_colours()


def layer(selection: Selection) -> MapLayer | None:
    """Make the layer for the current controls; None if no dataset is chosen."""
    dataset = datasets.chosen()
    if dataset is None:
        return None
    return event_layer.part(event_question.ask(dataset, selection), event_layer.colours())


def shown() -> tuple[Dataset, ...]:
    """Return the dataset of the layer, if there is one."""
    dataset = datasets.chosen()
    return (dataset,) if dataset else ()


def tell(selection: Selection) -> None:
    """Say below the map how many events it shows, and list those of the square picked."""
    dataset = datasets.chosen()
    if dataset is None:
        return
    with st.container(key=session_keys.RECORDED):
        _tell(dataset, event_question.ask(dataset, selection))


def _tell(dataset: Dataset, question: event_question.EventQuestion) -> None:
    st.html(RAISE)
    summary = dataset.summary(question.in_month)
    by, named = event_layer.colours(), question.is_named
    notes = (event_layer.beyond(question, by), *question.notes)
    st.html(event_summary.below_map(summary, dataset.manifest, notes, named=named))
    event_layer.show_table(question, by)
    square = question.square
    event_picks.draw_chips(event_picks.chips(), square)
    if square:
        st.html(f"<h2>Recorded events: {escape(square[:1].lower() + square[1:])}</h2>")
        event_list.show(question, dataset.summary(question.narrowed).events, "map-events")
