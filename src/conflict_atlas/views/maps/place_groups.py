"""Claims by the place they are about: towns on the map, whole countries, elsewhere, nowhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps.map_assets import BASEMAP_DESCRIPTOR

AREAS = frozenset(("admin1", "region", "country"))
NOWHERE = "nowhere"  # used as the place of claims that name none


@dataclass(frozen=True)
class Group:
    """One place and the claims about it, in order of time; ``NOWHERE`` for those without one."""

    place_id: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True)
class PlaceGroups:
    """Places by the part of the page that shows them; those with most claims first."""

    towns: tuple[Group, ...]
    areas: tuple[Group, ...]
    elsewhere: tuple[Group, ...]

    @property
    def all(self) -> tuple[Group, ...]:
        """Every group."""
        return (*self.towns, *self.areas, *self.elsewhere)


def group(package: Package, claim_ids: Sequence[str]) -> PlaceGroups:
    """Group claims by the place the article names; those without a place come last."""
    places = record(package, "places")
    found: dict[str, list[str]] = {}
    for claim_id in claim_ids:
        place_id = record(package, "claims")[claim_id]["place_id"] or NOWHERE
        found.setdefault(place_id, []).append(claim_id)
    nowhere = found.pop(NOWHERE, [])
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), places[item[0]]["name"]))
    groups = [Group(place_id, tuple(ids)) for place_id, ids in ordered]
    beyond = _beyond(package)
    here = [one for one in groups if one.place_id not in beyond]
    rest = [one for one in groups if one.place_id in beyond]
    return PlaceGroups(
        towns=tuple(one for one in here if not is_area(package, one.place_id)),
        areas=tuple(one for one in here if is_area(package, one.place_id)),
        elsewhere=(*rest, *([Group(NOWHERE, tuple(nowhere))] if nowhere else [])),
    )


def is_area(package: Package, place_id: str) -> bool:
    """Whether a place is a whole country, region or governorate, which no point can locate."""
    return record(package, "places")[place_id]["place_type"] in AREAS


def on_map(package: Package, place_id: str) -> bool:
    """Whether a place is on the basemap."""
    return place_id not in _beyond(package)


@memoized(8)
def _beyond(package: Package) -> frozenset[str]:
    """Places outside the basemap; none without a basemap."""
    file = package.basemap_file(BASEMAP_DESCRIPTOR)
    if file is None:
        return frozenset()
    edge = json.loads(file.read_text("utf-8"))["bounds"]
    inside = package.places.cx[edge["west"] : edge["east"], edge["south"] : edge["north"]]
    return frozenset(package.places.index.difference(inside.index))
