"""Presses in our own HTML, sent to the server.

Streamlit removes scripts from HTML; one small component on each page listens in their place.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from conflict_atlas import process_state
from conflict_atlas.link.pages import pages_of
from conflict_atlas.ui.session import (
    carried,
    filters,
    opened_place,
    session_keys,
    story_step,
    time_control,
)
from conflict_atlas.ui.widgets.script_component import component
from conflict_atlas.views import page_styles
from conflict_atlas.views.maps.map_assets import plotly_path

_KEY = session_keys.BRIDGE


def draw(page: str) -> None:
    """Draw the component, which shows nothing; once a run."""
    component("atlas_bridge", "bridge.js")(
        key=_KEY, data=_links(page), on_chosen_change=_take, height=0
    )


def _links(page: str) -> dict[str, object]:
    """What links carry, which page answers which address, actors' names, files."""
    context = get_script_run_ctx()
    return {
        "page": page,
        "asked": context.query_string if context else "",
        "carried": carried.query(),
        "first": pages_of(process_state.package())[0].name,
        "called": process_state.options().called,
        "plotly": f".{plotly_path()}",
        "styles": f"./{process_state.assets().root}/{page_styles.FILE}",
    }


def _take() -> None:
    """Do what the pressed element says: open a claim, alone or with its place, or close all."""
    what, _, name = str(st.session_state[_KEY].chosen or "").partition(":")
    story_step.hold()
    if what == "claim":
        filters.choose_claim("" if name == filters.selected_claim() else name)
    elif what == "open":
        opened_place.choose_claim(name)
    elif what == "place":
        opened_place.choose(name)
    elif what == "against":
        time_control.leave()
    elif what == "close":
        opened_place.close()
    elif what == "step":
        story_step.go(name)
