"""What the pages of recorded events say while no dataset is chosen."""

import streamlit as st

from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import datasets, session_keys


def show() -> None:
    """Say what would be here, and how to get it: choose one, or load one first."""
    st.html(
        "<p>Here would stand what others recorded: how many events a month and a day, of which "
        "type and by which actors, with the lowest, best and highest figure of people, on a map "
        "and in charts that narrow each other.</p>"
    )
    offered = datasets.offered()
    if offered:
        st.html("<p><b>Choose a dataset</b> in the sidebar, or here.</p>")
        for source_id, dataset in offered.items():
            st.button(
                dataset.title.replace("[", "\\\\["),
                key=f"{session_keys.CHOOSE_DATASET}{source_id}",
                on_click=datasets.choose,
                args=(source_id,),
            )
        return
    if uploaded_events.has_sample():
        st.button(
            "Try it with invented events",
            on_click=uploaded_events.try_sample,
            key=session_keys.TRY_SAMPLE,
        )
    st.html(
        "<p><b>No event dataset is loaded on this server.</b> Whoever runs it can load one:</p>"
    )
    st.code("conflict-atlas import GEDEvent.csv", language=None)
    st.html(
        "<p>UCDP GED, ACLED, Airwars, IOM DTM, files with HXL tags and any other CSV or GeoJSON "
        "are read; <code>docs/events.md</code> tells how. The page needs no restart.</p>"
    )
