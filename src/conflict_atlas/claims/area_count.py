"""Counts of series by area and month: governorates, countries, and counts without a governorate.

A series says which months it covers. In a covered month an area without a row had nothing recorded;
in other months nothing is known, which is not zero. Counts without a governorate are in the total
of their country only. Nothing is added up across series: two may count the same.
"""

from functools import lru_cache

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record

NUMBERS = ["low", "best", "high", "events", "coarse", "out_of_order"]

_PLACE = ["series_id", "country", "admin1_code", "admin1"]
_MONTH = "MS"


@lru_cache(maxsize=8)
def counted(package: Package) -> tuple[str, ...]:
    """Series that are counted by area, in the order in which they first occur."""
    found = dict.fromkeys(package.area_counts["series_id"])
    return tuple(series_id for series_id in found if series_id in package.series.index)


@lru_cache(maxsize=8)
def measures(package: Package) -> tuple[str, ...]:
    """Measures that are counted by area, in the order of the series."""
    series = record(package, "series")
    return tuple(dict.fromkeys(series[series_id]["measure"] for series_id in counted(package)))


@lru_cache(maxsize=8)
def of_measure(package: Package, measure: str) -> tuple[str, ...]:
    """Counted series of a measure."""
    series = record(package, "series")
    return tuple(one for one in counted(package) if series[one]["measure"] == measure)


@lru_cache(maxsize=8)
def countries(package: Package) -> dict[str, str]:
    """Code of the country that each counted series is about."""
    table = package.area_counts.drop_duplicates("series_id")
    return dict(zip(table["series_id"], table["country"], strict=True))


@lru_cache(maxsize=8)
def sources(package: Package) -> dict[str, str]:
    """Source of each counted series."""
    table = package.area_counts.drop_duplicates("series_id")
    return dict(zip(table["series_id"], table["source_id"], strict=True))


@lru_cache(maxsize=64)
def months(package: Package, series_id: str) -> pd.DatetimeIndex:
    """First days of the months that a series covers, in order."""
    row = record(package, "series")[series_id]
    return pd.date_range(row["covered_from"].replace(day=1), row["covered_to"], freq=_MONTH)


def covered(package: Package, series_id: str) -> str:
    """Write the period that a series covers: ``January 2016 to December 2017``."""
    ends = months(package, series_id)[[0, -1]]
    return " to ".join(dict.fromkeys(phrase.dated(month, "month") for month in ends))


def area_name(package: Package, series_id: str) -> str:
    """Name of what a series is about as a whole, a country say."""
    place_id = record(package, "series")[series_id]["place_id"]
    return str(record(package, "places")[place_id]["name"])


@lru_cache(maxsize=8)
def all_months(package: Package) -> pd.DatetimeIndex:
    """First days of the months that any series covers, in order and once each."""
    days = [day for series_id in counted(package) for day in months(package, series_id)]
    return pd.DatetimeIndex(sorted(set(days)))


def covers(package: Package, series_id: str, at: pd.Timestamp) -> bool:
    """Whether a series covers the month of a day; if not, nothing is known of it."""
    return at.normalize().replace(day=1) in months(package, series_id)


@lru_cache(maxsize=8)
def governorates(package: Package) -> pd.DataFrame:
    """Governorates that are ever counted, by name; columns series_id, country, admin1_code, admin1.

    The frame is shared and must not be changed.
    """
    table = _table(package)
    known = (table["admin1_code"] != "") & table["series_id"].isin(counted(package))
    placed = table.loc[known, _PLACE].drop_duplicates()
    return placed.sort_values(["admin1", "admin1_code"], kind="stable").reset_index(drop=True)


@lru_cache(maxsize=64)
def kinds(package: Package, series_id: str) -> tuple[str, ...]:
    """Kinds of what a series counts, in alphabetical order."""
    table = package.area_counts
    return tuple(sorted(set(table.loc[table["series_id"] == series_id, "kind"])))


