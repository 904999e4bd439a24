"""The way from a claim's card to what event datasets record around it."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.evidence.window import centres
from conflict_atlas.ui.page import page_files
from conflict_atlas.ui.session import datasets


def draw(claim_id: str) -> None:
    """Draw the link where a dataset is loaded and the claim can be compared with events."""
    if datasets.offered() and centres(process_state.package(), claim_id):
        st.page_link(page_files.named("evidence"), label="Recorded events around this claim")
