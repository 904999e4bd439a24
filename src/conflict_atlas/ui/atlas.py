"""The map on a page: a constant base map, and a redraw of the layers only."""

from functools import lru_cache

import streamlit as st

from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.ui import component, filters, store
from conflict_atlas.views.atlas_map import Overlay, save
from conflict_atlas.views.overlay import Scene, absent, overlays

KEY = "atlas"


def show(selection: Selection, scene: Scene, *, tiles: bool, height: int) -> None:
    """Draw the map of a selection; a click on a mark selects its claim."""
    drawn, legend = layers(selection, scene)
    component.show(KEY, component.layers(drawn, legend, tiles=tiles), height, _clicked)
    missing = _absent(selection)
    if missing:
        st.caption(missing)


@lru_cache(maxsize=512)
def _absent(selection: Selection) -> str:
    package = store.package()
    return absent(package, identify(package, selection))


@lru_cache(maxsize=512)
def layers(selection: Selection, scene: Scene) -> tuple[tuple[Overlay, ...], str]:
    """Layers and legend of a selection; many readers ask for the same."""
    package = store.package()
    return overlays(package, identify(package, selection), scene)


def save_map(selection: Selection, scene: Scene, heading: str) -> bytes:
    """Write the map of a selection as one file for use without a network."""
    drawn, legend = layers(selection, scene)
    return save(store.package(), drawn, legend, heading)


def _clicked() -> None:
    clicked = (st.session_state.get(KEY) or {}).get("last_active_drawing") or {}
    claim_id = (clicked.get("properties") or {}).get("claim_id")
    if isinstance(claim_id, str):
        filters.choose_claim(claim_id)
