"""Events that only this session has: a file its reader drops on the page, and the invented sample.

Nothing of them is written to disk: the file comes in memory (``server.keep_uploads_in_memory``),
is read from there by the importer of the command line, and asked in an engine that may not write.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from conflict_atlas.claims.export import write_csv
from conflict_atlas.ui import datasets, store

if TYPE_CHECKING:
    import pandas as pd

SAMPLE, OWN = "sample", "own-file"
SAMPLE_FILE = "sample_events.csv"
FORMATS = {
    "Recognise": "auto",
    "UCDP GED": "ucdp-ged",
    "ACLED": "acled",
    "Airwars": "airwars",
    "IOM DTM": "dtm",
    "HXL tags": "hxl",
}
_OF_SAMPLE = {
    "title": "Sample events",
    "attribution": "made up by a program",
    "licence": "CC0-1.0",
    "invented": True,
}
_HELD, _READ, _UPLOAD = "_held-events", "_read-file", "own-events"


@dataclass(frozen=True)
class _Read:
    """What became of a file: its identity, its report, and the rejected rows or a fault."""

    file: tuple[str, str]
    report: str = ""
    rejected: Any = None
    fault: str = ""


def restore_sample() -> None:
    """Offer the sample where the link asks for it; before the datasets are drawn."""
    if st.query_params.get(datasets.KEY) == SAMPLE and SAMPLE not in datasets.offered():
        bring_sample()


def has_sample() -> bool:
    """Whether the package brings a sample."""
    return _sample_file().is_file()


def bring_sample() -> None:
    """Read the sample and offer it to this session."""
    if has_sample():
        content = _sample_file().read_bytes()
        _read(content, SAMPLE_FILE, "ucdp-ged", SAMPLE, **_OF_SAMPLE)


def try_sample() -> None:
    """Offer the sample and choose it; only from a callback."""
    bring_sample()
    datasets.choose(SAMPLE)


def leave_sample() -> None:
    """Choose no dataset; only from a callback."""
    st.session_state[datasets.KEY] = None


def is_used() -> bool:
    """Whether this session has a file of its reader's own."""
    return OWN in datasets.offered()


def draw_upload() -> None:
    """Draw the place to drop a file on, and what became of it."""
    megabytes = st.get_option("server.maxUploadSize")
    with st.expander("Use a file of your own", key="own-file"):
        st.caption(
            f"A CSV of events, up to {megabytes} MB: UCDP GED, ACLED, Airwars, IOM DTM, or any "
            "file with HXL tags. It is kept in this session only, is never written to disk, and is "
            "gone when you close or reload the page. Nobody else sees it; no link restores it."
        )
        left, right = st.columns([3, 1])
        brought = left.file_uploader("Events as CSV", type=["csv"], key=_UPLOAD)
        form = right.selectbox("Format", list(FORMATS), key="own-format")
        if brought is None:
            _forget()
            return
        found = _take(brought.file_id, brought.name, FORMATS[form], brought.getvalue)
        _tell(found)


def _take(file_id: str, name: str, form: str, content: Callable[[], bytes]) -> _Read:
    """Read a file once, however often the page runs."""
    before: _Read | None = st.session_state.get(_READ)
    if before and before.file == (file_id, form):
        return before
    from conflict_atlas.events.fault import ImportFault  # noqa: PLC0415 - belongs to the engine

    _forget()
    try:
        report, rejected = _read(content(), name, form, OWN, title=f"Your file {name}")
    except ImportFault as fault:
        found = _Read((file_id, form), fault=str(fault))
    else:
        found = _Read((file_id, form), report, rejected)
    st.session_state[_READ] = found
    return found


def _tell(found: _Read) -> None:
    if found.fault:
        st.html('<p role="alert"><b>The file could not be read.</b></p>')
        st.text(found.fault)
        return
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


def tell_in_share() -> None:
    """Say in the share control that a link cannot bring a reader's own file back."""
    if is_used():
        st.html(
            '<p class="atlas-hint">The link does not hold your own file. Whoever opens it sees '
            "everything else, and has to load the file again.</p>"
        )


def _read(
    content: bytes, name: str, form: str, source_id: str, **about: Any
) -> tuple[str, "pd.DataFrame"]:
    """Read a file in memory and offer it to this session; returns the report and rejected rows.

    ``about`` replaces what the manifest says. Raises ImportFault.
    """
    from conflict_atlas.events.importing import read  # noqa: PLC0415 - imports the engine
    from conflict_atlas.events.memory import Held  # noqa: PLC0415 - imports the engine

    with read(content, name, form=form, source_id=source_id) as reading:
        source = replace(reading.source, **about)
        held = Held(source, reading.table)
        report, rejected = reading.report(), reading.rejected
    # The session owns the events; what is offered only points at them.
    st.session_state[_HELD] = st.session_state.get(_HELD, {}) | {source_id: held}
    datasets.bring(datasets.Dataset(held.library(), source, own=True))
    return report, rejected


def _forget() -> None:
    """Let go of the file brought before."""
    st.session_state.pop(_READ, None)
    st.session_state.get(_HELD, {}).pop(OWN, None)
    datasets.withdraw(OWN)


def _sample_file() -> Path:
    return store.package().path / SAMPLE_FILE
