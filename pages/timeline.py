"""Timeline: when, as precisely as the article says, by type of claim or by actor."""

import streamlit as st

from conflict_atlas.link import parameter_names
from conflict_atlas.ui.claims import claim_card
from conflict_atlas.ui.page import layout
from conflict_atlas.ui.session import filters
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.timeline.timeline import timeline

package, selection = layout.ask()
with layout.page(
    "timeline",
) as found:
    by = st.segmented_control(
        "Lanes",
        ["Claim type", "Actor"],
        default="Claim type",
        required=True,
        key=parameter_names.LANES,
        bind="query-params",
    )
    if found:
        lanes = "actor" if by == "Actor" else "claim_type"
        left, right = st.columns([5, 3])
        with left:
            drawn = picture_cache.of_claims(timeline, selection, lanes, filters.selected_claim())
            chart_block.show(drawn, "timeline", chart_block.choose_claim)
        with right:
            claim_card.show_side(selection, "timeline-list")
