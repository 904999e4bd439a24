"""The few styles Streamlit's theme does not give; colours come from the theme in force."""

import base64
from dataclasses import dataclass

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import session_keys
from conflict_atlas.views.maps.map_assets import ASSETS

SHEETS = (
    "colours.css",
    "glyphs.css",
    "page.css",
    "panels.css",
    "map_page.css",
    "clock.css",
    "timeline.css",
    "evidence.css",
    "story.css",
    "two_maps.css",
    "framed.css",
)
ICON = ASSETS / "icon.svg"


@dataclass(frozen=True)
class _Styles:
    """Styles as Streamlit takes them from an object, without looking for indents: 1 ms a run."""

    written: str

    def _repr_html_(self) -> str:
        return self.written


def icon() -> str:
    """Return the page's icon as an address that holds it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(ICON.read_bytes()).decode()}"


@memoized(1)
def _styles() -> _Styles:
    sheets = (ASSETS / name for name in SHEETS)
    written = "".join(sheet.read_text("utf-8") for sheet in sheets)
    return _Styles(f"<style>{written.replace('{fonts}', _fonts())}</style>")


def _fonts() -> str:
    """Address of our own fonts, from the address of any page: all lie side by side."""
    return f"./assets/{process_state.assets().version}/atlas/fonts"


def apply() -> None:
    """Send the styles, which every run must do."""
    st.html(_styles())


def head(title: str) -> None:
    """Set title and icon of the browser's tab, and the page's layout; both last until changed."""
    if st.session_state.get(session_keys.TAB_TITLE) == title:
        return
    st.session_state[session_keys.TAB_TITLE] = title
    st.set_page_config(
        page_title=title,
        layout="wide",
        initial_sidebar_state="collapsed",
        page_icon=icon(),
    )
