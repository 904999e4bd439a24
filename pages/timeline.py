"""Timeline: when, as precisely as the article says, by type of claim or by actor."""

import streamlit as st

from conflict_atlas.ui import chart, claim, filters, frame, picture
from conflict_atlas.views.timeline import timeline

package, selection = frame.ask()
with frame.page(
    "Timeline",
    "When each claim happened. A mark is a day the article fixes, a bar the days it leaves open.",
) as found:
    by = st.segmented_control(
        "Lanes",
        ["Claim type", "Actor"],
        default="Claim type",
        required=True,
        key="by",
        bind="query-params",
    )
    if found:
        lanes = "actor" if by == "Actor" else "claim_type"
        left, right = st.columns([5, 3])
        with left:
            drawn = picture.of_claims(timeline, selection, lanes, filters.selected_claim())
            chart.show(drawn, "timeline", chart.choose_claim)
        with right:
            claim.show_side(selection, "timeline-list")
