"""Every claim beside every dataset: a table, and the events behind it, for anybody to recompute.

Each claim is looked at through its default window, around what the article itself gives wherever
it gives enough. docs/evidence.md says how the table follows from the two files.
"""

from typing import Any

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.events import answers
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.schema import TILE_COLUMNS
from conflict_atlas.events.store.library import Library
from conflict_atlas.evidence.finding import Finding, find
from conflict_atlas.evidence.limitations import weaknesses
from conflict_atlas.evidence.window import Window, centres, default, why_not

# One file of events is meant for a spreadsheet; who wants more has the datasets themselves.
MOST_EVENTS = 100_000
Row = dict[str, Any]
NOT_HELD = "not_held"
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
_NUMBERS = ("days", "km", "near", "events", "figured", "low", "best", "high")
_KEY = ("source_id", "event_id")


def verdicts(package: Package, library: Library) -> pd.DataFrame:
    """Table of all claims: one row a claim and dataset; a claim that cannot be held has one row.

    Columns are COLUMNS; ``reasons`` are codes of ``weakness`` parted by spaces, and for a claim
    that cannot be held the reason in words.
    """
    return join(package, [held(package, library, source) for source in library.sources()])


def held(package: Package, library: Library, source: Manifest) -> list[Row]:
    """Hold every claim that can be held against events against one dataset, one row each."""
    return [
        _row(package, find(package, claim_id, library, source, window))
        for claim_id, window in windows(package)
    ]


def windows(package: Package) -> list[tuple[str, Window]]:
    """Every claim that can be held against events, with its default window."""
    return [
        (claim_id, default(offered[0]))
        for claim_id in package.claims.index
        if (offered := centres(package, claim_id))
    ]


def join(package: Package, parts: list[list[Row]]) -> pd.DataFrame:
    """Put what ``held`` gives for each dataset together, then the claims that cannot be held."""
    rows = [row for part in parts for row in part]
    rows += [
        {"claim_id": claim_id, "verdict": NOT_HELD, "reasons": reason}
        for claim_id in package.claims.index
        if (reason := why_not(package, claim_id))
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).assign(data_version=package.data_version)
    return table.astype(dict.fromkeys(_NUMBERS, "Int64"))


def count_used(table: pd.DataFrame) -> int:
    """Count the events behind a table of verdicts; one that lies in several windows counts in each.

    More than MOST_EVENTS are not written to a file.
    """
    return int(table["events"].sum())


def events_used(package: Package, library: Library) -> pd.DataFrame:
    """List every event behind ``verdicts``, each once, in the columns of the schema."""
    return once([used(package, library, source) for source in library.sources()])


def used(package: Package, library: Library, source: Manifest) -> pd.DataFrame:
    """List the events of one dataset that lie in any window."""
    return once(
        [
            answers.listed(library, source, window.asked(), MOST_EVENTS)
            for _, window in windows(package)
        ]
    )


def once(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put lists of events together, each event once, in the order of datasets and days."""
    found = [part for part in parts if len(part)] or parts[:1]
    if not found:
        return pd.DataFrame(columns=list(_KEY))
    whole = pd.concat(found, ignore_index=True).drop(columns=TILE_COLUMNS, errors="ignore")
    return whole.drop_duplicates(list(_KEY)).sort_values(
        ["source_id", "date_start", "event_id"], ignore_index=True
    )


def _row(package: Package, finding: Finding) -> Row:
    claim = record(package, "claims")[finding.claim_id]
    window, source, tally = finding.window, finding.source, finding.tally
    return {
        "claim_id": finding.claim_id,
        "source_id": source.source_id,
        "centre": window.centre.basis,
        "place": window.centre.place,
        "latitude": window.centre.latitude,
        "longitude": window.centre.longitude,
        "first_day": window.first_day.isoformat(),
        "last_day": window.last_day.isoformat(),
        "days": window.days,
        "km": window.km,
        **{f"claim_{name}": claim[name] for name in ("measure", "low", "high", "bound")},
        "source_measure": source.measure,
        "source_first_day": source.first_day,
        "source_last_day": source.last_day,
        "near": finding.coverage.near,
        "gap": finding.coverage.gap,
        **{name: getattr(tally, name) for name in ("events", "figured", "low", "best", "high")},
        "verdict": finding.verdict,
        "reasons": " ".join(reason.code for reason in weaknesses(package, finding)),
        "dataset_version": source.version,
        "invented": source.invented,
    }
