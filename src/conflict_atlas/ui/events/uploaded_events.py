"""Events that only this session has: a file its reader drops on the page, and the invented sample.

Nothing of them is written to disk: a file comes in memory (``streamlit_patches.py`` sees to that),
is read from there by the importer of the command line, and asked in an engine that may not write.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.ui.session import datasets, session_keys

if TYPE_CHECKING:
    import pandas as pd

SAMPLE, UPLOADED = "sample", "own-file"
SAMPLE_FILE = "sample_events.csv"
_OF_SAMPLE = {
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


def has_sample() -> bool:
    """Whether the package brings a sample."""
    return _sample_file().is_file()


def bring_sample() -> None:
    """Read the sample, where the package brings one, and offer it to this session."""
    if has_sample():
        content = _sample_file().read_bytes()
        take(content, SAMPLE_FILE, SAMPLE, form="ucdp-ged", about=_OF_SAMPLE)


def try_sample() -> None:
    """Offer the sample and choose it; only from a callback."""
    is_drawn = bool(datasets.offered())
    bring_sample()
    datasets.choose(SAMPLE)
    if not is_drawn:  # a control that is drawn for the first time does not write its value there
        st.query_params[datasets.KEY] = SAMPLE


def leave_sample() -> None:
    """Choose no dataset; only from a callback."""
    st.session_state[datasets.KEY] = None


def is_used() -> bool:
    """Whether this session has a file of its reader's own."""
    return UPLOADED in datasets.offered()


def take(  # noqa: PLR0913 - a file, and what is stated about it
    content: bytes,
    name: str,
    source_id: str,
    *,
    form: str = "auto",
    mapping: Mapping[str, Any] | None = None,
    about: Mapping[str, Any],
) -> tuple[str, "pd.DataFrame"]:
    """Read a file in memory and offer it to this session; returns its report and rejected rows.

    ``about`` replaces what the manifest says. Raises ImportFault.
    """
    from conflict_atlas.events.importing.reader import read  # noqa: PLC0415 - imports the engine
    from conflict_atlas.events.store.memory_library import Held  # noqa: PLC0415 - imports the engine

    with read(content, name, form=form, mapping=mapping, source_id=source_id) as reading:
        source = replace(reading.source, **about)
        held = Held(source, reading.table)
        report, rejected = reading.report(), reading.rejected
    # The session owns the events; what is offered only points at them.
    st.session_state[_HELD] = st.session_state.get(_HELD, {}) | {source_id: held}
    datasets.bring(Dataset(held.library(), source, brought=True))
    return report, rejected


def let_go() -> None:
    """Let go of the reader's own file; only from a callback."""
    held = st.session_state.get(_HELD, {})
    st.session_state[_HELD] = {name: kept for name, kept in held.items() if name != UPLOADED}
    datasets.withdraw(UPLOADED)
    if st.session_state.get(datasets.KEY) == UPLOADED:
        st.session_state[datasets.KEY] = None


def tell_in_share() -> None:
    """Say in the share control that a link cannot bring a reader's own file back."""
    if is_used():
        st.html(
            '<p class="atlas-hint">The link does not hold your own file. Whoever opens it sees '
            "everything else, and has to load the file again.</p>"
        )


def _sample_file() -> Path:
    return process_state.package().path / SAMPLE_FILE
