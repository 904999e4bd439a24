"""One plate for each place: name, number of claims, holder since when, a sign for each claim."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from conflict_atlas.claims import city_control, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.memoization import memoized
from conflict_atlas.views import palette
from conflict_atlas.views.maps import map_style, place_groups
from conflict_atlas.views.maps.casualty_disc import disc
from conflict_atlas.views.maps.place_groups import Group

NEAR_KM = 30.0  # up to here a place found elsewhere is joined to the article's
_KM_A_DEGREE = 111.2


def plates(package: Package, claim_ids: Sequence[str], opened: str) -> dict[str, Any]:
    """The plates for some claims; ``opened`` is the selected place.

    A city whose holder is known has a plate even without any claim.
    """
    groups = place_groups.group(package, tuple(claim_ids))
    standing = {group.place_id for group in groups.towns}
    held = [Group(city, ()) for city in _control(package) if city not in standing]
    towns = [*groups.towns, *(one for one in held if place_groups.on_map(package, one.place_id))]
    return {
        "towns": [_town(package, group, opened) for group in towns],
        "areas": [
            _area(package, group)
            for group in groups.areas
            if record(package, "places")[group.place_id]["place_type"] == "country"
        ],
        "found": _found(package, claim_ids),
        "open": opened,
    }


def _town(package: Package, group: Group, opened: str) -> dict[str, Any]:
    place = record(package, "places")[group.place_id]
    dead = disc(package, group.claim_ids)
    claims = record(package, "claims")
    return {
        "id": group.place_id,
        "name": place["name"],
        **_point(place),
        "kinds": in_order([claims[claim_id]["claim_type"] for claim_id in group.claim_ids]),
        "control": _control(package).get(group.place_id, []),
        "sourceDays": _source_days(package).get(group.place_id, []),
        "open": group.place_id == opened,
        "dead": dead
        and {
            "claim": dead.claim_id,
            "radius": dead.radius,
            "outer": dead.outer,
            "open": dead.is_open,
            "label": dead.label,
            "since": dead.since,
            "dated": dead.dated,
        },
    }


def in_order(kinds: list[str]) -> list[str]:
    """Sort types of claims into their usual order."""
    order = list(phrase.TYPE_LABEL)
    return sorted(kinds, key=order.index)


def _area(package: Package, group: Group) -> dict[str, Any]:
    place = record(package, "places")[group.place_id]
    return {
        "id": group.place_id,
        "name": place["name"],
        **_point(place),
        "claims": len(group.claim_ids),
    }


@memoized(8)
def _control(package: Package) -> dict[str, list[dict[str, str]]]:
    """The known holders of each city in order of time; the browser picks the day."""
    return {
        place_id: [_state(package, row) for row in rows]
        for place_id, rows in city_control.changes(package).items()
    }


@memoized(8)
def _source_days(package: Package) -> dict[str, list[str]]:
    """Days for which a source says who holds each city; the browser shows how old the last is."""
    known = city_control.source_days(package)
    return {place_id: [f"{day:%Y-%m-%d}" for day in days] for place_id, days in known.items()}


def _state(package: Package, row: Record) -> dict[str, str]:
    shade = palette.side_shade(package, row["holder_id"])
    names = record(package, "actors")
    sides = [
        names[side]["short_name"] for side in (row["holder_id"], row["second_holder_id"]) if side
    ]
    return {
        "day": f"{row['date']:%Y-%m-%d}",
        "holder": f"{' and '.join(sides)}{map_style.CONTROL_SUFFIX[row['status']]}",
        "since": _since(row["date"]),
        "status": row["status"],
        "color": shade.light,
        "dark": shade.dark,
    }


def _since(day: pd.Timestamp) -> str:
    return f"{day:%b %Y}"


def _found(package: Package, claim_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Places given only by other sources, once each, and the place the article names instead."""
    claims, places = record(package, "claims"), record(package, "places")
    found: dict[str, list[str]] = {}
    for claim_id in claim_ids:
        place_id = claims[claim_id]["found_place_id"]
        if not place_id or place_groups.is_area(package, place_id):
            continue  # a whole country found elsewhere has no point either
        if place_groups.on_map(package, place_id):
            found.setdefault(place_id, []).append(claim_id)
    return [_diamond(package, places[place_id], ids) for place_id, ids in found.items()]


def _diamond(package: Package, place: Record, claim_ids: list[str]) -> dict[str, Any]:
    claim = record(package, "claims")[claim_ids[0]]
    home = record(package, "places").get(claim["place_id"])
    source = record(package, "sources")[claim["found_source_id"]]["publisher"]
    tied = home is not None and _apart(place, home) <= NEAR_KM
    titles = phrase.listed([record(package, "claims")[one]["title"] for one in claim_ids])
    return {
        "id": place["place_id"],
        "name": place["name"],
        **_point(place),
        "home": _point(home) if home is not None and tied else None,
        "claim": claim_ids[0],
        "tip": [
            f"{place['name']}: where {source} places this",
            titles,
            f"The article says {home['name'] if home else 'no place'}",
        ],
    }


def _apart(one: Record, other: Record) -> float:
    """Kilometres between two places near each other."""
    north = one["latitude"] - other["latitude"]
    narrow = math.cos(math.radians(one["latitude"]))
    east = (one["longitude"] - other["longitude"]) * narrow
    return math.hypot(north, east) * _KM_A_DEGREE


def _point(place: Record) -> dict[str, float]:
    return {
        "latitude": round(place["latitude"], 5),
        "longitude": round(place["longitude"], 5),
    }
