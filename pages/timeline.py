"""Timeline: when, as precisely as the article says, by type of claim, by actor or by place."""

import streamlit as st

from conflict_atlas.link import parameter_names
from conflict_atlas.ui.claims import claim_card, timeline_component
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.session import session_keys

package, selection = layout.ask()
with layout.page("timeline") as found, st.container(key=session_keys.TIMELINE_PAGE):
    clock.show_strip(selection, cities=False)
    with layout.chips():
        by = st.segmented_control(
            "Lanes",
            timeline_component.LANES,
            default=timeline_component.LANES[0],
            required=True,
            key=parameter_names.LANES,
            bind="query-params",
            label_visibility="collapsed",
        )
    if found:
        timeline_component.show(selection, by or timeline_component.LANES[0])
        claim_card.show_card()
