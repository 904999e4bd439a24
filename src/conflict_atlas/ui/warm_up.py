"""What every reader sees first, made before the first of them comes."""

from conflict_atlas.claims.selection import Selection
from conflict_atlas.ui.claims import claim_list
from conflict_atlas.ui.mapview import atlas, map_component
from conflict_atlas.ui.session import process_state, time_control


def fill() -> None:
    """Fill the caches of the page a reader opens first; everything else is made when asked for."""
    process_state.options()
    process_state.assets()
    time_control.days()
    claim_list.rows(Selection())
    map_component.register()
    map_component.base(atlas.KEY)
