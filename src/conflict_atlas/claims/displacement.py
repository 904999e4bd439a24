"""Displaced and returned people: whole countries over time, governorates in counted rounds."""

import pandas as pd

from conflict_atlas.claims.package import Package, has_figure
from conflict_atlas.memoization import memoized

_COLUMNS = ["date", "admin1_code", "admin1", "families", "individuals", "source_id"]


@memoized(8)
def measures(package: Package) -> tuple[str, ...]:
    """Measures that have rounds, in the order in which they first occur."""
    return tuple(dict.fromkeys(package.displacement["measure"]))


@memoized(32)
def rounds(package: Package, measure: str) -> pd.DatetimeIndex:
    """Days on which a measure was counted, in order and once each."""
    table = package.displacement
    days = table.loc[table["measure"] == measure, "date"]
    return pd.DatetimeIndex(days.drop_duplicates().sort_values())


def nearest(days: pd.DatetimeIndex, at: pd.Timestamp) -> int:
    """Position of the day nearest to a date, the earlier of two equally near; there must be one.

    ``assets/areas.js`` says the same while the clock moves, without the server.
    """
    return int((days - at).to_series().abs().argmin())


def nearest_round(package: Package, measure: str, at: pd.Timestamp) -> pd.Timestamp | None:
    """Round nearest to a date; None when there is none."""
    days = rounds(package, measure)
    return None if days.empty else pd.Timestamp(days[nearest(days, at)])


def by_admin1(package: Package, measure: str, at: pd.Timestamp) -> pd.DataFrame:
    """Count each governorate in the round nearest to a date, the most people first.

    Columns date, admin1_code, admin1, families, individuals, source_id. A governorate that the
    round does not list has no row: it was not counted, which is not the same as nobody.
    """
    table = package.displacement
    day = nearest_round(package, measure, at)
    rows = table[(table["measure"] == measure) & (table["date"] == day)]
    ordered = rows.sort_values(["individuals", "admin1"], ascending=[False, True], kind="stable")
    return ordered[_COLUMNS].reset_index(drop=True)


@memoized(8)
def national_series(package: Package) -> pd.DataFrame:
    """Series that count what displacement claims give figures for, then returns in those countries.

    Where no claim gives a figure, or none of its country or measure is counted, the series are
    not narrowed by it. The frame is shared and must not be changed.
    """
    claims = package.claims
    said = claims[(claims["claim_type"] == "displacement") & has_figure(claims)]
    displaced = of_topic(package, "displacement")
    displaced = _narrow(displaced, displaced["measure"].isin(said["measure"]))
    codes = package.places["iso_a2"]
    countries = said["place_id"].map(codes)
    displaced = _narrow(displaced, displaced["place_id"].map(codes).isin(countries))
    returned = of_topic(package, "return")
    here = returned["place_id"].map(codes).isin(displaced["place_id"].map(codes))
    return pd.concat([displaced, _narrow(returned, here)])


@memoized(8)
def other_series(package: Package) -> pd.DataFrame:
    """Series on displacement that count something else than those of ``national_series``.

    Forecasts of how many a battle could drive out, say. The frame is shared, as is the other.
    """
    series = of_topic(package, "displacement")
    return series[~series["measure"].isin(national_series(package)["measure"])]


def of_topic(package: Package, topic: str) -> pd.DataFrame:
    """Series shown under a topic."""
    return package.series[package.series["topic"] == topic]


def _narrow(series: pd.DataFrame, keep: "pd.Series[bool]") -> pd.DataFrame:
    """Keep some rows, or all if none would be left."""
    return series[keep] if keep.any() else series