@lru_cache(maxsize=256)
def by_admin1(package: Package, at: pd.Timestamp, kind: str = "") -> pd.DataFrame:
    """Count each governorate in the month of a day, the most first; all kinds unless one is given.

    Columns series_id, country, admin1_code, admin1, low, best, high, events, coarse, out_of_order,
    source_id. Zero means that the series covers the month and has nothing; a series that does not
    cover it has no row. The frame is shared and must not be changed.
    """
    areas = governorates(package)
    known = areas["series_id"].map(lambda series_id: covers(package, series_id, at)).astype(bool)
    rows = _in_month(package, at, kind)
    sums = _sum(rows[rows["admin1_code"] != ""], ["series_id", "admin1_code"])
    table = areas[known].join(sums, on=["series_id", "admin1_code"])
    filled = _zeros(table).assign(source_id=table["series_id"].map(sources(package)))
    ordered = filled.sort_values(["best", "admin1"], ascending=[False, True], kind="stable")
    return ordered.reset_index(drop=True)


@lru_cache(maxsize=256)
def unplaced(package: Package, at: pd.Timestamp, kind: str = "") -> pd.DataFrame:
    """Counts of the month of a day that no governorate can be given, a row a series that covers it.

    Columns series_id, country, low, best, high, events, coarse, out_of_order, source_id.
    """
    rows = _in_month(package, at, kind)
    sums = _sum(rows[rows["admin1_code"] == ""], ["series_id"])
    known = [series_id for series_id in counted(package) if covers(package, series_id, at)]
    table = pd.DataFrame({"series_id": known}, dtype="str")
    table["country"] = table["series_id"].map(countries(package))
    filled = _zeros(table.join(sums, on="series_id"))
    return filled.assign(source_id=filled["series_id"].map(sources(package)))


@lru_cache(maxsize=256)
def monthly(
    package: Package, series_id: str, admin1_code: str = "", kind: str = ""
) -> pd.DataFrame:
    """Count a country, or one governorate of it, in each month that the series covers.

    Columns month, low, best, high, events, coarse, out_of_order. The country has also what no
    governorate can be given. An end is missing where one of its parts has none. The frame is shared
    and must not be changed.
    """
    table = _table(package)
    rows = table[table["series_id"] == series_id]
    rows = rows[rows["admin1_code"] == admin1_code] if admin1_code else rows
    sums = _sum(rows[rows["kind"] == kind] if kind else rows, ["month"])
    covered = pd.DataFrame({"month": months(package, series_id)})
    return _zeros(covered.join(sums, on="month"))


@lru_cache(maxsize=8)
def admin1_monthly(package: Package, series_id: str) -> pd.DataFrame:
    """Count every governorate of a series in each month that it covers, all in one pass.

    Columns admin1_code, month, low, best, high, events, coarse, out_of_order. The frame is shared
    and must not be changed.
    """
    known = governorates(package)
    codes = known.loc[known["series_id"] == series_id, "admin1_code"]
    every = pd.MultiIndex.from_product([codes, months(package, series_id)])
    table = every.to_frame(index=False, name=["admin1_code", "month"])
    rows = _table(package)
    sums = _sum(rows[rows["series_id"] == series_id], ["admin1_code", "month"])
    return _zeros(table.join(sums, on=["admin1_code", "month"]))


def yearly(package: Package, series_id: str, admin1_code: str = "", kind: str = "") -> pd.DataFrame:
    """Count a country or governorate in each year; columns year and those of ``monthly``.

    A year that the series does not cover whole counts the months that it does.
    """
    table = monthly(package, series_id, admin1_code, kind)
    return _zeros(_sum(table.assign(year=table["month"].dt.year), ["year"]).reset_index())


@lru_cache(maxsize=8)
def _table(package: Package) -> pd.DataFrame:
    """Counts with the first day of their month."""
    table = package.area_counts
    return table.assign(month=table["date"].dt.to_period("M").dt.to_timestamp())


def _in_month(package: Package, at: pd.Timestamp, kind: str) -> pd.DataFrame:
    table = _table(package)
    rows = table[table["month"] == at.normalize().replace(day=1)]
    return rows[rows["kind"] == kind] if kind else rows


def _sum(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Add numbers up; an end that one part lacks is missing from the sum, for it is not known."""
    numbers = rows[NUMBERS].astype("float64").groupby([rows[name] for name in by])
    return numbers.sum(min_count=1).where(numbers.count().eq(numbers.size(), axis=0))


def _zeros(table: pd.DataFrame) -> pd.DataFrame:
    """Put zeros where nothing was recorded; an end that is missing from a sum stays missing."""
    nothing = table["events"].isna()
    counts = {name: table[name].mask(nothing, 0.0) for name in NUMBERS}
    whole = {name: counts[name].astype("int64") for name in ("events", "coarse", "out_of_order")}
    return table.assign(**counts | whole)
