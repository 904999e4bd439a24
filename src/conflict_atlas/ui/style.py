"""The few styles Streamlit's theme does not give; colours come from the theme in force."""

from functools import lru_cache

import streamlit as st

from conflict_atlas.views.map_asset import OWN


@lru_cache(maxsize=1)
def _css() -> str:
    return f"<style>{(OWN / 'page.css').read_text('utf-8')}</style>"


def apply() -> None:
    """Send the styles once a run."""
    st.html(_css())
