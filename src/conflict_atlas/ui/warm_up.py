"""What every reader sees first, made before the first reader arrives."""

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.streamlit_patches import register_folium_component
from conflict_atlas.ui.mapview import atlas, map_component
from conflict_atlas.views.clock.clock_data import clock_data


def fill() -> None:
    """Fill the caches of the page a reader opens first; everything else is made when asked for."""
    process_state.options()
    process_state.assets()
    package = process_state.package()
    clock_data(package, identify(package, Selection()), "")
    register_folium_component()
    map_component.base(atlas.KEY)
