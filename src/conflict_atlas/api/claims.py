"""``/claims``: the selected claims, in order of date."""

import math
from typing import Any

import orjson
import pandas as pd

from conflict_atlas.api import claim_selection
from conflict_atlas.api.parameters import Parameters
from conflict_atlas.api.response import RowPage
from conflict_atlas.claims.export import collect, join_claims, write_csv
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import identify
from conflict_atlas.events.geometry import Bounds
from conflict_atlas.memoization import memoized
from conflict_atlas.reading.site import Site


def find(site: Site, query: Parameters) -> tuple[str, ...]:
    """Identifiers of the claims that answer a request, before paging."""
    found = identify(site.package, claim_selection.select(site.options, query))
    if query.contradictions:
        return ()
    bounds = query.bounds
    return _within(site.package, found, bounds) if bounds else found


def write(site: Site, query: Parameters, form: str) -> RowPage:
    """Write one page of claims."""
    found = find(site, query)
    here = found[query.offset : query.offset + query.limit]
    if form == "csv":
        return RowPage(write_csv(_rows(site.package).loc[list(here)]), len(found))
    features = _features(site.package)
    content = {
        **_everything(site.package),
        "numberMatched": len(found),
        "numberReturned": len(here),
        "features": [features[claim_id] for claim_id in here],
    }
    return RowPage(orjson.dumps(content), len(found))


# Joined once, since that takes ten times as long as writing a page.
@memoized(4)
def _rows(package: Package) -> pd.DataFrame:
    return join_claims(package, package.claims).set_index("claim_id", drop=False)


@memoized(4)
def _everything(package: Package) -> dict[str, Any]:
    return collect(package, package.claims)


def _features(package: Package) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in _everything(package)["features"]}


def _within(package: Package, claim_ids: tuple[str, ...], bounds: Bounds) -> tuple[str, ...]:
    """Keep the claims whose point on the map lies in a box, its edges included."""
    claims, places = record(package, "claims"), record(package, "places")
    kept = []
    for claim_id in claim_ids:
        claim = claims[claim_id]
        # The first place with coordinates, as in GeoJSON; NaN is in no box.
        named = filter(None, (claim["place_id"], claim["found_place_id"]))
        points = ((places[one]["latitude"], places[one]["longitude"]) for one in named)
        point = next((one for one in points if not math.isnan(sum(one))), None)
        if point and bounds.holds(*point):
            kept.append(claim_id)
    return tuple(kept)
