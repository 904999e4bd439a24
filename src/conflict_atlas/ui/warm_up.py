"""What every reader sees first, made before the first of them comes."""

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection
from conflict_atlas.streamlit_patches import register_folium_component
from conflict_atlas.ui.claims import claim_list
from conflict_atlas.ui.mapview import atlas, map_component
from conflict_atlas.ui.session import time_control


def fill() -> None:
    """Fill the caches of the page a reader opens first; everything else is made when asked for."""
    process_state.options()
    process_state.assets()
    time_control.days()
    claim_list.rows(Selection())
    register_folium_component()
    map_component.base(atlas.KEY)
