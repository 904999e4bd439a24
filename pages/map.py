"""Map: every placeable claim, who held each city, and where displaced people stayed."""

import streamlit as st

from conflict_atlas.ui import atlas, claim, claim_list, event_map, frame, moment, scene

package, selection = frame.ask()
with frame.page(
    "Map",
    f"What {package.article.author} says happened, where and when, in {package.article.title} "
    f"({package.article.published[:4]}). Every mark is a claim, not a fact.",
    scene.map_file,
) as found:
    layers, tiles = scene.draw_layers()
    at, length = moment.draw()
    shown = moment.narrow(selection, at, length)
    left, right = st.columns([2, 1])
    with left:
        above = st.container()  # kept when empty: a map below is made anew when it moves
        moment.tell(above, selection, shown)
        event_map.draw_control(above)
        made = scene.make(layers, at)
        atlas.show(shown, made, tiles=tiles, height=660, recorded=event_map.layer(shown))
    with right:
        claim.show_card(shown)
        claim_list.show(shown, "map-list")
    event_map.tell(shown)
