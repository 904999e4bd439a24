"""What the evidence page says without a dataset, and with the invented one."""

from collections.abc import Sequence

import streamlit as st

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import session_keys

_TEXT = (
    "<p><b>No event dataset is loaded.</b> With one, this page shows for each claim that has a "
    "date and a place:</p><ul>"
    "<li>the events recorded around it, on a map, in time and as a table;</li>"
    "<li>what they add up to, lowest to highest, for each dataset by itself;</li>"
    "<li>how the claim stands beside that, and why the comparison is weak where it is;</li>"
    "<li>a table of all claims, with files from which anybody can recompute it.</li></ul>"
    "<p>Whoever runs this server loads a file from UCDP, ACLED, Airwars, IOM DTM or HDX with</p>"
)


def show() -> None:
    """Say what would be there, how to load it, and offer the sample."""
    with st.container(border=True, key=session_keys.EVIDENCE_EMPTY):
        st.html(_TEXT)
        st.code("conflict-atlas import FILE", language=None)
        st.html("<p>You can also use a file of your own for this visit, above.</p>")
        if uploaded_events.has_sample():
            st.button(
                "Try it with invented events",
                on_click=uploaded_events.try_sample,
                key=session_keys.TRY_SAMPLE,
            )


def tell_sample(datasets: Sequence[Dataset]) -> None:
    """Say that what is shown is invented, and how to leave it."""
    if not any(dataset.manifest.invented for dataset in datasets):
        return
    with st.container(border=True, key=session_keys.EVIDENCE_SAMPLE):
        st.html(
            '<p role="status"><b>These events are invented.</b> They only show how the page works '
            "and say nothing about what happened.</p>"
        )
        st.button(
            "Leave the invented events",
            on_click=uploaded_events.leave_sample,
            key=session_keys.LEAVE_SAMPLE,
        )
