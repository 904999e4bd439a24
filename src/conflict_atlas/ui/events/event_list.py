"""Recorded events one by one, newest first, and one of them in full."""

from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import records
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.events.event_question import EventQuestion
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.widgets import row_list
from conflict_atlas.views.events import event_card, event_words

_IN_FULL = ("Notes", "Source")  # only beside the list, where there is room for them
MOST = 200  # events shown at once; the rest are a page further
_PAGE, _OF = session_keys.EVENT_PAGE, session_keys.EVENT_PAGE_OF
_CHOSEN = session_keys.EVENT_ROW


def show(question: EventQuestion, total: int, key: str) -> None:
    """List the events that answer a question, in pages; ``total`` says how many there are."""
    if not total:
        st.html('<p class="atlas-hint">No recorded event here answers these filters.</p>')
        return
    dataset, wanted = question.dataset, question.narrowed
    page = _draw_pages(dataset, wanted, total)
    table = _rows(dataset, wanted, page)

    def choose(row: int) -> None:
        st.session_state[_CHOSEN] = row

    left, right = st.columns([3, 2])
    with left:
        row_list.draw(
            table,
            key,
            range(len(table)),
            choose,
            f"List of {len(table)} of {total} recorded events; choosing a row shows it in full",
            columns=tuple(name for name in table.column_names if name not in _IN_FULL),
            widths={"When": 140, "Place": 120, "Sides": 205},
        )
    with right:
        _show_card(dataset, wanted, page)


def _draw_pages(dataset: Dataset, wanted: EventFilter, total: int) -> int:
    """Say which of how many events are listed, with ways to the next; returns the page from 0."""
    state = st.session_state
    if state.get(_OF) != (dataset.manifest, wanted):
        state[_OF], state[_PAGE], state[_CHOSEN] = (dataset.manifest, wanted), 0, 0
    last = (total - 1) // MOST
    page = min(int(state.get(_PAGE, 0)), last)
    first = page * MOST + 1
    row = st.container(horizontal=True, vertical_alignment="center")
    shown = f"{phrase.exact(first)} to {phrase.exact(min(total, first + MOST - 1))} of "
    row.caption(
        f"{shown if last else ''}{event_words.events(total)} recorded, newest first",
        width="content",
    )
    if last:
        for name, to, dead in (("Newer", page - 1, page == 0), ("Older", page + 1, page == last)):
            row.button(
                name,
                key=f"{session_keys.EVENT_PAGES}{name}",
                on_click=_turn,
                args=(to,),
                disabled=dead,
            )
    return page


def _turn(page: int) -> None:
    st.session_state[_PAGE], st.session_state[_CHOSEN] = page, 0


def _show_card(dataset: Dataset, wanted: EventFilter, page: int) -> None:
    found, row = _page(dataset, wanted, page), int(st.session_state.get(_CHOSEN, 0))
    if row < len(found):
        st.html(event_card.card(records(found.iloc[[row]])[0], dataset.manifest))


def _page(dataset: Dataset, wanted: EventFilter, page: int) -> pd.DataFrame:
    return dataset.listed(wanted, MOST, page * MOST)


@kept_with_it
@memoized(128)
def _rows(dataset: Dataset, wanted: EventFilter, page: int) -> pa.Table:
    rows = records(_page(dataset, wanted, page))
    unit = dataset.manifest.people
    columns: dict[str, list[Any]] = {
        "When": [phrase.short_months(event_card.when(row)) for row in rows],
    }
    if unit:
        columns[f"People {unit}"] = [event_card.figure(row) for row in rows]
    columns |= {
        "Place": [row["place"] for row in rows],
        "Sides": [event_card.sides(row) for row in rows],
        "Type": [row["event_type"] for row in rows],
        "Notes": [row["notes"] for row in rows],
        "Source": [row["reference"] for row in rows],
    }
    # As objects: a column of nothing but gaps would be one of numbers.
    table = pd.DataFrame(columns, dtype="object").fillna("")
    return pa.Table.from_pandas(table, preserve_index=False)
