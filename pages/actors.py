"""Actors: who backs, fights, arms or hosts whom, according to the selected claims."""

import streamlit as st

from conflict_atlas.claims.relation import stating
from conflict_atlas.ui.claims import actor_focus, claim_card
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.widgets import chart_block, picture_cache

package, selection = layout.ask()
with layout.page(
    "actors",
) as found:
    clock.show_strip(selection)
    actor = actor_focus.draw()
    left, right = st.columns(2)
    with left:
        network = picture_cache.of_claims(actor_focus.network, selection, actor, only=stating)
        chart_block.head(network)
        chart_block.show(network, "network", actor_focus.choose)
    with right:
        actor_focus.show(selection, actor)
        claim_card.show_card()
        matrix = picture_cache.of_claims(actor_focus.matrix, selection, only=stating)
        if not matrix.is_empty:  # else the network has said so
            chart_block.head(matrix)
            chart_block.show(matrix, "matrix", actor_focus.choose)
