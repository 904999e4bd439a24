"""Writes a finding as one plain sentence, and its parts in words."""

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.events.summary import Summary
from conflict_atlas.evidence.finding import KILLED, Finding
from conflict_atlas.evidence.limitations import limitations
from conflict_atlas.evidence.window import Window

_UNITS: dict[str, str] = {KILLED: "people killed", "people-displaced": "people displaced"}
# One or two words, for a table and at the head of the sentence.
VERDICT_LABEL = {
    "within": "Within what it records",
    "above": "Above what it records",
    "below": "Below what it records",
    "recorded": "Something recorded",
    "nothing_recorded": "Nothing recorded",
    "not_comparable": "Not comparable",
    "not_covered": "Not covered",
    "not_compared": "Not compared",
}
_STANDS = {
    "within": "agrees with",
    "above": "is above",
    "below": "is below",
}


def say(package: Package, finding: Finding) -> str:
    """Say how a claim compares with one dataset."""
    manifest, sums = finding.dataset.manifest, finding.sums
    where = say_window(finding.window)
    if finding.verdict == "not_covered":
        first = next(iter(w for w in limitations(package, finding) if w.code.startswith("not-")))
        return f"{manifest.label} does not cover this. {first.sentence}"
    if finding.verdict == "nothing_recorded":
        return f"{manifest.label} records nothing {where}."
    counted = f"{manifest.label} records {phrase.counted(sums.events, 'event')} {where}"
    figured = say_sum(sums, manifest.measure)
    if finding.verdict in _STANDS:
        claim = record(package, "claims")[finding.claim_id]
        said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])
        return (
            f"{counted}, {figured}. The claim says {said}, which {_STANDS[finding.verdict]} that."
        )
    numbers = f", {figured}" if figured else ""
    if finding.verdict == "not_comparable":
        why = (
            "none of them has a figure"
            if manifest.measure == KILLED
            else "it does not count people killed"
        )
        return f"{counted}{numbers}. Not comparable with the claim’s figure: {why}."
    return f"{counted}{numbers}. The claim gives no number of people killed to compare with it."


def say_window(window: Window) -> str:
    """Describe a window: ``within 15 km of a town from 2 to 4 July 2016``."""
    first, last = pd.Timestamp(window.first_day), pd.Timestamp(window.last_day)
    days = f"on {phrase.day(first)}"
    if first != last:
        month = (first.year, first.month) == (last.year, last.month)
        days = f"from {first.day if month else phrase.day(first)} to {phrase.day(last)}"
    return f"within {window.km} km of {window.centre.place} {days}"


def unit_of(measure: str) -> str:
    """The unit of a dataset's figures: ``people killed``."""
    return _UNITS.get(measure, "counted")


def say_sum(sums: Summary, measure: str) -> str:
    """Write sums with their range and unit; "" if no event gives a figure."""
    if sums.ends is None:
        return ""
    low, best, high = (
        float("nan") if number is None else float(number)
        for number in (sums.low, sums.best, sums.high)
    )
    return phrase.stated(low, best, high, unit_of(measure), digits=True)
