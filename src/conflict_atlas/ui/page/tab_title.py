"""Title and icon of the browser's tab, and the layout of the page."""

import base64

import streamlit as st

from conflict_atlas.ui.session import session_keys
from conflict_atlas.views.maps.map_assets import ASSETS

ICON = ASSETS / "icon.svg"


def icon() -> str:
    """Return the page's icon as an address that holds it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(ICON.read_bytes()).decode()}"


def show(title: str) -> None:
    """Set title, icon and layout, which last until they are changed."""
    if st.session_state.get(session_keys.TAB_TITLE) == title:
        return
    st.session_state[session_keys.TAB_TITLE] = title
    st.set_page_config(
        page_title=title,
        layout="wide",
        initial_sidebar_state="collapsed",
        page_icon=icon(),
    )
