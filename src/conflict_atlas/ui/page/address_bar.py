"""The address in the browser, kept whole while runs overtake each other."""

import streamlit as st

from conflict_atlas.ui.session import session_keys


def settle() -> None:
    """Send the address once more at the end of a run.

    A run that writes a parameter, the view of the map say, sends the whole address as it was when
    the run began: what a reader has chosen meanwhile would fall out of it, and out of the link. The
    run that answers that choice knows both. In a browser that has the same address already this
    does nothing. The first run leaves the address as it was typed.
    """
    if st.session_state.get(session_keys.ADDRESS_KNOWN):
        st.query_params.update({})
    st.session_state[session_keys.ADDRESS_KNOWN] = True
