"""The settings that every page except the story shows, carried from page to page."""

from datetime import date

import streamlit as st

from conflict_atlas.link.parameter_names import EVERYWHERE


def query() -> dict[str, list[str]]:
    """Return them as parameters of a link: filters, open place and claim, chosen dataset."""
    found = {}
    for name in EVERYWHERE:
        value = st.session_state.get(name)
        if value:
            values = value if isinstance(value, list | tuple) else [value]
            found[name] = [one.isoformat() if isinstance(one, date) else str(one) for one in values]
    return found
