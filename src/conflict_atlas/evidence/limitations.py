"""Why a comparison of a claim with recorded events is weak, as codes for files and as sentences.

Nothing here changes a verdict; readers should know its limitations before they rely on it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.evidence.finding import KILLED, WIDE_KM, Finding, counts_killed
from conflict_atlas.evidence.window import AREAS

_VIOLENT = ("event", "casualty")
_BOUNDS = {
    "at_least": "The claim says “at least”: any larger number fits its words too.",
    "at_most": "The claim says “up to”: any smaller number fits its words too.",
    "nearly": "The claim says “nearly”: it is read from a tenth below up to the number.",
    "about": "The claim says “about”: it is read with a tenth on either side.",
}


@dataclass(frozen=True)
class Limitation:
    """One reason why a finding is weak: a code for files and a sentence for readers."""

    code: str
    sentence: str


def limitations(package: Package, finding: Finding) -> tuple[Limitation, ...]:
    """List why a finding is weak; if the dataset does not cover the window, that comes first."""
    claim = record(package, "claims")[finding.claim_id]
    tests = (
        _invented,
        _gap,
        _edges,
        _unplaced,
        _claim_date,
        _claim_place,
        _events,
        _figures,
        _kind,
    )
    return tuple(reason for test in tests for reason in test(claim, finding))


Limitations = Iterator[Limitation]
_Test = Callable[[Record, Finding], Limitations]


def _invented(_claim: Record, finding: Finding) -> Limitations:
    if finding.dataset.manifest.invented:
        yield Limitation("invented", "The dataset is invented: it says nothing about the world.")


def _gap(_claim: Record, finding: Finding) -> Limitations:
    source, coverage = finding.dataset.manifest, finding.coverage
    centre = finding.window.centre
    wide = max(WIDE_KM, finding.window.km)
    if coverage.gap == "days":
        span = f"from {_iso(source.first_day)} to {_iso(source.last_day)}"
        yield Limitation(
            "not-these-days", f"Its events run {span}." if source.first_day else "It has no event."
        )
    elif coverage.gap == "place":
        yield Limitation(
            "not-this-place",
            f"None of its events, of any day, lies within {wide} km of {centre.place}.",
        )
    elif coverage.gap == "country":
        names = phrase.listed(list(coverage.countries))
        yield Limitation(
            "not-this-country",
            f"{centre.place} is in {centre.country}; all its events within {wide} km are given as "
            f"{names}.",
        )
    elif not finding.sums.events:
        count = phrase.counted(coverage.near, "event")
        yield Limitation(
            "silence",
            f"It has {count} within {wide} km on other days, so it does cover the place; that it "
            "records nothing here does not show that nothing happened.",
        )


def _edges(_claim: Record, finding: Finding) -> Limitations:
    source, window = finding.dataset.manifest, finding.window
    if finding.coverage.gap == "days":
        return
    if window.first_day.isoformat() < source.first_day:
        yield Limitation("starts-late", f"Its first event is dated {_iso(source.first_day)}.")
    if source.last_day < window.last_day.isoformat():
        yield Limitation("ends-early", f"Its last event is dated {_iso(source.last_day)}.")


def _unplaced(_claim: Record, finding: Finding) -> Limitations:
    count = finding.coverage.unplaced
    if count:
        counted = "is not counted" if count == 1 else "are not counted"
        yield Limitation(
            "unplaced",
            f"{phrase.counted(count, 'event')} of these days without coordinates {counted}.",
        )


def _claim_date(claim: Record, finding: Finding) -> Limitations:
    centre = finding.window.centre
    if centre.basis == "found":
        yield Limitation(
            "centre-found", "The place or day comes from another source, not the article."
        )
    days = (centre.end - centre.start).days + 1
    if days > 1:
        yield Limitation(
            "claim-date", f"The claim can refer to any of {days:,} days, not to one day."
        )
    elif claim["date_basis"] == "found_outside":
        yield Limitation("claim-date", "The article itself gives no date.")


def _claim_place(_claim: Record, finding: Finding) -> Limitations:
    centre = finding.window.centre
    if centre.kind in AREAS:
        yield Limitation(
            "claim-place", f"{centre.place} is an area; distances are measured from its label."
        )


def _events(_claim: Record, finding: Finding) -> Limitations:
    sums = finding.sums
    if sums.events > 1:
        largest = f"; the largest alone has {sums.largest:,}" if sums.largest is not None else ""
        yield Limitation(
            "several-events",
            f"{sums.events:,} events are added up, which may be several incidents{largest}.",
        )
    if sums.coarse_days:
        which = _share(sums.coarse_days, sums.events)
        yield Limitation("event-dates", f"{which} dated only to a span of days.")
    if sums.coarse_places:
        which = _share(sums.coarse_places, sums.events)
        yield Limitation(
            "event-places", f"{which} placed only near a spot, in a district or wider."
        )


def _figures(claim: Record, finding: Finding) -> Limitations:
    sums, measure = finding.sums, finding.dataset.manifest.measure
    if not sums.events or not counts_killed(claim):
        return
    if measure != KILLED:
        yield Limitation("other-measure", "The dataset does not count people killed.")
        return
    if sums.figured < sums.events:
        yield Limitation(
            "no-figure", f"{_share(sums.events - sums.figured, sums.events)} without a figure."
        )
    if claim["measure"] != KILLED:
        yield Limitation(
            "part-of-the-dead",
            f"The claim counts {claim['unit']}, the dataset all people killed.",
        )
    if claim["bound"] in _BOUNDS and _is_open(claim):
        yield Limitation("bound", _BOUNDS[claim["bound"]])


def _is_open(claim: Record) -> bool:
    """Whether the bound leaves an end of the figure open, or makes one number a range."""
    ends = [claim[name] for name in ("low", "high") if not phrase.is_missing(claim[name])]
    return len(set(ends)) == 1


def _kind(claim: Record, finding: Finding) -> Limitations:
    if not finding.sums.events:
        return
    if claim["claim_type"] not in _VIOLENT:
        kind = phrase.type_name(claim["claim_type"]).lower()
        yield Limitation(
            "not-an-event",
            f"The claim ({kind}) is not about one act of violence; events near it are context.",
        )
    elif not counts_killed(claim):
        yield Limitation(
            "presence-only", "Something recorded nearby need not be what the claim is about."
        )


def _share(part: int, whole: int) -> str:
    if part == whole:
        return "The one event is" if whole == 1 else f"All {whole:,} events are"
    return f"{part:,} of {whole:,} events {'is' if part == 1 else 'are'}"


def _iso(day: str) -> str:
    return phrase.day(pd.Timestamp(day))
