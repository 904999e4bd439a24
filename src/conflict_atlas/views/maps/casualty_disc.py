"""Deaths as discs: area by the figure, a ring for its bound, and the figure in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.memoization import memoized

LARGEST = 37.0  # pixels: radius of the largest figure of the package
SMALLEST = 5.0
_OPEN = 5.0  # distance of an open ring, which means "or more"
_KILLED = "killed"


@dataclass(frozen=True)
class Disc:
    """Radii in pixels; ``outer`` is a ring at the upper value, or if ``is_open`` for "or more".

    A press on its label opens the claim.

    ``since`` is the first day on which it may have happened, as in ``2016-07-19``. On the map of an
    earlier day the label has the month too, ``dated``: else it would seem to have happened before.
    """

    claim_id: str
    radius: float
    outer: float | None
    is_open: bool
    label: str
    since: str
    dated: str


def disc(package: Package, claim_ids: Sequence[str]) -> Disc | None:
    """The disc for the largest number of deaths in some claims; None if none gives one."""
    found = [made for claim_id in claim_ids if (made := _disc(package, claim_id))]
    return max(found, key=lambda one: one.outer or one.radius, default=None)


def _disc(package: Package, claim_id: str) -> Disc | None:
    row = record(package, "claims")[claim_id]
    low, high = row["low"], row["high"]
    lacks_low, lacks_high = phrase.is_missing(low), phrase.is_missing(high)
    if row["claim_type"] != "casualty" or (lacks_low and lacks_high):
        return None
    inner = _radius(package, high if lacks_low else low)
    label = _say(low, high, row["bound"], row["unit"])
    is_open = row["bound"] == "at_least" and lacks_high
    spans = not (lacks_low or lacks_high) and high > low
    ring = _radius(package, high) if spans else None
    since = row["date_start"]
    return Disc(
        claim_id=claim_id,
        radius=inner,
        outer=round(inner + _OPEN, 1) if is_open else ring,
        is_open=is_open,
        label=label,
        since=f"{since:%Y-%m-%d}",
        dated=f"{label}, {since:%b %Y}",
    )


def _radius(package: Package, value: float) -> float:
    return round(max(SMALLEST, LARGEST * math.sqrt(value / _top(package))), 1)


@memoized(8)
def _top(package: Package) -> float:
    deaths = package.claims[package.claims["claim_type"] == "casualty"]
    return float(deaths[["low", "high"]].to_numpy(dtype="float64", na_value=0.0).max()) or 1.0


def _say(low: float, high: float, bound: str, unit: str) -> str:
    """Write ``40–117 killed`` or ``over 300 killed``: the label of a disc has to be short."""
    what = _KILLED if _KILLED in unit.split() else unit
    if not phrase.is_missing(low) and not phrase.is_missing(high) and low != high:
        return f"{phrase.number(low)}–{phrase.number(high)} {what}"
    only = high if phrase.is_missing(low) else low
    return f"{phrase.bounded(phrase.number(only), bound, 'over {}')} {what}".strip()
