"""All claims beside all datasets in words: the table of verdicts as readers see it."""

from collections.abc import Iterable

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.schema import FIGURES
from conflict_atlas.evidence import verdict_table
from conflict_atlas.evidence.finding import counts_killed
from conflict_atlas.evidence.sentences import VERDICT_LABEL, unit_of

TITLE = "Every claim beside every dataset"
HOW = (
    "Each claim with its default window, around what the article gives wherever it gives "
    "enough. Figures of different datasets are never added up: the same event may be in both."
)
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


def in_words(
    package: Package, table: pd.DataFrame, datasets: Iterable[Dataset]
) -> tuple[list[str], pd.DataFrame]:
    """The claim of each row, and the rows; claims compared with a number come first."""
    claims = record(package, "claims")
    labels = {dataset.source_id: dataset.manifest.label for dataset in datasets}
    rows = sorted(records(table), key=lambda row: _ORDER.index(row["verdict"]))
    said = pd.DataFrame(
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
        }
    )
    return [row["claim_id"] for row in rows], said


def _said(claim: Record) -> str:
    if not counts_killed(claim):
        return ""
    # The title and what is recorded say what is counted.
    return phrase.figure(claim["low"], claim["high"], claim["bound"], "")


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
