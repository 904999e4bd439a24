"""``/claims``: the selected claims, in order of date."""

import math

import orjson

from conflict_atlas.api import resolve
from conflict_atlas.api.query import Query
from conflict_atlas.api.reply import Page
from conflict_atlas.api.service import Service
from conflict_atlas.claims.export import collect, join_claims, write_csv
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import identify
from conflict_atlas.events.asked import Bounds


def find(service: Service, query: Query) -> tuple[str, ...]:
    """Identifiers of the claims that answer a request, before it is cut into pages."""
    found = identify(service.package, resolve.select(service.options, query))
    bounds = query.bounds
    return _within(service.package, found, bounds) if bounds else found


def write(service: Service, query: Query, form: str) -> Page:
    """Write one page of claims."""
    found = find(service, query)
    here = found[query.offset : query.offset + query.limit]
    package = service.package
    claims = package.claims.loc[list(here)]
    if form == "csv":
        return Page(write_csv(join_claims(package, claims)), len(found))
    collection = collect(package, claims)
    counts = {"numberMatched": len(found), "numberReturned": len(here)}
    return Page(orjson.dumps({**collection, **counts}), len(found))


def _within(package: Package, claim_ids: tuple[str, ...], bounds: Bounds) -> tuple[str, ...]:
    """Keep the claims whose point on the map lies in a box, its edges included."""
    claims, places = record(package, "claims"), record(package, "places")
    kept = []
    for claim_id in claim_ids:
        claim = claims[claim_id]
        # The first that has coordinates, as in GeoJSON; NaN is in no box.
        named = filter(None, (claim["place_id"], claim["found_place_id"]))
        points = ((places[one]["longitude"], places[one]["latitude"]) for one in named)
        point = next((one for one in points if not math.isnan(sum(one))), None)
        if point and _holds(bounds, *point):
            kept.append(claim_id)
    return tuple(kept)


def _holds(bounds: Bounds, longitude: float, latitude: float) -> bool:
    if not bounds.south <= latitude <= bounds.north:
        return False
    if bounds.west <= bounds.east:
        return bounds.west <= longitude <= bounds.east
    return longitude >= bounds.west or longitude <= bounds.east
