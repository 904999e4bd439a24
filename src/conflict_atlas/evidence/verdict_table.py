"""Every claim compared with every dataset: a table, and the events needed to recompute it.

Each claim is compared within its default window, around the article's own place and days if it
gives both. docs/evidence.md says how the table follows from the two files.
"""

from collections.abc import Iterable

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.schema import FIGURES, TILE_COLUMNS
from conflict_atlas.evidence.finding import Finding, compare_with
from conflict_atlas.evidence.limitations import limitations
from conflict_atlas.evidence.window import Window, centres, default_window, why_not_compared

# One file of events should fit a spreadsheet; larger ones are in the datasets themselves.
MOST_EVENTS = 100_000
NOT_COMPARED = "not_compared"
COLUMNS = (
    "claim_id",
    "source_id",
    "centre",
    "place",
    "latitude",
    "longitude",
    "first_day",
    "last_day",
    "days",
    "km",
    "claim_measure",
    "claim_low",
    "claim_high",
    "claim_bound",
    "source_measure",
    "source_first_day",
    "source_last_day",
    "near",
    "gap",
    "events",
    "figured",
    "low",
    "best",
    "high",
    "verdict",
    "reasons",
    "data_version",
    "dataset_version",
    "invented",
)
_NUMBERS = ("days", "km", "near", "events", "figured", *FIGURES)
_KEY = ("source_id", "event_id")


def verdicts(package: Package, datasets: Iterable[Dataset]) -> pd.DataFrame:
    """Table of all claims: a row for each dataset, or one for a claim that cannot be compared.

    Columns are COLUMNS; ``reasons`` are codes of ``limitations`` separated by spaces, or for a
    claim that cannot be compared the reason in words.
    """
    return join(package, [compare_all(package, dataset) for dataset in datasets])


def compare_all(package: Package, dataset: Dataset) -> list[Record]:
    """Compare every comparable claim with one dataset, one row each."""
    return [
        _row(package, compare_with(package, claim_id, dataset, window))
        for claim_id, window in windows(package)
    ]


def windows(package: Package) -> list[tuple[str, Window]]:
    """Every comparable claim with its default window."""
    return [
        (claim_id, default_window(offered[0]))
        for claim_id in package.claims.index
        if (offered := centres(package, claim_id))
    ]


def join(package: Package, parts: list[list[Record]]) -> pd.DataFrame:
    """Join the rows of all datasets, followed by the claims that cannot be compared."""
    rows = [row for part in parts for row in part]
    rows += [
        {"claim_id": claim_id, "verdict": NOT_COMPARED, "reasons": reason}
        for claim_id in package.claims.index
        if (reason := why_not_compared(package, claim_id))
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).assign(data_version=package.data_version)
    return table.astype(dict.fromkeys(_NUMBERS, "Int64"))


def count_used(table: pd.DataFrame) -> int:
    """Count the events behind a table of verdicts; one in several windows counts in each.

    More than MOST_EVENTS are not written to a file.
    """
    return int(table["events"].sum())


def events_used(package: Package, datasets: Iterable[Dataset]) -> pd.DataFrame:
    """List every event in any window once, by dataset and day."""
    parts = [
        dataset.ask(window.event_filter(), "listed", MOST_EVENTS)
        for dataset in datasets
        for _, window in windows(package)
    ]
    found = [part for part in parts if len(part)] or parts[:1]
    if not found:
        return pd.DataFrame(columns=list(_KEY))
    whole = pd.concat(found, ignore_index=True).drop(columns=TILE_COLUMNS)
    return whole.drop_duplicates(list(_KEY)).sort_values(
        ["source_id", "date_start", "event_id"], ignore_index=True
    )


def _row(package: Package, finding: Finding) -> Record:
    claim = record(package, "claims")[finding.claim_id]
    window, manifest = finding.window, finding.dataset.manifest
    return {
        "claim_id": finding.claim_id,
        "source_id": manifest.source_id,
        "centre": window.centre.basis,
        "place": window.centre.place,
        "latitude": window.centre.latitude,
        "longitude": window.centre.longitude,
        "first_day": window.first_day.isoformat(),
        "last_day": window.last_day.isoformat(),
        "days": window.days,
        "km": window.km,
        **{f"claim_{name}": claim[name] for name in ("measure", "low", "high", "bound")},
        "source_measure": manifest.measure,
        "source_first_day": manifest.first_day,
        "source_last_day": manifest.last_day,
        "near": finding.coverage.near,
        "gap": finding.coverage.gap,
        **{name: getattr(finding.sums, name) for name in ("events", "figured", *FIGURES)},
        "verdict": finding.verdict,
        "reasons": " ".join(reason.code for reason in limitations(package, finding)),
        "dataset_version": manifest.version,
        "invented": manifest.invented,
    }
