"""Event datasets a reader can compare with the claims: which there are, and which is chosen.

One at a time, because the same event may be in two of them. Without any, no query engine is ever
imported.
"""

import logging
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.link import parameter_names
from conflict_atlas.ui.session import session_keys

KEY = parameter_names.EVENTS
_BROUGHT = session_keys.UPLOADED_DATASETS


def draw(place: DeltaGenerator) -> Dataset | None:
    """Draw the choice among the filters, if there is anything to choose; returns what is chosen."""
    options = offered()
    state = st.session_state
    if state.get(KEY) is not None and state[KEY] not in options:
        state.pop(KEY)  # taken out since, or never there; None says that none is wanted
    if not options:
        return None
    with place, st.popover("Recorded events", key=f"{session_keys.CHOOSE}{KEY}"):
        st.selectbox(
            "Recorded events",
            list(options),
            index=None,
            key=KEY,
            bind="query-params",
            placeholder="None",
            help="What another source recorded, shown below the claims. One dataset at a time: "
            "the same event may be in two of them.",
        )
        found = chosen()
        if found:
            st.html(_describe(found.manifest))
    return found


def chosen() -> Dataset | None:
    """Return the dataset that the reader looks at; None when none is chosen."""
    source_id = st.session_state.get(KEY)
    return offered().get(source_id) if source_id else None


def loaded() -> tuple[Dataset, ...]:
    """Return the datasets of this server, which every reader can choose."""
    return tuple(_loaded().values())


def choose(source_id: str) -> None:
    """Choose a dataset; only from a callback, before the sidebar is drawn."""
    st.session_state[KEY] = source_id


def offered() -> dict[str, Dataset]:
    """Every dataset this reader can choose by its identifier, what they brought along last."""
    brought: dict[str, Dataset] = st.session_state.get(_BROUGHT, {})
    return _loaded() | brought


def bring(dataset: Dataset) -> None:
    """Offer a dataset in this session only."""
    brought = st.session_state.get(_BROUGHT, {})
    st.session_state[_BROUGHT] = brought | {dataset.source_id: dataset}


def withdraw(source_id: str) -> None:
    """Offer a dataset that was brought along no more."""
    kept = {k: v for k, v in st.session_state.get(_BROUGHT, {}).items() if k != source_id}
    st.session_state[_BROUGHT] = kept


def _loaded() -> dict[str, Dataset]:
    try:
        return {dataset.source_id: dataset for dataset in process_state.datasets()}
    except LibraryError:
        # One broken manifest must not take the claims from their readers; the
        # server's log says what to do.
        logging.getLogger(__name__).exception("Event datasets cannot be read")
        return {}


def _describe(source: Manifest) -> str:
    invented = "Invented, to try the pages with. " if source.invented else ""
    cited = escape(source.citation)
    return f'<p class="atlas-words">{invented}{cited}{_tell_rejected(source)}</p>'


def _tell_rejected(source: Manifest) -> str:
    """Say how many rows of the file were rejected, so that a count of the file can be explained."""
    if not source.rejected:
        return ""
    rejected, rows = phrase.exact(source.rejected), phrase.exact(source.rows_read)
    verb = "was" if source.rejected == 1 else "were"
    return f" · {rejected} of {rows} rows {verb} rejected at import"
