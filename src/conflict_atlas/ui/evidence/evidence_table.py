"""All claims beside all datasets, and the files from which anybody can recompute the verdicts."""

from functools import partial

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.record import Record
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.evidence import verdict_table
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.claims import claim_list
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.share import claim_download
from conflict_atlas.views.evidence import verdict_words

KEY = session_keys.VERDICTS
# A claim, its figure and what is recorded are whole in a window of 1024 pixels.
_WIDTHS = {"Claim": 349, "Verdict": 156, "Claim’s figure": 136, "Recorded": 302, "Dataset": 376}


def show(selection: Selection, datasets: tuple[Dataset, ...]) -> None:
    """Draw the table, in which a row selects its claim, and the downloads."""
    st.html(f"<h2>{verdict_words.TITLE}</h2>")
    st.caption(verdict_words.HOW)
    whole = verdict_table.join(process_state.package(), [_compare_all(d) for d in datasets])
    selected = whole[whole["claim_id"].isin(identify(process_state.package(), selection))]
    table = pa.Table.from_pandas(_listed(selected, datasets), preserve_index=False)
    if len(table):
        claim_list.draw(table, KEY, what=f"{len(table)} verdicts", widths=_WIDTHS)
    else:
        st.html('<p class="atlas-words">No claim matches the filters; the files hold them all.</p>')
    _downloads(whole, datasets)


@kept_with_it
@memoized(32)
def _compare_all(dataset: Dataset) -> list[Record]:
    return verdict_table.compare_all(process_state.package(), dataset)


def _listed(table: pd.DataFrame, datasets: tuple[Dataset, ...]) -> pd.DataFrame:
    """The table as readers see it, with the identifiers by which a row selects its claim."""
    claim_ids, said = verdict_words.in_words(process_state.package(), table, datasets)
    return said.assign(**{claim_list.IDENTIFIER: claim_ids})


def _downloads(whole: pd.DataFrame, datasets: tuple[Dataset, ...]) -> None:
    row = st.container(horizontal=True, vertical_alignment="center")
    row.download_button(
        "Verdicts as CSV",
        partial(write_csv, whole, mark=True),
        claim_download.name("verdicts.csv"),
        "text/csv",
        on_click="ignore",
        key=f"{KEY}-csv",
    )
    count = verdict_table.count_used(whole)
    if count > verdict_table.MOST_EVENTS:
        row.caption(
            f"The windows hold {count:,} events, too many for one file here: take them from the "
            "imported datasets themselves."
        )
        return
    row.download_button(
        "Their events as CSV",
        partial(_write_events, datasets),
        claim_download.name("events.csv"),
        "text/csv",
        on_click="ignore",
        key=f"{KEY}-events-csv",
    )
    row.caption("From these two files anybody can recompute the table: docs/evidence.md says how.")


def _write_events(datasets: tuple[Dataset, ...]) -> bytes:
    return write_csv(verdict_table.events_used(process_state.package(), datasets), mark=True)
