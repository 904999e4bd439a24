"""The map page's part in recorded events: their layer, and below the map what was picked."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.ui.events import event_layer, event_page, event_question
from conflict_atlas.ui.session import datasets, event_picks
from conflict_atlas.views.events import event_summary
from conflict_atlas.views.maps.atlas_map import MapLayer


def draw_control(place: DeltaGenerator) -> None:
    """Draw what the layer is coloured by; nothing when no dataset is chosen."""
    if datasets.chosen() is not None:
        with place:
            event_layer.draw_colours()


def layer(selection: Selection) -> MapLayer | None:
    """Make the layer as the control stands; None when no dataset is chosen."""
    dataset = datasets.chosen()
    return make(dataset, selection, event_layer.colours()) if dataset else None


def make(dataset: datasets.Dataset, selection: Selection, by: str) -> MapLayer:
    """Make the layer of a dataset for a selection and the month that was picked."""
    return event_layer.part(dataset, _asked(dataset, selection), by)


def _asked(dataset: datasets.Dataset, selection: Selection) -> EventFilter:
    everything, _ = event_question.ask(dataset, selection)
    return event_question.in_month(everything, event_picks.month())


def tell(selection: Selection) -> None:
    """Say below the map how many events it shows, and list those of the square picked."""
    dataset = datasets.chosen()
    if dataset is None:
        return
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    everything, told = event_question.ask(dataset, selection)
    asked = _asked(dataset, selection)
    summary = answers.summary(dataset.library, dataset.source, asked)
    named = not asked.nothing
    st.html(event_summary.below_map(summary, dataset.source, told, named=named))
    event_layer.show_table(dataset, asked, event_layer.colours())
    name = event_page.where(dataset, everything)
    event_picks.draw_chips(event_picks.chips(), name)
    if event_picks.cell():
        inside = event_question.in_cell(asked, event_picks.cell())
        event_page.show_list(
            dataset, inside, f"Recorded events: {name[:1].lower()}{name[1:]}", "map-events"
        )
