"""All claims beside all datasets, and the files from which anybody can recompute the verdicts."""

from functools import partial

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.schema import FIGURES
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.evidence import verdict_table
from conflict_atlas.evidence.finding import counts_killed
from conflict_atlas.evidence.sentences import VERDICT_LABEL, unit_of
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.claims import claim_list
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.share import claim_download

KEY = session_keys.VERDICTS
# A claim, its figure and what is recorded are whole in a window of 1024 pixels.
_WIDTHS = {"Claim": 350, "Verdict": 160, "Claim’s figure": 215, "Recorded": 250}
_ORDER = (
    "within",
    "above",
    "below",
    "not_comparable",
    "recorded",
    "nothing_recorded",
    "not_covered",
    verdict_table.NOT_COMPARED,
)


def show(selection: Selection, datasets: tuple[Dataset, ...]) -> None:
    """Draw the table, in which a row selects its claim, and the downloads."""
    st.html("<h2>Every claim beside every dataset</h2>")
    st.caption(
        "Each claim with its default window, around what the article gives wherever it gives "
        "enough. Figures of different datasets are never added up: the same event may be in both."
    )
    whole = verdict_table.join(process_state.package(), [_compare_all(d) for d in datasets])
    selected = whole[whole["claim_id"].isin(identify(process_state.package(), selection))]
    table = pa.Table.from_pandas(_words(selected, datasets), preserve_index=False)
    if len(table):
        claim_list.draw(table, KEY, what=f"{len(table)} verdicts", widths=_WIDTHS)
    else:
        st.html('<p class="atlas-words">No claim matches the filters; the files hold them all.</p>')
    _downloads(whole, datasets)


@kept_with_it
@memoized(32)
def _compare_all(dataset: Dataset) -> list[verdict_table.Row]:
    return verdict_table.compare_all(process_state.package(), dataset)


def _words(table: pd.DataFrame, datasets: tuple[Dataset, ...]) -> pd.DataFrame:
    """The table as readers see it; claims compared with a number come first."""
    claims = record(process_state.package(), "claims")
    labels = {dataset.source_id: dataset.manifest.label for dataset in datasets}
    rows = sorted(records(table), key=lambda row: _ORDER.index(row["verdict"]))
    return pd.DataFrame(
        {
            "Claim": [claims[row["claim_id"]]["title"] for row in rows],
            "Verdict": [VERDICT_LABEL[row["verdict"]] for row in rows],
            "Claim’s figure": [_said(claims[row["claim_id"]]) for row in rows],
            "Recorded": [_recorded(row) for row in rows],
            "Dataset": [labels.get(row["source_id"], "") for row in rows],
            "Events": pd.array([row["events"] for row in rows], "Int64"),
            "Days": pd.array([row["days"] for row in rows], "Int64"),
            "km": pd.array([row["km"] for row in rows], "Int64"),
            "Weak because": [_reasons(row) for row in rows],
            claim_list.IDENTIFIER: [row["claim_id"] for row in rows],
        }
    )


def _said(claim: Record) -> str:
    if not counts_killed(claim):
        return ""
    return phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])


def _recorded(row: Record) -> str:
    low, best, high = (
        float("nan") if phrase.is_missing(row[name]) else float(row[name]) for name in FIGURES
    )
    return phrase.stated(low, best, high, unit_of(row["source_measure"]))


def _reasons(row: Record) -> str:
    """Codes in plain spelling; a claim that is not compared has its reason in words already."""
    if row["verdict"] == verdict_table.NOT_COMPARED:
        return str(row["reasons"])
    return ", ".join(code.replace("-", " ") for code in row["reasons"].split())


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
