"""The events page: numbers, a map and charts of one dataset, which narrow each other."""

from html import escape

import streamlit as st

from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.ui.events import event_charts, event_layer, event_list, event_question
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.session import event_picks
from conflict_atlas.ui.session.datasets import Dataset
from conflict_atlas.views.events import event_summary, event_words
from conflict_atlas.views.maps.atlas_map import MapLayer

MAP_HEIGHT = 520
_NOTHING = "[]"
_HOW = (
    "Click a symbol to keep to the square of the map around it, a month of a chart to keep to that "
    "month. An event known only to a longer span is counted in the month in which it starts, and "
    "kept in every month it may fall into."
)


def show(dataset: Dataset, selection: Selection) -> None:
    """Draw the page of a dataset for a selection."""
    asked, told = event_question.ask(dataset, selection)
    month, cell = event_picks.month(), event_picks.cell()
    narrowed = event_question.in_cell(event_question.in_month(asked, month), cell)
    numbers = st.container()
    chips = event_picks.chips()
    left, right = st.columns(2, gap="medium")
    within = event_question.in_month(asked, month)
    with left:
        by = event_layer.draw_colours()
        draw_map(event_layer.part(dataset, within, by))
    # Below this line nothing keeps the map waiting.
    event_picks.draw_chips(chips, where(dataset, asked))
    with numbers:
        _show_numbers(dataset, narrowed)
    with left:
        st.html(f'<p class="atlas-asked">{escape(" ".join((_HOW, *told)))}</p>')
        event_layer.show_table(dataset, within, by)
    inside = event_question.in_cell(asked, cell)
    with right:
        row_scale = event_charts.draw_row_scale()
        event_charts.show_months(dataset, inside, "event_type", row_scale=row_scale)
        event_charts.show_months(dataset, inside, "actor", row_scale=row_scale)
    with left:
        event_charts.show_calendar(dataset, inside)
    show_list(dataset, narrowed, "Events one by one", "events-list")


def draw_map(recorded: MapLayer) -> None:
    """Draw the map of recorded events alone; claims have a page of their own."""
    drawn, legend = atlas.below((), _NOTHING, recorded)
    atlas.show_layers(drawn, legend, tiles=False, height=MAP_HEIGHT)


def show_list(dataset: Dataset, asked: EventFilter, title: str, key: str) -> None:
    """List the events that answer a question under a heading."""
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    st.html(f"<h2>{escape(title)}</h2>")
    total = answers.summary(dataset.library, dataset.source, asked).events
    event_list.show(dataset, asked, total, key)


def where(dataset: Dataset, asked: EventFilter) -> str:
    """Name the square of the map that was picked by the commonest place of its latest events."""
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    cell = event_picks.cell()
    if not cell:
        return ""
    inside = event_question.in_cell(asked, cell)
    latest = answers.listed(dataset.library, dataset.source, inside, event_list.MOST)["place"]
    named = latest[latest.fillna("") != ""]
    return f"Around {named.mode().iloc[0]}" if len(named) else f"Square {cell}"


def _show_numbers(dataset: Dataset, asked: EventFilter) -> None:
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    summary = answers.summary(dataset.library, dataset.source, asked)
    unit = event_words.PEOPLE.get(dataset.source.measure, "")
    st.html(event_summary.head(summary, dataset.source, unit, named=not asked.nothing))
