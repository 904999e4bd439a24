"""Which places lie in which: a country and a governorate hold the places in them."""

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized

# Columns that are equal for two places in the same unit, by the type of unit.
_SAME = {"country": ["iso_a2"], "admin1": ["iso_a2", "admin1"]}


@memoized(256)
def contents(package: Package, place_id: str) -> frozenset[str]:
    """Return a place and all that lie in it; an unknown place is alone.

    A region is not held by a country: it may reach beyond it, as its country then says.
    """
    places = pd.DataFrame(package.places)
    if place_id not in places.index:
        return frozenset((place_id,))
    columns = _SAME.get(places["place_type"][place_id], [])
    if not columns:
        return frozenset((place_id,))
    unit = places.loc[place_id, columns]
    inside = places.index[(places[columns] == unit).all(axis=1)]
    kind = places.loc[inside, "place_type"]
    # A governorate lies in its country, not the other way round.
    return frozenset(inside[kind != "country"]) | {place_id}


def spread(package: Package, place_ids: tuple[str, ...]) -> frozenset[str]:
    """Return places and all that lie in any of them."""
    return frozenset().union(*(contents(package, place_id) for place_id in place_ids))


def holds(package: Package, place_id: str) -> bool:
    """Whether a place is a unit in which others lie."""
    return len(contents(package, place_id)) > 1
