"""Which step of the story is shown: the one in the address, or the first if it names none."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.link.parameter_names import STEP
from conflict_atlas.ui.session import kept_choices, opened_place, session_keys

STORY = "story"


def draw() -> int:
    """Draw the control that holds the step for the address, which nobody sees; returns the step."""
    chosen = st.selectbox(
        "Step of the story",
        process_state.options().steps,
        index=None,
        key=STEP,
        bind="query-params",
    )
    return int(chosen or "1")


def go(number: str) -> None:
    """Go to a step, and close what the one before had open; only from a callback."""
    if number in process_state.options().steps:
        kept_choices.put(STEP, number)
        opened_place.close()


def arrive(page: str) -> None:
    """Begin with nothing open when a reader comes from another page; before anything is drawn."""
    if page == STORY and st.session_state.get(session_keys.LAST_PAGE, page) != page:
        opened_place.close()


def hold() -> None:
    """Name the first step where something is opened: a bare address with more in it is the map's.

    Only from a callback.
    """
    if STEP in st.session_state and st.session_state[STEP] is None:
        kept_choices.put(STEP, "1")
