"""How one claim compares with what one dataset records around its place and date.

Each dataset is queried separately: its figures are added up within a window, never with those of
another dataset, for the same event may be in both. A claim that gives a number of people killed is
compared with the sum by ``claims.judgement``; any other only by whether something is recorded.
"""

from dataclasses import dataclass
from typing import Literal

from conflict_atlas.claims import judgement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.schema import Measure
from conflict_atlas.events.summary import Summary
from conflict_atlas.evidence.window import Window

Verdict = Literal[judgement.Stand, "recorded", "nothing_recorded", "not_comparable", "not_covered"]

Gap = Literal["", "days", "place", "country"]

KILLED: Measure = "people-killed"
WIDE_KM = 50  # a dataset with no event this near on any day does not cover a place


@dataclass(frozen=True)
class Coverage:
    """Whether a dataset covers a place and time at all.

    ``near`` counts its events of any day within WIDE_KM, or within the window where that is wider;
    ``countries`` are the names of their countries. ``unplaced`` counts the events of the window's
    days that have no coordinates. ``gap`` is "" if the dataset covers the window, else what it
    lacks.
    """

    near: int
    unplaced: int
    countries: tuple[str, ...]
    gap: Gap


@dataclass(frozen=True)
class Finding:
    """One claim compared with one dataset; ``sums`` is what the dataset records in the window."""

    claim_id: str
    dataset: Dataset
    window: Window
    sums: Summary
    coverage: Coverage
    verdict: Verdict


def counts_killed(claim: Record) -> bool:
    """Whether a claim gives a number of people killed, in all or of one group."""
    stated = not (phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"]))
    return stated and str(claim["measure"]).endswith("-killed")


def compare_with(package: Package, claim_id: str, dataset: Dataset, window: Window) -> Finding:
    """Compare a claim with a dataset; raises KeyError for an unknown claim or dataset."""
    claim = record(package, "claims")[claim_id]
    sums = dataset.summary(window.event_filter())
    coverage = cover(package, dataset, window)
    verdict = decide(claim, dataset.manifest.measure, sums, coverage)
    return Finding(claim_id, dataset, window, sums, coverage, verdict)


def decide(claim: Record, measure: str, sums: Summary, coverage: Coverage) -> Verdict:
    """Decide the verdict; ``measure`` is what the dataset counts."""
    if not sums.events:
        return "not_covered" if coverage.gap else "nothing_recorded"
    if not counts_killed(claim):
        return "recorded"
    if measure != KILLED or sums.ends is None:
        return "not_comparable"
    return judgement.judge(claim["low"], claim["high"], claim["bound"], *sums.ends)


def cover(package: Package, dataset: Dataset, window: Window) -> Coverage:
    """Find out whether a dataset covers a window."""
    around = EventFilter(circles=(window.circle(max(WIDE_KM, window.km)),))
    near = dataset.summary(around).events
    countries = tuple(dataset.names(around, "country")["name"]) if near else ()
    gap: Gap = ""
    if not _overlaps(dataset, window):
        gap = "days"
    elif not near:
        gap = "place"
    elif _is_elsewhere(package, window.centre.country, countries):
        gap = "country"
    days = dataset.summary(EventFilter(window.first_day, window.last_day))
    return Coverage(near, days.events - days.placed, countries, gap)


def _overlaps(dataset: Dataset, window: Window) -> bool:
    """Whether the days of a dataset overlap those of the window."""
    first, last = dataset.manifest.first_day, dataset.manifest.last_day
    begun, ended = window.first_day.isoformat(), window.last_day.isoformat()
    return bool(first) and first <= ended and begun <= last


def _is_elsewhere(package: Package, country: str, named: tuple[str, ...]) -> bool:
    """Whether all events near a place name other countries that the package knows.

    A name that the package does not know may be another spelling of the place's own country.
    """
    known = {name.casefold() for name in package.places["country"]} - {country.casefold()}
    return bool(named) and all(name.casefold() in known for name in named)
