"""Map: every placeable claim, who held each city, and where displaced people stayed."""

import streamlit as st

from conflict_atlas.ui.claims import claim_card, claim_list
from conflict_atlas.ui.map_page import map_layers, recorded_events
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.page import layout
from conflict_atlas.ui.session import time_control

package, selection = layout.ask()
with layout.page(
    "map",
    map_layers.map_file,
) as found:
    layers, tiles = map_layers.draw_layers()
    at, length = time_control.draw()
    shown = time_control.narrow(selection, at, length)
    left, right = st.columns([2, 1])
    with left:
        above = st.container()  # kept when empty: a map below is made anew when it moves
        time_control.tell(above, selection, shown)
        recorded_events.draw_control(above)
        made = map_layers.make(layers, at)
        atlas.show(shown, made, tiles=tiles, height=660, recorded=recorded_events.layer(shown))
    with right:
        claim_card.show_card(shown)
        claim_list.show(shown, "map-list")
    recorded_events.tell(shown)
