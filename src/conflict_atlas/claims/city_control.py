"""Who held a city at a date according to the sources, and how old their word is."""

import pandas as pd

from conflict_atlas.claims.package import Package

_STATE = ["holder_id", "second_holder_id", "status"]
_COLUMNS = [
    "place_id",
    *_STATE,
    "since",
    "told",
    "days_old",
    "source_id",
    "second_source_id",
    "note",
]


def holders(package: Package, at: pd.Timestamp) -> pd.DataFrame:
    """State of each city on a day: the last row on or before it; before the first row, none.

    Columns place_id, holder_id, second_holder_id, status, since, told, days_old, source_id,
    second_source_id, note; ordered by place_id. ``since`` is the first day of the state, ``told``
    the last day for which a source says so, ``days_old`` how many days before ``at`` that is.
    """
    ordered = package.control.sort_values(["place_id", "date"], kind="stable")
    past = ordered[ordered["date"] <= at]
    states = past[["place_id", *_STATE]]
    changes = states.ne(states.shift()).any(axis=1)
    since = past["date"].where(changes).ffill()
    last = past.assign(since=since, told=past["date"]).groupby("place_id").tail(1)
    aged = last.assign(days_old=(at - last["told"]).dt.days)
    return aged[_COLUMNS].reset_index(drop=True)


def is_old(told: pd.Timestamp, at: pd.Timestamp) -> bool:
    """Say whether the last word of a source lies more than a month before a day."""
    return bool(told + pd.DateOffset(months=1) < at)
