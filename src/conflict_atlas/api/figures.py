"""``/figures``: independent figures with their series and sources."""

import orjson
import pandas as pd

from conflict_atlas.api import claims
from conflict_atlas.api.parameters import Parameters
from conflict_atlas.api.response import RowPage
from conflict_atlas.claims.export import join_figures, to_records, write_csv
from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized
from conflict_atlas.reading.site import Site


def write(site: Site, query: Parameters, form: str) -> RowPage:
    """Write one page of figures.

    A filter keeps the figures linked to a claim it keeps. Without a filter every figure is listed,
    also those of series linked to no claim.
    """
    package = site.package
    found = _everything(package)
    if query.filters:
        found = found[found["claim_id"].isin(claims.find(site, query))]
    here = found.iloc[query.offset : query.offset + query.limit]
    if form == "csv":
        return RowPage(write_csv(here), len(found))
    return RowPage(listing(package, "figures", here, len(found)), len(found))


@memoized(4)
def _everything(package: Package) -> pd.DataFrame:
    return join_figures(package, None)


def listing(package: Package, name: str, rows: pd.DataFrame, total: int) -> bytes:
    """Write rows without a place as JSON, with their kind and their number."""
    content = {
        "name": package.name,
        "title": package.title,
        "data_version": package.data_version,
        "licence": package.licence,
        "numberMatched": total,
        "numberReturned": len(rows),
        name: to_records(rows),
    }
    return orjson.dumps(content)
