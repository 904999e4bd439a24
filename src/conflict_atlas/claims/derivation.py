"""Figures worked out from those of claims, with everything that went into them."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package, has_figure

Row = dict[Hashable, Any]  # one row of a table, by column

_PEOPLE = re.compile(r"\b(?:people|persons|individuals|refugees|civilians)\b", re.IGNORECASE)

# What a bound of one factor does to a product, and to a quotient when it is the divisor.
_TURNED = {"at_least": "at_most", "at_most": "at_least", "nearly": "at_least"}


@dataclass(frozen=True)
class Input:
    """One number that went into a derived figure: where it is stated, and by which claim."""

    name: str
    value: float
    unit: str
    source: str
    claim_id: str


@dataclass(frozen=True)
class Derived:
    """A figure nobody stated: its value, how it was worked out and from what.

    ``value`` has no more digits than its inputs were stated with. ``bound`` is what the bounds of
    the inputs leave of it: dividing by "at least" gives at most. ``note`` says where the inputs do
    not fit together.
    """

    title: str
    value: float
    unit: str
    bound: str
    formula: str
    inputs: tuple[Input, ...]
    note: str = ""


def derive(package: Package) -> list[Derived]:
    """Work out what the article's own figures imply; empty when it gives none that can be used.

    Each cost claim gives one figure a day, and one a displaced person for each displacement claim
    with a figure. Several claims give several figures; they are never added up.
    """
    return [*costs_per_day(package), *costs_per_person(package)]


def costs_per_day(package: Package) -> list[Derived]:
    """Divide each cost claim by the days of its span, both ends counted."""
    return [_per_day(claim) for claim in _costs(package)]


def costs_per_person(package: Package) -> list[Derived]:
    """Divide each cost claim by each displacement claim that counts people."""
    pairs = product(_costs(package), _displaced(package))
    return [_per_person(package, *pair) for pair in pairs]


def days_between(start: pd.Timestamp, end: pd.Timestamp) -> int:
    """Count the days of a span, both ends included."""
    return (end - start).days + 1


def central(low: float, high: float, bound: str) -> float:
    """Pick the one number that a claim states; the middle where it states a range."""
    if phrase.is_missing(low) or (bound == "at_most" and not phrase.is_missing(high)):
        return high
    if phrase.is_missing(high) or bound == "at_least":
        return low
    return (low + high) / 2


def digits(value: float) -> int:
    """Count the digits a number is stated with: two for 8.4 billion; zeros at its end are none."""
    mantissa = f"{abs(value):.14e}".partition("e")[0]
    return max(1, len(mantissa.replace(".", "").rstrip("0")))


def keep_digits(value: float, count: int) -> float:
    """Round to a number of significant digits."""
    return float(f"{value:.{count}g}")


def _costs(package: Package) -> list[Row]:
    claims = package.claims
    money = claims["unit"].isin(phrase.CURRENCIES).astype(bool) & (claims["claim_type"] == "cost")
    return _with_figure(claims[money])


def _displaced(package: Package) -> list[Row]:
    claims = package.claims
    people = claims["unit"].str.contains(_PEOPLE) & (claims["claim_type"] == "displacement")
    return [claim for claim in _with_figure(claims[people]) if _input(claim).value > 0]


def _with_figure(claims: pd.DataFrame) -> list[Row]:
    figured = claims[has_figure(claims)]
    return figured.to_dict("records")


def _input(claim: Row) -> Input:
    value = central(claim["low"], claim["high"], claim["bound"])
    where = f"{claim['attributed_to']}, paragraph {claim['paragraph']}"
    return Input(claim["title"], float(value), claim["unit"], where, claim["claim_id"])


def _per_day(claim: Row) -> Derived:
    cost = _input(claim)
    days = days_between(claim["date_start"], claim["date_end"])
    span = phrase.span(claim["date_start"], claim["date_end"])
    said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])
    return Derived(
        title="Cost a day",
        value=keep_digits(cost.value / days, _digits(claim)),
        unit=f"{claim['unit']} per day",
        bound=claim["bound"],
        formula=f"{said} divided by {days:,} days, {span}, both ends counted",
        inputs=(
            cost,
            Input("Days", float(days), "days", f"{cost.source}: {span}", cost.claim_id),
        ),
    )


def _per_person(package: Package, claim: Row, displaced: Row) -> Derived:
    cost, people = _input(claim), _input(displaced)
    said = [phrase.figure(c["low"], c["high"], c["bound"], c["unit"]) for c in (claim, displaced)]
    return Derived(
        title="Cost for each displaced person",
        value=keep_digits(cost.value / people.value, min(_digits(claim), _digits(displaced))),
        unit=f"{claim['unit']} per person",
        bound=_quotient_bound(claim["bound"], displaced["bound"]),
        formula=f"{said[0]} divided by {said[1]}",
        inputs=(cost, people),
        note=_tell_areas(package, claim, displaced),
    )


def _digits(claim: Row) -> int:
    """Digits a claim's figure is stated with, the fewer of its ends."""
    ends = [claim[end] for end in ("low", "high") if not phrase.is_missing(claim[end])]
    return min(digits(end) for end in ends)


def _tell_areas(package: Package, claim: Row, displaced: Row) -> str:
    """Say that money and people belong to different areas; "" where they are about the same."""
    if claim["place_id"] == displaced["place_id"]:
        return ""
    names = package.places["name"]
    spent, counted = (names.get(row["place_id"], "no stated place") for row in (claim, displaced))
    return f"The money is for {spent}, the people are counted in {counted}: different areas."


def _quotient_bound(dividend: str, divisor: str) -> str:
    turned = _TURNED.get(divisor, divisor)
    if dividend in ("", "exact"):
        return turned
    if turned in ("", "exact") or turned == dividend:
        return dividend
    return "about"  # bounds in opposite directions leave no bound
