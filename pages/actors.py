"""Actors: who backs, fights, arms or hosts whom, according to the selected claims."""

import streamlit as st

from conflict_atlas.claims.relation import stating
from conflict_atlas.ui import chart, claim, focus, frame, picture

package, selection = frame.ask()
with frame.page(
    "Actors",
    "Who backs, fights, arms or hosts whom. Each line is something a claim says.",
) as found:
    actor = focus.draw()
    left, right = st.columns([5, 3])
    with left:
        network = picture.of_claims(focus.network, selection, actor, only=stating)
        chart.head(network)
        chart.show(network, "network", focus.choose)
    with right:
        focus.show(selection, actor)
        claim.show_card()
    matrix = picture.of_claims(focus.matrix, selection, only=stating)
    chart.head(matrix)
    chart.show(matrix, "matrix", focus.choose)
