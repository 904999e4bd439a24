"""Event datasets a reader can compare with the claims: which there are, and which is chosen.

One at a time, because the same event may be in two of them. Without any, no query engine is ever
imported.
"""

import logging
from collections import Counter
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.dataset_folder import DatasetGoneError, LibraryError
from conflict_atlas.link import parameter_names
from conflict_atlas.ui.session import kept_choices, session_keys

KEY = parameter_names.EVENTS
_UPLOADED, _TITLE = session_keys.UPLOADED_DATASETS, session_keys.DATASET_TITLE


def draw_identifier(page: str) -> None:
    """Draw the control that holds the chosen dataset for the address; nobody sees it."""
    options = offered()
    state = st.session_state
    if state.get(KEY) is not None and state[KEY] not in options:
        state[session_keys.DATASET_GONE] = (state[KEY], page)
        state[KEY] = None
    if options or session_keys.DATASET_GONE in state:  # or the address would keep naming it
        st.selectbox(
            "Identifier of the recorded events",
            list(options),
            index=None,
            key=KEY,
            bind="query-params",
        )


def draw(place: DeltaGenerator) -> Dataset | None:
    """Draw the choice among the filters, if there is any dataset; returns the chosen one."""
    if not offered():
        return None
    with place, st.popover("Recorded events", key=f"{session_keys.CHOOSE}{KEY}"):
        _draw_choice()
        found = chosen()
        if found:
            st.html(_describe(found.manifest))
    return found


def _draw_choice() -> None:
    """Draw the choice by title; what holds the identifier follows it."""
    state, named = st.session_state, titles()
    state[_TITLE] = state.get(KEY)
    st.selectbox(
        "Recorded events",
        list(named),
        index=None,
        key=_TITLE,
        format_func=named.__getitem__,
        on_change=_take_choice,
        placeholder="None",
        help="What another source recorded, shown below the claims. One dataset at a time: "
        "the same event may be in two of them.",
    )


def _take_choice() -> None:
    asked = st.session_state[_TITLE]
    if not kept_choices.is_late(KEY, asked):
        kept_choices.put(KEY, asked)


def chosen() -> Dataset | None:
    """Return the dataset that the reader looks at; None when none is chosen."""
    source_id = st.session_state.get(KEY)
    return offered().get(source_id) if source_id else None


def loaded() -> tuple[Dataset, ...]:
    """Return the datasets of this server, which every reader can choose."""
    return tuple(_loaded().values())


def choose(source_id: str) -> None:
    """Choose a dataset, "" none; only from a callback."""
    kept_choices.put(KEY, source_id or None)


def offered() -> dict[str, Dataset]:
    """Every dataset this reader can choose, by identifier; their own uploads come last."""
    uploaded: dict[str, Dataset] = st.session_state.get(_UPLOADED, {})
    return _loaded() | uploaded


def tell_gone(place: DeltaGenerator, page: str) -> None:
    """Say that the chosen dataset is gone, until a reader chooses another or leaves the page."""
    state = st.session_state
    gone = state.get(session_keys.DATASET_GONE)
    if gone is None:
        return
    if state.get(KEY) or gone[1] != page:
        state.pop(session_keys.DATASET_GONE)
        return
    place.html(f'<div class="atlas-notice" role="status"><p>{DatasetGoneError(gone[0])}</p></div>')


def titles() -> dict[str, str]:
    """Titles of all that this reader can choose, by identifier, which is added to equal ones."""
    found = {source_id: dataset.title for source_id, dataset in offered().items()}
    often = Counter(found.values())
    return {
        source_id: title if often[title] == 1 else f"{source_id}: {title}"
        for source_id, title in found.items()
    }


def bring(dataset: Dataset) -> None:
    """Offer a dataset in this session only."""
    uploaded = st.session_state.get(_UPLOADED, {})
    st.session_state[_UPLOADED] = uploaded | {dataset.source_id: dataset}


def withdraw(source_id: str) -> None:
    """Stop offering a dataset of this session."""
    kept = {k: v for k, v in st.session_state.get(_UPLOADED, {}).items() if k != source_id}
    st.session_state[_UPLOADED] = kept


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
