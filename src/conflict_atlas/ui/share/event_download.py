"""Recorded events in Share: a file of those a page shows, and how to cite them."""

from functools import partial

import streamlit as st

from conflict_atlas.claims.citation import bibtex_entry, escape_bibtex
from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.schema import TILE_COLUMNS
from conflict_atlas.ui.events import event_question
from conflict_atlas.ui.session import datasets, event_picks, session_keys
from conflict_atlas.ui.share import claim_download

MOST = 100_000  # one file should fit a spreadsheet; the API and the datasets have the rest


def draw(page: str, selection: Selection) -> None:
    """Draw the button for the events that a page shows; nothing where it shows none."""
    dataset = _shown(page)
    if dataset is None:
        return
    wanted = event_question.ask_on(page, dataset, selection).narrowed
    total = dataset.summary(wanted).events
    if total > MOST:
        st.caption(
            f"The {total:,} recorded events are too many for one file here: the lines below fetch "
            "them in parts."
        )
        return
    st.download_button(
        f"Recorded events as CSV ({total:,})",
        partial(_write, dataset, wanted),
        claim_download.name(f"{dataset.source_id}.csv"),
        "text/csv",
        on_click="ignore",
        key=f"{session_keys.SHARE}-events.csv",
    )


def cited(page: str, selection: Selection) -> str:
    """Sentence that cites the dataset whose events a page shows; "" where it shows none."""
    dataset = _shown(page)
    if dataset is None:
        return ""
    question = event_question.ask_on(page, dataset, selection)
    wanted, words = question.narrowed, ["Recorded events"]
    if (wanted.start, wanted.end) != (selection.start, selection.end):  # more than the words above
        words.append(f"from {wanted.start} to {wanted.end}")
    if wanted.cell:
        words.append(f"in the square {question.cell} of the map")
    return f" {' '.join(words)}: {dataset.manifest.citation_of_version}."


def bibtex(page: str) -> str:
    """Cite the dataset whose events a page shows as a BibTeX entry; "" where it shows none."""
    dataset = _shown(page)
    if dataset is None:
        return ""
    manifest = dataset.manifest
    fields = {
        "author": f"{{{escape_bibtex(manifest.attribution)}}}" if manifest.attribution else "",
        "title": f"{{{escape_bibtex(manifest.title)}}}",
        "version": escape_bibtex(manifest.version),
        "note": escape_bibtex(f"Recorded events as imported, {manifest.licence}".rstrip(", ")),
    }
    return bibtex_entry(manifest.source_id, fields)


def _shown(page: str) -> Dataset | None:
    """Dataset whose events a page shows."""
    return datasets.chosen() if event_picks.is_known_on(page) else None


def _write(dataset: Dataset, wanted: EventFilter) -> bytes:
    rows = dataset.ask(wanted, "listed", MOST).drop(columns=TILE_COLUMNS)
    return write_csv(rows, mark=True)
