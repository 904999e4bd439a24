"""``/area-counts``: counts by area and month, with their series and sources."""

import pandas as pd

from conflict_atlas.api import claim_selection, figures
from conflict_atlas.api.parameters import AreaQuery
from conflict_atlas.api.response import RowPage
from conflict_atlas.claims.export import join_area_counts, write_csv
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.reading.site import Site


def write(site: Site, query: AreaQuery, form: str) -> RowPage:
    """Write one page of counts; raises RequestError for unknown names."""
    selection = claim_selection.select(site.options, query)
    package = site.package
    found = join_area_counts(package)
    if selection.start:
        found = found[found["date"] + pd.offsets.MonthEnd(0) >= pd.Timestamp(selection.start)]
    if selection.end:
        found = found[found["date"] <= pd.Timestamp(selection.end)]
    if selection.places:
        found = found[_within(package, found, selection.places)]
    here = found.iloc[query.offset : query.offset + query.limit]
    if form == "csv":
        return RowPage(write_csv(here), len(found))
    return RowPage(figures.listing(package, "area_counts", here, len(found)), len(found))


def _within(package: Package, rows: pd.DataFrame, places: tuple[str, ...]) -> "pd.Series[bool]":
    """Keep rows of the governorates of the places asked for; a country keeps all of its rows."""
    kept = pd.Series(data=False, index=rows.index)
    for place_id in places:
        place = record(package, "places")[place_id]
        here = rows["country"] == place["iso_a2"]
        kept |= here & (rows["admin1"] == place["admin1"]) if place["admin1"] else here
    return kept
