"""Recorded events in Share: the file of those a page shows, and what to cite them as."""

from functools import partial

import streamlit as st

from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.schema import TILE_COLUMNS
from conflict_atlas.ui.events import event_question
from conflict_atlas.ui.session import datasets, event_picks, session_keys
from conflict_atlas.ui.session.datasets import Dataset
from conflict_atlas.ui.share import claim_download

MOST = 100_000  # one file is meant for a spreadsheet; the API and the datasets have the rest


def draw(page: str, selection: Selection) -> None:
    """Draw the button for the events that a page shows; nothing where it shows none."""
    dataset = datasets.chosen()
    if dataset is None or not event_picks.is_known_on(page):
        return
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    asked = event_question.standing(dataset, page, selection)
    total = answers.summary(dataset.library, dataset.source, asked).events
    if total > MOST:
        st.caption(
            f"The {total:,} recorded events are too many for one file here: the lines below fetch "
            "them in parts."
        )
        return
    st.download_button(
        f"Recorded events as CSV ({total:,})",
        partial(_write, dataset, asked),
        claim_download.name(f"{dataset.source.source_id}.csv"),
        "text/csv",
        on_click="ignore",
        key=f"{session_keys.SHARE}-events.csv",
    )


def cited(page: str, selection: Selection) -> str:
    """Sentence that cites the dataset whose events a page shows; "" where it shows none."""
    dataset = datasets.chosen()
    if dataset is None or not event_picks.is_known_on(page):
        return ""
    asked = event_question.standing(dataset, page, selection)
    words = ["Recorded events"]
    if (asked.start, asked.end) != (selection.start, selection.end):  # more than the words above
        words.append(f"from {asked.start} to {asked.end}")
    if asked.cell:
        words.append(f"in the square {event_picks.cell()} of the map")
    version = f"version {dataset.source.version}"
    return f" {' '.join(words)}: {datasets.cite(dataset.source)}, {version}."


def _write(dataset: Dataset, asked: EventFilter) -> bytes:
    from conflict_atlas.events.query.queries import listed  # noqa: PLC0415 - imports the engine
    from conflict_atlas.events.query.sql_compiler import Query  # noqa: PLC0415

    rows = dataset.library.ask(dataset.source.source_id, asked, Query(listed, (MOST,)))
    return write_csv(rows.drop(columns=TILE_COLUMNS), mark=True)
