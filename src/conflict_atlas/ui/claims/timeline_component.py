"""The timeline as a component: drawn in the browser, where letters can be measured."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.ui.session import filters, session_keys
from conflict_atlas.ui.widgets import chart_block
from conflict_atlas.ui.widgets.script_component import component
from conflict_atlas.views.picture import Origin
from conflict_atlas.views.timeline.timeline_data import timeline_data
from conflict_atlas.views.timeline.timeline_words import timeline_words

_BY = {"Claim type": "claim_type", "Actor": "actor", "Place": "place"}
LANES = tuple(_BY)


def show(selection: Selection, by: str) -> None:
    """Draw the claims of a selection in lanes; the bridge receives the presses."""
    package = process_state.package()
    claim_ids = identify(package, selection)
    words = timeline_words(package, claim_ids)
    with st.container(key=session_keys.TIMELINE):
        component("atlas_timeline", "timeline.js")(
            key=session_keys.TIMELINE_FACE,
            data={
                "drawn": timeline_data(package, claim_ids, _BY[by]),
                "selected": filters.selected_claim(),
                "window": [day and day.isoformat() for day in (selection.start, selection.end)],
                "alt": words.alt,
            },
        )
    title = f"{BY_NAME['timeline'].title} by {by.lower()}"
    chart_block.offer_drawing(session_keys.TIMELINE, title, Origin(claim_ids))
    chart_block.show_table(words, session_keys.TIMELINE)
