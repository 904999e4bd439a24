"""Soldiers sent to a country: ceilings, counts and additions, each series by itself."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from conflict_atlas.claims.package import Package, has_figure
from conflict_atlas.claims.series import figures_of
from conflict_atlas.memoization import memoized

_TOPIC = "deployment"

# A ceiling is set by an order and a count finds people there; they are never one line.
_KINDS = {
    "authorised_cap": "cap",
    "announced": "cap",
    "counted": "count",
    "estimated": "estimate",
    "reported": "estimate",
    "computed": "estimate",
}


def series_at(package: Package, place_id: str) -> pd.DataFrame:
    """Deployment series about the country of a place, with ``kind``.

    ``kind`` is cap (an order's ceiling or an announced total), count, estimate or addition.
    The frame is shared and must not be changed.
    """
    series = package.series
    here = series[(series["topic"] == _TOPIC) & same_country(package, series["place_id"], place_id)]
    kinds = here["basis"].map(_KINDS).mask(here["quantity"] == "flow", "addition")
    return here.assign(kind=kinds)


@memoized(8)
def countries(package: Package) -> tuple[str, ...]:
    """Places to draw a picture for: one in each country with deployment series or figures."""
    series = package.series
    ids = series.loc[series["topic"] == _TOPIC, "place_id"].tolist()
    claims = package.claims
    deployed = claims[(claims["claim_type"] == _TOPIC) & has_figure(claims)]
    ids += [place for place in deployed["place_id"] if not _counted_elsewhere(package, place)]
    codes = package.places["iso_a2"]
    first: dict[str, str] = {}
    for place_id in ids:
        if place_id:
            first.setdefault(codes[place_id], place_id)
    return tuple(first.values())


def claims_at(package: Package, claims: pd.DataFrame, place_id: str) -> pd.DataFrame:
    """Deployment claims to show with the series of a country, with and without figures.

    They are those about places in it, and those that measure the same while the country they
    are about has no series of its own.
    """
    deployed = claims[claims["claim_type"] == _TOPIC]
    here = same_country(package, deployed["place_id"], place_id)
    counted = [_has_series(package, place) for place in deployed["place_id"]]
    orphaned = ~pd.Series(counted, index=deployed.index, dtype=bool)
    alike = deployed["measure"].isin(series_at(package, place_id)["measure"])
    return deployed[here | (orphaned & alike)]


def same_country(package: Package, place_ids: pd.Series, place_id: str) -> "pd.Series[bool]":
    """Say which places lie in the country of ``place_id``; a missing place lies in none."""
    codes = package.places["iso_a2"]
    return place_ids.map(codes).eq(codes[place_id])


def _has_series(package: Package, place_id: str) -> bool:
    """Say whether the country of a place has a deployment series; a missing place has none."""
    return bool(place_id) and not series_at(package, place_id).empty


def _counted_elsewhere(package: Package, place_id: str) -> bool:
    """Say whether a claim needs no picture of its own, since a series shows it already."""
    claims, series = package.claims, package.series
    measures = claims.loc[claims["place_id"] == place_id, "measure"]
    counted = series.loc[series["topic"] == _TOPIC, "measure"]
    return _has_series(package, place_id) or bool(measures.isin(counted).any())


def additions(package: Package, place_id: str) -> pd.DataFrame:
    """Announced additions of one country in order of date; columns as in ``series.figures_of``."""
    series = series_at(package, place_id)
    tables = [figures_of(package, sid) for sid in series.index[series["kind"] == "addition"]]
    if not tables:
        return figures_of(package, "")
    return pd.concat(tables).sort_values("date", kind="stable").reset_index(drop=True)


def is_addition(claim: dict[Hashable, Any], series: pd.DataFrame) -> bool:
    """Whether a deployment claim counts an addition rather than a level.

    It does when it measures what a series of additions measures.
    """
    added = series.loc[series["kind"] == "addition", "measure"]
    return bool(claim["measure"]) and claim["measure"] in set(added)
