"""Series of figures by others, over time."""

from collections.abc import Iterable

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized

# What a figure by others states, each where it is known.
NUMBERS = ("low", "best", "high")
_COLUMNS = ["date", "date_precision", "value", *NUMBERS, "figure_id", "source_id", "note"]


@memoized(512)
def figures_of(package: Package, series_id: str) -> pd.DataFrame:
    """Figures of one series in order of date.

    Columns date, date_precision, value, low, best, high, figure_id, source_id, note. ``value`` is
    the best figure, else the upper end, else the lower; figures without a date have no place in
    time and are left out. The frame is shared and must not be changed.
    """
    figures = package.figures
    rows = figures[(figures["series_id"] == series_id) & figures["date"].notna()]
    value = rows["best"].fillna(rows["high"]).fillna(rows["low"])
    table = rows.assign(value=value).sort_values("date", kind="stable")
    return table[_COLUMNS].reset_index(drop=True)


def dated(package: Package, series_ids: Iterable[object]) -> list[str]:
    """Series that have a figure with a place in time."""
    return [sid for sid in map(str, series_ids) if not figures_of(package, sid).empty]
