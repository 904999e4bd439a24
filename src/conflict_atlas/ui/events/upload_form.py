"""The place to drop a file of events on, and what became of it."""

import json
import tomllib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from conflict_atlas.claims.export import write_csv
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import datasets

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {
    "Recognise": "auto",
    "UCDP GED": "ucdp-ged",
    "ACLED": "acled",
    "Airwars": "airwars",
    "IOM DTM": "dtm",
    "HXL tags": "hxl",
    "Other columns": "csv",
}
FILE, FORM, MAPPING = "own-events", "own-format", "own-mapping"
_READ = "_own-read"


@dataclass(frozen=True, eq=False)
class _Read:
    """What became of a file: its report and rejected rows, or why it could not be read."""

    name: str
    report: str = ""
    rejected: "pd.DataFrame | None" = None
    fault: str = ""


def draw() -> None:
    """Draw the place, and tell what became of the file that lies there."""
    megabytes = st.get_option("server.maxUploadSize")
    found: _Read | None = st.session_state.get(_READ)
    with st.expander("Use a file of your own", key="own-file", expanded=bool(found)):
        st.caption(
            f"A CSV or GeoJSON of events, up to {megabytes} MB: UCDP GED, ACLED, Airwars, IOM DTM, "
            "any file with HXL tags, or other columns with a mapping file. It is kept in this "
            "session only, is never written to disk, and is gone when you close or reload the "
            "page. Nobody else sees it, and no link restores it."
        )
        left, middle, right = st.columns([4, 2, 3])
        left.file_uploader("Events", type=["csv", "geojson"], key=FILE, on_change=_changed)
        form = middle.selectbox("Format", list(FORMATS), key=FORM, on_change=_read_again)
        if form == "Other columns":
            right.file_uploader(
                "Mapping file", type=["toml", "json"], key=MAPPING, on_change=_read_again
            )
        if found:
            _tell(found)


def _changed() -> None:
    """Read the file that lies there now, or let go of the one that lay there; a callback."""
    state = st.session_state
    uploaded_events.let_go()
    state.pop(_READ, None)
    brought, mapping = state.get(FILE), state.get(MAPPING)
    if brought is None:
        return
    from conflict_atlas.events.formats.import_fault import ImportFault  # noqa: PLC0415 - belongs to the engine

    form = FORMATS.get(state.get(FORM, ""), "auto")
    try:
        stated = _parse(mapping.name, mapping.getvalue()) if mapping and form == "csv" else None
        report, rejected = uploaded_events.take(
            brought.getvalue(),
            brought.name,
            uploaded_events.OWN,
            form=form,
            mapping=stated,
            about={"title": f"Your file {brought.name}"},
        )
    except (ImportFault, ValueError) as fault:
        state[_READ] = _Read(brought.name, fault=str(fault))
        return
    state[_READ] = _Read(brought.name, report, rejected)
    datasets.choose(uploaded_events.OWN)


def _read_again() -> None:
    """Read the same file by what is said of it now; a callback."""
    if st.session_state.get(FILE) is not None:
        _changed()


def _parse(name: str, content: bytes) -> dict[str, Any]:
    """Read a mapping; raises ValueError."""
    try:
        text = content.decode("utf-8")
        return dict(json.loads(text) if name.endswith(".json") else tomllib.loads(text))
    except (ValueError, TypeError) as error:
        raise ValueError(f"{name}: not a mapping file in TOML or JSON: {error}") from None


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
            partial(write_csv, found.rejected, mark=True),
            "rejected-rows.csv",
            "text/csv",
            on_click="ignore",
            key="own-rejected",
        )
    if st.session_state.get(FILE) is None:  # brought on another page: nothing to cross out here
        st.button("Remove the file", on_click=_remove, key="own-remove")


def _remove() -> None:
    uploaded_events.let_go()
    st.session_state.pop(_READ, None)
