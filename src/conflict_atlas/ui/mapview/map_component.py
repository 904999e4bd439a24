"""streamlit-folium's component, given strings that were made once instead of once a run.

The base map never changes, so its strings are made once, with streamlit-folium's own functions, and
so are those of each set of layers. ``streamlit_patches.folium_component`` says why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st
import streamlit_folium as sf

from conflict_atlas import process_state
from conflict_atlas.memoization import memoized
from conflict_atlas.streamlit_patches import folium_component
from conflict_atlas.views.maps.atlas_map import AtlasMap, OverlayGroup, StreetTiles
from conflict_atlas.views.maps.script_layer import Overlay

_GAP = "/* layers */"
# A click and a move make the app run again; the count distinguishes two clicks on the same mark.
RETURNED = ("last_active_drawing", "last_object_clicked_count", "zoom", "center", "bounds")
# As in streamlit-folium before the map is drawn.
_NOWHERE = {"lat": None, "lng": None}


@dataclass(frozen=True)
class Base:
    """The component's data of the base map."""

    identity: str
    arguments: dict[str, Any]


@memoized(4)
def base(key: str) -> Base:
    """Strings of the base map; ``key`` names the component."""
    atlas = AtlasMap(process_state.package(), process_state.assets())
    atlas.get_root().render()
    made_of = folium_component()
    html, header = made_of.write_html(atlas), made_of.write_header(atlas)
    script = made_of.write_map(atlas)
    arguments = {
        "default": dict.fromkeys(RETURNED[:2])
        | {"zoom": atlas.options.get("zoom")}
        | {"bounds": {"_southWest": _NOWHERE, "_northEast": _NOWHERE}},
        "script": script,
        "header": header,
        "html": html,
        "id": sf.get_full_id(atlas),
        "css_links": [link for _, link in atlas.default_css],
        "js_links": [link for _, link in atlas.default_js],
    }
    return Base(sf.generate_js_hash(script, key, return_on_hover=False), arguments)


def layers(drawn: tuple[Overlay, ...], legend: str, *, tiles: bool) -> str:
    """Script of the layers; those of the street tiles lie lowest."""
    before, between, after = _frame(tiles=tiles)
    group = OverlayGroup(drawn, legend)
    return f"{before}{group.calls}{between}{group.after}{after}"


@memoized(2)
def _frame(*, tiles: bool) -> list[str]:
    """The script around the layers' calls, which is the same for all layers."""
    hollow = OverlayGroup((), "")
    hollow.calls = hollow.after = _GAP
    groups = [*([StreetTiles()] if tiles else []), hollow]
    atlas = AtlasMap(process_state.package(), process_state.assets())
    atlas.get_root().render()
    made_of = folium_component()
    made_of.write_map(atlas)
    parts = [made_of.write_layers(g, map=atlas, idx=i) for i, g in enumerate(groups)]
    return "".join(parts).split(_GAP)


def show(key: str, script: str, height: int, on_change: Callable[[], None]) -> None:
    """Draw the map with a script of layers; a click is in the session's state under ``key``."""
    made = base(key)

    def changed() -> None:
        st.session_state[key] = st.session_state.get(made.identity, {})
        on_change()

    folium_component().draw(
        **made.arguments,
        key=made.identity,
        height=height,
        width=None,
        returned_objects=list(RETURNED),
        zoom=None,
        center=None,
        feature_group=script,
        return_on_hover=False,
        layer_control=None,
        pixelated=False,
        on_change=changed,
        wrap_longitude=False,
    )
