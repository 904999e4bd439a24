"""Share: the lines that fetch what is selected from the API, for a reader's own code."""

from dataclasses import replace
from html import escape

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.ui.events import event_question
from conflict_atlas.ui.session import datasets, filters
from conflict_atlas.ui.share import code_lines
from conflict_atlas.ui.share.code_lines import Lines

Pairs = list[tuple[str, str]]


def draw(page: str, selection: Selection) -> None:
    """Draw the lines for the claims, and for the events of the dataset that is chosen."""
    st.markdown("**Use this selection in your own code**")
    if filters.is_backwards(selection):
        st.caption("The first day lies after the last: there is nothing to fetch.")
        return
    root = f"{site_root(page)}/api"
    with st.expander("Claims: curl, pandas, R"):
        _show(claim_lines(root, selection))
    _draw_events(root, page, selection)


def site_root(page: str) -> str:
    """Address of the first page as this reader knows it, without a slash at its end."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return code_lines.site_root(st.context.url or "", page, f"/{base}" if base else "")


def claim_lines(root: str, selection: Selection) -> Lines:
    """Lines that fetch the selected claims."""
    rows = len(identify(process_state.package(), selection))
    types = _named("type", selection.types, process_state.options().types)
    return code_lines.write(root, "claims", [*shared_params(selection), *types], rows)


def shared_params(selection: Selection) -> Pairs:
    """Parameters that claims and events have in common, with the names that links carry."""
    options = process_state.options()
    days = (("from", selection.start), ("to", selection.end))
    return [
        *((name, day.isoformat()) for name, day in days if day),
        *_named("actor", selection.actors, options.actors),
        *_named("place", selection.places, options.places),
        *([("q", selection.text)] if selection.text.strip() else []),
    ]


def event_lines(root: str, page: str, dataset: Dataset, selection: Selection) -> Lines:
    """Lines that fetch the events a page shows, a month and a square that were picked included."""
    question = event_question.ask_on(page, dataset, selection)
    wanted = question.narrowed
    shown = replace(selection, start=wanted.start, end=wanted.end)
    params = [("source", dataset.source_id), *shared_params(shown)]
    if wanted.cell:
        params.append(("cell", question.cell))
    return code_lines.write(root, "events", params, dataset.summary(wanted).events)


def _draw_events(root: str, page: str, selection: Selection) -> None:
    chosen = datasets.chosen()
    if chosen is None:
        return
    if chosen.uploaded:
        st.caption("Events that only this session has cannot be fetched from elsewhere.")
        return
    question = event_question.ask_on(page, chosen, selection)
    wanted = question.narrowed
    if wanted.start and wanted.end and wanted.start > wanted.end:
        st.caption("The month that was picked lies outside the days: there are no events to fetch.")
        return
    with st.expander("Recorded events: curl, pandas, R"):
        _show(event_lines(root, page, chosen, selection))
        for note in question.notes:
            st.html(f'<p class="atlas-hint">{escape(note)}</p>')


def _named(name: str, identifiers: tuple[str, ...], known: dict[str, str]) -> Pairs:
    words = {identifier: word for word, identifier in known.items()}
    return [(name, words[identifier]) for identifier in identifiers]


def _show(lines: Lines) -> None:
    for code, language in ((lines.curl, "bash"), (lines.python, "python"), (lines.r, "r")):
        st.code(code, language=language, wrap_lines=True)
