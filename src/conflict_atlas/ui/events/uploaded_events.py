"""Events that only this session has: a file its reader drops on the page, and the invented sample.

Nothing of them is written to disk: a file comes in memory (``streamlit_patches.py`` sees to that),
is read from there by the importer of the command line in a process of its own, and asked in an
engine that may not write. It goes with the session (``hosting/departed.py``).
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.importing.isolated_reader import IsolatedReading, read_isolated
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import datasets, session_keys

if TYPE_CHECKING:
    from conflict_atlas.events.store.memory_library import EventsInMemory

SAMPLE, UPLOADED = "sample", "own-file"
SAMPLE_FILE = "sample_events.csv"
_OF_SAMPLE: dict[str, Any] = {
    "title": "Sample events",
    "attribution": "made up by a program",
    "licence": "CC0-1.0",
    "invented": True,
}
_HELD = session_keys.UPLOADED_EVENTS


def restore_sample() -> None:
    """Offer the sample where the link asks for it; before the datasets are drawn."""
    if st.query_params.get(datasets.KEY) == SAMPLE and SAMPLE not in datasets.offered():
        bring_sample()


def bring_sample() -> None:
    """Offer the sample to this session, if the package has one; all sessions share it."""
    file = sample_file()
    if file.is_file():
        held = _sample(file, file.stat().st_mtime_ns)
        datasets.bring(Dataset(held.library(), held.source, uploaded=True))


@memoized(1)
def _sample(file: Path, _changed: int) -> "EventsInMemory":
    from conflict_atlas.events.importing.reader import read_events  # noqa: PLC0415 - imports the engine

    content = file.read_bytes()
    with read_events(content, SAMPLE_FILE, form="ucdp-ged", source_id=SAMPLE) as reading:
        return _store(replace(reading.source, **_OF_SAMPLE), reading.table)


def _store(source: Manifest, events: pa.Table) -> "EventsInMemory":
    from conflict_atlas.events.store.memory_library import EventsInMemory  # noqa: PLC0415 - imports the engine

    return EventsInMemory(source, events)


def leave_sample() -> None:
    """Choose no dataset; only from a callback."""
    datasets.choose("")


def is_used() -> bool:
    """Whether the reader of this session has uploaded a file."""
    return UPLOADED in datasets.offered()


def take(
    content: bytes, name: str, *, form: str = "auto", mapping: Mapping[str, Any] | None = None
) -> IsolatedReading:
    """Read a file in memory and offer it to this session; returns the result of reading it.

    Raises ImportFault.
    """
    found = read_isolated(content, name, form=form, mapping=mapping, source_id=UPLOADED)
    source = replace(found.source, title=f"Your file {name}")
    held = _store(source, found.table)
    # The session owns the events; the dataset it offers only refers to them.
    st.session_state[_HELD] = {UPLOADED: held}
    datasets.bring(Dataset(held.library(), source, uploaded=True))
    return found


def let_go() -> None:
    """Drop the reader's own file; only from a callback."""
    for held in st.session_state.get(_HELD, {}).values():
        held.close()
    st.session_state[_HELD] = {}
    datasets.withdraw(UPLOADED)
    if st.session_state.get(datasets.KEY) == UPLOADED:
        datasets.choose("")


def tell_in_share() -> None:
    """Say in the share control that a link cannot bring a reader's own file back."""
    if is_used():
        st.html(
            '<p class="atlas-hint">The link does not hold your own file. Anybody who opens it sees '
            "everything else, and has to load the file again.</p>"
        )


def sample_file() -> Path:
    """Where the package has the sample, if it has one."""
    return process_state.package().path / SAMPLE_FILE
