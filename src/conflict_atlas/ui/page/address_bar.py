"""The address in the browser, kept whole while runs overtake each other.

A run that writes a parameter, the view of the map say, sends the whole address as it was when the
run began. What a reader has chosen meanwhile falls out of the address, and so out of the link.
"""

import streamlit as st

from conflict_atlas.link import link_schema
from conflict_atlas.link.parameter_names import (
    AGAINST,
    AT,
    CLAIM,
    EVENTS,
    EVERYWHERE,
    FOCUS,
    MEASURE,
    OPEN,
)
from conflict_atlas.ui.session import filters, session_keys

_BOUND = (*filters.DEFAULTS, CLAIM, OPEN, EVENTS, MEASURE, FOCUS, AT, AGAINST)


def restore(page: str) -> None:
    """Put back what controls hold and the address has lost; before the controls are drawn.

    A value that is set anew is one that Streamlit writes into the address; where a reader went back
    in the browser's history, the address counts all the same.
    """
    state = st.session_state
    for name in {*EVERYWHERE, *link_schema.BY_PAGE[page]}.intersection(_BOUND):
        if state.get(name) and name not in st.query_params:
            state[name] = state[name]


def settle(page: str) -> None:
    """Send the address once more when a run has come to its end.

    The run that answers a choice knows it. In a browser that has the same address already this does
    nothing; anything else would be one more step for who goes back. So the first run of a page
    leaves the address as it was followed.
    """
    if st.session_state.get(session_keys.ADDRESS_OF) == page:
        st.query_params.update({})
    st.session_state[session_keys.ADDRESS_OF] = page
