"""How one claim stands beside what one dataset records around its place and date.

Each dataset is asked for itself: its figures are added up within a window, and never with those of
another dataset, for the same event may be in both. A claim that gives a number of people killed is
placed beside the sum by ``claims.judgement``; any other only by whether something is recorded.
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
from ibis import _
from ibis.expr import types as ir

from conflict_atlas.claims import judgement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.events import answers
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.sql_compiler import Query
from conflict_atlas.events.single_flight import single_flight
from conflict_atlas.events.store.library import Library
from conflict_atlas.evidence.window import Window

Verdict = Literal[judgement.Stand, "recorded", "nothing_recorded", "not_comparable", "not_covered"]

KILLED = "people-killed"
WIDE_KM = 50  # a dataset without any event this near, on any day, is taken not to cover a place
COARSE_DAYS = ("week", "month", "year", "range")
COARSE_PLACES = ("near", "admin2", "admin1", "region", "country", "unknown")


@dataclass(frozen=True)
class EventSums:
    """What a dataset records in a window; sums are None when no event gives a figure.

    ``largest`` is the highest best figure of one event. ``coarse_days`` and ``coarse_places`` count
    the events that are not dated to one day, or not placed at a named point.
    """

    events: int
    figured: int
    low: int | None
    best: int | None
    high: int | None
    largest: int | None
    coarse_days: int
    coarse_places: int

    @property
    def ends(self) -> tuple[int, int] | None:
        """Lowest and highest number the sums give; None without any figure."""
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        return (min(given), max(given)) if given else None


@dataclass(frozen=True)
class Coverage:
    """Whether a dataset speaks of a place and time at all.

    ``near`` counts its events of any day within WIDE_KM, or within the window where that is wider;
    ``countries`` are the names of countries that these give. ``unplaced`` counts the events of the
    window's days that have no coordinates. ``gap`` is "" where the dataset covers the window, else
    what it lacks.
    """

    near: int
    unplaced: int
    countries: tuple[str, ...]
    gap: Literal["", "days", "place", "country"]


@dataclass(frozen=True)
class Finding:
    """One claim beside one dataset."""

    claim_id: str
    source: Manifest
    window: Window
    tally: EventSums
    coverage: Coverage
    verdict: Verdict


def counts_killed(claim: Record) -> bool:
    """Say whether a claim gives a number of people killed, all of them or those of one group."""
    stated = not (phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"]))
    return stated and str(claim["measure"]).endswith("-killed")


def find(
    package: Package, claim_id: str, library: Library, source: Manifest, window: Window
) -> Finding:
    """Hold a claim against a dataset; raises KeyError for an unknown claim or dataset."""
    tally = count(library, source, window.asked())
    coverage = cover(package, library, source, window)
    verdict = decide(record(package, "claims")[claim_id], source, tally, coverage)
    return Finding(claim_id, source, window, tally, coverage, verdict)


def decide(claim: Record, source: Manifest, tally: EventSums, coverage: Coverage) -> Verdict:
    """Judge what was counted."""
    if not tally.events:
        return "not_covered" if coverage.gap else "nothing_recorded"
    if not counts_killed(claim):
        return "recorded"
    ends = tally.ends
    if source.measure != KILLED or ends is None:
        return "not_comparable"
    return judgement.judge(claim["low"], claim["high"], claim["bound"], *ends)


def count(library: Library, source: Manifest, asked: EventFilter) -> EventSums:
    """Add up the events of one dataset that are asked for."""
    sums = answers.summary(library, source, asked)
    worst = _worst(library, source, asked) if sums.events else (None, 0, 0)
    largest, coarse_days, coarse_places = worst
    return EventSums(
        events=sums.events,
        figured=sums.figured,
        low=sums.low,
        best=sums.best,
        high=sums.high,
        largest=largest,
        coarse_days=coarse_days,
        coarse_places=coarse_places,
    )


@single_flight(2048)
def _worst(library: Library, source: Manifest, asked: EventFilter) -> tuple[int | None, int, int]:
    """Highest best figure of one event, and how many events are dated or placed coarsely."""
    row = library.ask(source.source_id, asked, Query(_find_worst)).iloc[0]
    largest = None if pd.isna(row["largest"]) else int(row["largest"])
    return largest, int(row["coarse_days"]), int(row["coarse_places"])


def _find_worst(events: ir.Table) -> ir.Table:
    return events.aggregate(
        largest=_.best.max(),
        coarse_days=_.count(where=_.date_precision.isin(COARSE_DAYS)),
        coarse_places=_.count(where=_.geo_precision.isin(COARSE_PLACES)),
    )


def cover(package: Package, library: Library, source: Manifest, window: Window) -> Coverage:
    """Say whether a dataset covers a window."""
    circle = window.circle(max(WIDE_KM, window.km))
    asked = EventFilter(circles=(circle,))
    near = answers.summary(library, source, asked).events
    countries = tuple(answers.names(library, source, asked, "country")["name"]) if near else ()
    gap: Literal["", "days", "place", "country"] = ""
    if not source.first_day or not (
        source.first_day <= window.last_day.isoformat()
        and window.first_day.isoformat() <= source.last_day
    ):
        gap = "days"
    elif not near:
        gap = "place"
    elif _is_elsewhere(package, window.centre.country, countries):
        gap = "country"
    days = answers.summary(library, source, EventFilter(window.first_day, window.last_day))
    return Coverage(near, days.events - days.placed, countries, gap)


def _is_elsewhere(package: Package, country: str, named: tuple[str, ...]) -> bool:
    """Say whether all events near a place name other countries that the package knows.

    A name that the package does not know may be another spelling of the place's own country.
    """
    known = {name.casefold() for name in package.places["country"]} - {country.casefold()}
    return bool(named) and all(name.casefold() in known for name in named)
