"""Links from a claim's card to events recorded around it."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.evidence.window import centres
from conflict_atlas.ui.page import page_files
from conflict_atlas.ui.session import datasets
from conflict_atlas.views.series import recorded_around


def draw(claim_id: str) -> None:
    """Draw the links: to events if a dataset is loaded, and to the counts of the claim's month."""
    package = process_state.package()
    if datasets.offered() and centres(package, claim_id):
        st.page_link(page_files.named("evidence"), label="Recorded events around this claim")
    recorded = recorded_around.find(package, claim_id)
    if recorded:
        page = page_files.named(recorded_around.PAGE)
        st.page_link(page, label=recorded.label, query_params=dict(recorded.params))
