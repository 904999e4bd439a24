"""The place to drop a file of events, and the result of reading it."""

from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import streamlit as st

from conflict_atlas import streamlit_patches
from conflict_atlas.claims.export import write_csv
from conflict_atlas.events.formats import mapped, mapping_file, registry
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.registry import AUTO
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import datasets, session_keys

_RECOGNISE = "Recognise"
_NO_ROOM = (
    "Files of readers now fill the"
    f" {streamlit_patches.MOST_UPLOADED >> 20} MB set aside for them: try again in a few minutes."
)
_FAULT_LENGTH = 2_000  # characters of a fault, which may quote the file
FORMATS = {_RECOGNISE: AUTO} | {one.label: one.name for one in registry.FORMATS}
ENDINGS = [ending.removeprefix(".") for ending in registry.ENDINGS]


@dataclass(frozen=True, eq=False)
class _Read:
    """The result of reading a file: report and rejected rows, or why it could not be read."""

    name: str
    report: str = ""
    rejected: pa.Table | None = None
    fault: str = ""


def draw() -> None:
    """Draw the place, and report on the file in it."""
    megabytes = st.get_option("server.maxUploadSize")
    found: _Read | None = st.session_state.get(session_keys.UPLOAD_REPORT)
    with st.expander("Use a file of your own", key=session_keys.UPLOAD, expanded=bool(found)):
        st.caption(
            f"A table of events, up to {megabytes} MB: {readable()}, or other columns with a "
            f"mapping file; {', '.join(registry.ENDINGS)}. It is kept in this "
            "session only, is never written to disk, and is gone when you close or reload the "
            "page. Nobody else sees it, and no link restores it."
        )
        left, middle, right = st.columns([4, 2, 3])
        left.file_uploader("Events", type=ENDINGS, key=session_keys.UPLOAD_FILE, on_change=_changed)
        middle.selectbox(
            "Format", list(FORMATS), key=session_keys.UPLOAD_FORMAT, on_change=_read_again
        )
        right.file_uploader(
            "Mapping file (any format)",
            type=["toml", "json"],
            key=session_keys.UPLOAD_MAPPING,
            on_change=_read_again,
        )
        if found:
            _tell(found)


def readable() -> str:
    """The formats that need no mapping file, in words."""
    return ", ".join(one.label for one in registry.FORMATS if one is not mapped.FORMAT)


def _changed() -> None:
    """Read the file that is there now, or drop the one that was; a callback."""
    state = st.session_state
    uploaded_events.let_go()
    state.pop(session_keys.UPLOAD_REPORT, None)
    uploaded, mapping = state.get(session_keys.UPLOAD_FILE), state.get(session_keys.UPLOAD_MAPPING)
    if uploaded is None:
        return
    if streamlit_patches.NO_ROOM in (uploaded.type, mapping and mapping.type):
        state[session_keys.UPLOAD_REPORT] = _Read(uploaded.name, fault=_NO_ROOM)
        return
    form = FORMATS.get(state.get(session_keys.UPLOAD_FORMAT, ""), AUTO)
    try:
        stated = mapping_file.parse(mapping.getvalue(), mapping.name) if mapping else None
        found = uploaded_events.take(uploaded.getvalue(), uploaded.name, form=form, mapping=stated)
    except ImportFault as fault:
        state[session_keys.UPLOAD_REPORT] = _Read(uploaded.name, fault=str(fault)[:_FAULT_LENGTH])
        return
    state[session_keys.UPLOAD_REPORT] = _Read(uploaded.name, found.report, found.rejected)
    datasets.choose(uploaded_events.UPLOADED)


def _read_again() -> None:
    """Read the same file again with the settings as they are now; a callback."""
    if st.session_state.get(session_keys.UPLOAD_FILE) is not None:
        _changed()


def _tell(found: _Read) -> None:
    if found.fault:
        st.html('<p role="alert"><b>The file could not be read.</b></p>')
        st.text(found.fault)
        return
    st.html('<p role="status"><b>The file is in use.</b></p>')
    st.text(found.report)
    if found.rejected is not None and len(found.rejected):
        st.download_button(
            f"Rejected rows as CSV ({len(found.rejected):,})",
            partial(_as_csv, found.rejected),
            "rejected-rows.csv",
            "text/csv",
            on_click="ignore",
            key=session_keys.UPLOAD_REJECTED,
        )
    # Uploaded on another page, it stands in no field that could be cleared here.
    if st.session_state.get(session_keys.UPLOAD_FILE) is None:
        st.button("Remove the file", on_click=_remove, key=session_keys.UPLOAD_REMOVE)


def _as_csv(rejected: pa.Table) -> bytes:
    return write_csv(rejected.to_pandas(), mark=True)


def _remove() -> None:
    uploaded_events.let_go()
    st.session_state.pop(session_keys.UPLOAD_REPORT, None)
