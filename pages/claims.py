"""Claims: all of them as a table, and one of them with every competing figure."""

import streamlit as st

from conflict_atlas.ui.claims import claim_card, claim_list
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.session import filters
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.figures.interval_chart import intervals

package, selection = layout.ask()
with layout.page(
    "claims",
) as found:
    clock.show_strip(selection)
    if found:
        claim_list.show_table(selection, "claims-table")
    chosen = filters.selected_claim()
    left, right = st.columns([3, 5])
    with left:
        claim_card.show_beside()
    with right:
        if chosen:
            drawn = picture_cache.of_package(intervals, chosen)
            chart_block.head(drawn)
            st.html(claim_card.verdict(chosen))
            chart_block.show(drawn, "intervals")
