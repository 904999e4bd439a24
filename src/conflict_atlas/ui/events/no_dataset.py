"""Messages on the pages of recorded events that have none to show, or only invented ones."""

from collections.abc import Sequence

import streamlit as st

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.ui import markdown
from conflict_atlas.ui.events import upload_form, uploaded_events
from conflict_atlas.ui.session import datasets, session_keys

_EVENTS = (
    "<p>With a dataset of another source, this page shows how many events it recorded, by month "
    "and by day, of which type and by which actors, with the lowest, best and highest figure of "
    "people: on a map and in charts that narrow each other.</p>"
)
_EVIDENCE = (
    "<p>With a dataset of another source, this page shows for each claim that has a date and a "
    "place:</p><ul>"
    "<li>the events recorded around it, on a map, in time and as a table;</li>"
    "<li>what they add up to, lowest to highest, for each dataset by itself;</li>"
    "<li>how the claim compares with that, and where the comparison is weak;</li>"
    "<li>a table of all claims, with files from which anybody can recompute it.</li></ul>"
)


def show_for_events() -> None:
    """Say what the events page shows, and offer the datasets there are, or how to get one."""
    st.html(_EVENTS)
    offered = datasets.titles()
    if not offered:
        _tell_how_to_load()
        return
    st.html("<p><b>Choose a dataset:</b></p>")
    for source_id, title in offered.items():
        st.button(
            markdown.escape(title),
            key=f"{session_keys.CHOOSE_DATASET}{source_id}",
            on_click=datasets.choose,
            args=(source_id,),
        )


def show_for_evidence() -> None:
    """Say what the evidence page shows, and how to get a dataset."""
    with st.container(border=True, key=session_keys.EVIDENCE_EMPTY):
        st.html(_EVIDENCE)
        _tell_how_to_load()


def tell_invented(shown: Sequence[Dataset]) -> None:
    """Say that what is shown is invented, and how to leave it."""
    if not any(dataset.manifest.invented for dataset in shown):
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


def _tell_how_to_load() -> None:
    st.html(
        "<p><b>There is no event dataset here yet.</b> You can use a file of your own, for this "
        f"visit: {upload_form.readable()}, and other tables with a mapping file, are read.</p>"
        '<p class="atlas-words">Whoever hosts this atlas adds one for everybody with '
        "<code>conflict-atlas import FILE</code> (<code>docs/events.md</code>).</p>"
    )
