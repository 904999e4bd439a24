"""What the reader wants drawn on the map: layers, and whether street tiles may be asked for."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection
from conflict_atlas.link import link_schema, parameter_names
from conflict_atlas.ui.map_page import recorded_events
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.session import datasets, event_picks, filters, session_keys, time_control
from conflict_atlas.views.events import event_words
from conflict_atlas.views.maps.atlas_map import MapLayer
from conflict_atlas.views.maps.map_marks import ALL_LAYERS
from conflict_atlas.views.maps.overlays import Scene


def draw_layers() -> tuple[tuple[str, ...], bool]:
    """Draw the layer switches; returns the layers wanted, and whether street tiles are."""
    row = st.container(horizontal=True, vertical_alignment="center")
    chosen = row.pills(
        "Layers",
        ALL_LAYERS,
        selection_mode="multi",
        default=list(ALL_LAYERS),
        key=parameter_names.LAYER,
        bind="query-params",
        label_visibility="collapsed",
    )
    # Not part of the link: a link must not make somebody else's browser ask a third party.
    tiles = row.toggle(
        "Street tiles",
        key=session_keys.TILES,
        help="Asks openstreetmap.org for pictures of the part of the map you look at. "
        "Off unless you switch it on; never part of a link.",
    )
    return tuple(name for name in ALL_LAYERS if name in chosen), tiles


def make(layers: tuple[str, ...], at: date) -> Scene:
    """Describe the map for a day."""
    return Scene(layers, pd.Timestamp(at), filters.selected_claim())


def map_file(heading: str) -> Callable[[], bytes]:
    """Return what writes the map as it stands now as one file.

    The file is made outside any session, so everything of the reader's is read here. The controls
    may not have been drawn yet.
    """
    state = st.session_state
    shown = time_control.shown(filters.current())
    chosen = state.get(parameter_names.LAYER, ALL_LAYERS)
    layers = tuple(name for name in ALL_LAYERS if name in chosen)
    view = link_schema.parse_view(st.query_params.get(parameter_names.VIEW, ""))
    recorded, caption = _recorded(shown)
    return partial(
        atlas.save_map,
        shown,
        make(layers, time_control.day()),
        f"{heading}{caption}",
        view,
        recorded,
    )


def event_map_file(heading: str) -> Callable[[], bytes]:
    """Return what writes the events page's map, which shows no claims, as one file."""
    recorded, caption = _recorded(filters.current())
    view = link_schema.parse_view(st.query_params.get(parameter_names.VIEW, ""))
    nothing = Scene((), pd.Timestamp(process_state.package().reference_day), "")
    return partial(
        atlas.save_map, filters.current(), nothing, f"{heading}{caption}", view, recorded
    )


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
