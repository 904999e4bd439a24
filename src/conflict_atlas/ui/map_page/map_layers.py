"""The reader's choice of what the map draws: layers, and whether to load street tiles."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import area_measures
from conflict_atlas.claims.selection import Selection
from conflict_atlas.link import link_schema, parameter_names
from conflict_atlas.link.parameter_names import MEASURE
from conflict_atlas.ui.map_page import recorded_events
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.page import page_files
from conflict_atlas.ui.session import (
    datasets,
    event_picks,
    filters,
    opened_place,
    session_keys,
    time_control,
)
from conflict_atlas.views.events import event_words
from conflict_atlas.views.maps.overlays import Scene
from conflict_atlas.views.maps.script_layer import MapLayer


def draw_measures() -> None:
    """Draw what areas can be coloured by, one measure at a time."""
    labels = list(_measures())
    if labels:
        st.pills(
            "Colour areas by",
            labels,
            key=MEASURE,
            bind="query-params",
            label_visibility="collapsed",
        )


def draw_way_to_table() -> None:
    """Draw the link to the table behind the coloured areas; nothing when none are coloured."""
    name = st.session_state.get(MEASURE) or ""
    if name not in _measures():
        return
    st.page_link(
        page_files.named("displacement"),
        label=f"{name}: the numbers as a table",
        query_params={
            parameter_names.PEOPLE: name,
            parameter_names.AT: time_control.day().isoformat(),
        },
    )


def draw_tiles() -> bool:
    """Draw the switch of street tiles; returns whether they are wanted.

    Not part of the link: a link must not make another reader's browser contact a third party.
    """
    return st.toggle(
        "Street tiles",
        key=session_keys.TILES,
        help="Asks openstreetmap.org for pictures of the part of the map you look at. "
        "Off unless you switch it on; never part of a link.",
    )


def coloured() -> str:
    """Measure that areas are coloured by, ``""`` for none."""
    return _measures().get(st.session_state.get(MEASURE) or "", "")


def _measures() -> dict[str, str]:
    return area_measures.by_label(process_state.package())


def make(at: date, selection: Selection) -> Scene:
    """Describe the map for a day; what a filter leaves is framed, and all of it once cleared."""
    measure = coloured()
    filtered = "" if selection.is_empty else repr(selection)
    asked = f"{filtered}{filters.times_cleared() or ''}"
    whole = selection.is_empty
    return Scene(pd.Timestamp(at), measure, opened_place.current(), asked, whole=whole)


def map_file(heading: str) -> Callable[[], bytes]:
    """Return a function that writes the current map as one file.

    The file is made outside any session, so everything of the reader's is read here. The controls
    may not have been drawn yet.
    """
    shown = filters.current()
    view = link_schema.parse_view(st.query_params.get(parameter_names.VIEW, ""))
    recorded, caption = _recorded(shown)
    made = make(time_control.day(), shown)
    return partial(atlas.save_map, shown, made, f"{heading}{caption}", view, recorded)


def event_map_file(heading: str) -> Callable[[], bytes]:
    """Return what writes the events page's map, which shows no claims, as one file."""
    recorded, caption = _recorded(filters.current())
    view = link_schema.parse_view(st.query_params.get(parameter_names.VIEW, ""))
    return partial(atlas.save_map, filters.current(), None, f"{heading}{caption}", view, recorded)


def _recorded(shown: Selection) -> tuple[MapLayer | None, str]:
    """Events in the part of the map that is seen now, and the words that say so in its caption."""
    dataset = datasets.chosen()
    if dataset is None:
        return None, ""
    cited = dataset.manifest.citation
    month = event_picks.month()
    within = f" in {event_words.month(month)}" if month else ""
    caption = f" Events recorded{within} in the part of the map saved: {cited}."
    return recorded_events.layer(shown), caption
