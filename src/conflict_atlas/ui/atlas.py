"""The map on a page: a constant base map, and a redraw of the layers only."""

from functools import lru_cache
from html import escape

import streamlit as st

from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.ui import component, filters, store
from conflict_atlas.views.atlas_map import Overlay, save
from conflict_atlas.views.overlay import Scene, absent, overlays

KEY, _CLICKS = "atlas", "_clicks"
A_PIXEL = 0.02  # in degrees, at the zoom a map opens with


def show(selection: Selection, scene: Scene, *, tiles: bool, height: int) -> None:
    """Draw the map of a selection; a click on a mark selects its claim."""
    claim_ids = identify(store.package(), selection)
    drawn, legend = _layers(claim_ids, scene)
    component.show(KEY, component.layers(drawn, legend, tiles=tiles), height, _changed)
    missing = _absent(claim_ids)
    if missing:
        st.html(f'<p class="atlas-asked">{escape(missing)}</p>')


@lru_cache(maxsize=512)
def _absent(claim_ids: tuple[str, ...]) -> str:
    return absent(store.package(), claim_ids)


@lru_cache(maxsize=256)
def _layers(claim_ids: tuple[str, ...], scene: Scene) -> tuple[tuple[Overlay, ...], str]:
    """Layers and legend of some claims; many readers, and many searches, ask for the same."""
    return overlays(store.package(), claim_ids, scene)


def save_map(
    selection: Selection, scene: Scene, heading: str, view: tuple[float, float, float] | None
) -> bytes:
    """Write the map of a selection as one file for use without a network.

    It opens on ``view`` (latitude, longitude, zoom), None being the view of the package.
    """
    drawn, legend = _layers(identify(store.package(), selection), scene)
    return save(store.package(), drawn, legend, heading, view)


def _changed() -> None:
    """Take over what the reader did on the map: moved it, or clicked a mark."""
    value = st.session_state.get(KEY) or {}
    _keep_view(value.get("center"), value.get("zoom"))
    count, state = value.get("last_object_clicked_count") or 0, st.session_state
    if count and count != state.get(_CLICKS):
        clicked = value.get("last_active_drawing") or {}
        claim_id = (clicked.get("properties") or {}).get("claim_id")
        if isinstance(claim_id, str):
            filters.choose_claim(claim_id)
    state[_CLICKS] = count


def _keep_view(center: dict[str, float] | None, zoom: float | None) -> None:
    """Put the view into the address, unless it is the one the map opens on anyway."""
    if not center or zoom is None:
        return
    start = store.package().map
    # The map rounds its centre to whole pixels, so it never opens on just the point asked for.
    moved = abs(center["lat"] - start.latitude), abs(center["lng"] - start.longitude)
    # A narrow screen opens one step further out (atlas.js).
    if max(moved) > A_PIXEL or zoom not in (start.zoom, start.zoom - 1):
        st.query_params["view"] = f"{center['lat']:.3f},{center['lng']:.3f},{zoom:g}"
    elif "view" in st.query_params:
        del st.query_params["view"]
