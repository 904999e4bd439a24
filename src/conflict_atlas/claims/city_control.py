"""Who held a city at a date according to the sources, and how old the last source is."""

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, records

_MONTHS_SAID = 24  # from there on in years
_STATE = ["holder_id", "second_holder_id", "status"]
_COLUMNS = [
    "place_id",
    *_STATE,
    "since",
    "last_source",
    "days_old",
    "source_id",
    "second_source_id",
    "note",
]


def holders(package: Package, at: pd.Timestamp) -> pd.DataFrame:
    """State of each city on a day: the last row on or before it; before the first row, none.

    Columns place_id, holder_id, second_holder_id, status, since, last_source, days_old, source_id,
    second_source_id, note; ordered by place_id. ``since`` is the first day of the state,
    ``last_source`` the last day for which a source says so, ``days_old`` how many days before
    ``at`` that is.
    """
    ordered = package.control.sort_values(["place_id", "date"], kind="stable")
    past = ordered[ordered["date"] <= at]
    states = past[["place_id", *_STATE]]
    changes = states.ne(states.shift()).any(axis=1)
    since = past["date"].where(changes).ffill()
    last = past.assign(since=since, last_source=past["date"]).groupby("place_id").tail(1)
    aged = last.assign(days_old=(at - last["last_source"]).dt.days)
    return aged[_COLUMNS].reset_index(drop=True)


def changes(package: Package) -> dict[str, list[Record]]:
    """Rows at which the state of a city changes, in order of days; a row that confirms is none."""
    found: dict[str, list[Record]] = {}
    for row in records(package.control.sort_values(["place_id", "date"], kind="stable")):
        known = found.setdefault(row["place_id"], [])
        if not known or any(row[name] != known[-1][name] for name in _STATE):
            known.append(row)
    return found


def is_old(last_source: pd.Timestamp, at: pd.Timestamp) -> bool:
    """Say whether the last word of a source lies more than a month before a day."""
    return bool(last_source + pd.DateOffset(months=1) < at)


def source_days(package: Package) -> dict[str, list[pd.Timestamp]]:
    """Days for which a source says who holds each city, in order."""
    ordered = package.control.sort_values(["place_id", "date"], kind="stable")
    return {str(place_id): rows["date"].tolist() for place_id, rows in ordered.groupby("place_id")}


def say_age(last_source: pd.Timestamp, at: pd.Timestamp) -> str:
    """Say how old the last word of a source is on a day; "" up to a month.

    ``assets/plates.js`` says the same while the clock moves.
    """
    if not is_old(last_source, at):
        return ""
    months = (
        (at.year - last_source.year) * 12
        + at.month
        - last_source.month
        - (at.day < last_source.day)
    )
    if months < _MONTHS_SAID:
        return f"last source {phrase.counted(months, 'month')} old"
    return f"last source {phrase.counted(months // 12, 'year')} old"
