"""Map: every placeable claim, who held each city, and where displaced people stayed."""

import streamlit as st

from conflict_atlas.ui.map_page import map_layers, map_panels, recorded_events, two_maps
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.session import session_keys, time_control
from conflict_atlas.ui.share import picture_link

package, selection = layout.ask()
with layout.page("map", map_layers.map_file), st.container(key=session_keys.MAP_PAGE):
    with layout.chips():
        against = two_maps.draw()
        map_layers.draw_measures()
    with layout.below():
        recorded_events.draw_control(st.container())
        map_panels.show_shelf(selection)
        map_layers.draw_way_to_table()
        tiles = map_layers.draw_tiles()
    dock = st.container(key=session_keys.CLOCK)
    at = time_control.day()
    with st.container(key=session_keys.MAP_FRAME):
        made = map_layers.make(at, selection)
        recorded = recorded_events.layer(selection)
        atlas.show(selection, made, tiles=tiles, height=660, recorded=recorded)
        picture_link.offer("map", session_keys.MAP, recorded_events.shown())
    if against:
        two_maps.show_map(selection, made, against)
    with st.container(key=session_keys.CARD):
        map_panels.show(selection, at)
        if against:
            two_maps.show_changes(selection, at, against)
        recorded_events.tell(selection)
    with dock:
        clock.show(selection, at, made.measure)
