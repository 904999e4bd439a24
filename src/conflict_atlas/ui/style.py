"""The few styles Streamlit's theme does not give; colours come from the theme in force."""

import base64
from functools import lru_cache

import streamlit as st

from conflict_atlas.views.map_asset import OWN

STYLES = OWN / "page.css"
ICON = OWN / "icon.svg"


@lru_cache(maxsize=1)
def icon() -> str:
    """Return the page's icon as an address that holds it: a file would be read in every run."""
    return f"data:image/svg+xml;base64,{base64.b64encode(ICON.read_bytes()).decode()}"


def apply() -> None:
    """Send the styles once a run."""
    st.html(STYLES)  # as a file: a text would be looked through for indents every run
