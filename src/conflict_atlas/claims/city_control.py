"""Who held a city at a date, as far as the sources in the package say."""

import pandas as pd

from conflict_atlas.claims.package import Package

_COLUMNS = ["place_id", "holder_id", "status", "since", "source_id", "note"]


def holders(package: Package, at: pd.Timestamp) -> pd.DataFrame:
    """State of each city on a day, by the last change on or before it; none before the first.

    Columns place_id, holder_id, status, since, source_id, note; ordered by place_id.
    """
    past = package.control[package.control["date"] <= at]
    last = past.sort_values(["place_id", "date"], kind="stable").groupby("place_id").tail(1)
    return last.rename(columns={"date": "since"})[_COLUMNS].reset_index(drop=True)
