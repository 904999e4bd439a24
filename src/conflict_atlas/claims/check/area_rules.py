"""Which counts by area are sound: inside what their series covers, and in order."""

from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault

Row = dict[Hashable, Any]
Reasons = Iterator[tuple[str, str]]  # column and reason; the value is read from the row


def check_areas(package: Package) -> Iterator[Fault]:
    """Find counts outside of their series, ends out of order and coverages that hold no count."""
    files = {r["name"]: r["path"] for r in package.descriptor["resources"]}
    for number, row in enumerate(package.series.to_dict("records"), start=2):
        for column, reason in _coverage(row):
            yield Fault(files["series"], number, column, _plain(row[column]), reason)
    if package.area_counts.empty:
        return
    series = package.series.assign(iso=package.series["place_id"].map(package.places["iso_a2"]))
    rows = series.to_dict("index")
    for number, row in enumerate(package.area_counts.to_dict("records"), start=2):
        for column, reason in (*_place(row, rows[row["series_id"]]), *_numbers(row)):
            yield Fault(files["area-counts"], number, column, _plain(row[column]), reason)
    yield from _doubled(package, files["area-counts"])


def _coverage(row: Row) -> Reasons:
    start, end = row["covered_from"], row["covered_to"]
    if phrase.is_missing(start) != phrase.is_missing(end):
        missing = "covered_from" if phrase.is_missing(start) else "covered_to"
        yield missing, "expected covered_from and covered_to together or neither"
    elif not phrase.is_missing(start) and end < start:
        yield "covered_to", f"expected {start:%Y-%m-%d} (covered_from) or later"
    elif not phrase.is_missing(start) and row["quantity"] != "flow":
        yield "covered_from", f"expected nothing, as the quantity is {row['quantity']}"


def _place(row: Row, series: Row) -> Reasons:
    start, end = series["covered_from"], series["covered_to"]
    if phrase.is_missing(start) or phrase.is_missing(end):
        yield "series_id", "expected a series with covered_from and covered_to"
    elif not start <= row["date"] <= end:
        yield "date", f"expected {start:%Y-%m-%d} to {end:%Y-%m-%d}, which the series covers"
    if row["date_precision"] == "month" and row["date"].day != 1:
        yield "date", "expected the first day of a month, as the precision is a month"
    if row["country"] != series["iso"]:
        yield "country", f"expected {series['iso']}, the country of the series"
    if row["admin1_code"] and not row["admin1_code"].startswith(f"{row['country']}-"):
        yield "admin1_code", f"expected a code of {row['country']}"
    if bool(row["admin1_code"]) != bool(row["admin1"]):
        yield "admin1", "expected admin1_code and admin1 together or neither"


def _numbers(row: Row) -> Reasons:
    given = [(n, row[n]) for n in ("low", "best", "high") if not phrase.is_missing(row[n])]
    for (lower, small), (upper, large) in pairwise(given):
        if large < small:
            yield upper, f"expected at least {small:g} ({lower}), or no such end"
    for name in ("coarse", "out_of_order"):
        if row[name] > row["events"]:
            yield name, f"expected at most {row['events']} (events)"


def _doubled(package: Package, file: str) -> Iterator[Fault]:
    """Two series of one measure and country would be mistaken for parts of one count."""
    measures = package.area_counts["series_id"].map(package.series["measure"])
    table = package.area_counts.assign(measure=measures)
    first = table.drop_duplicates(["measure", "country"]).set_index(["measure", "country"])
    for number, row in enumerate(table.to_dict("records"), start=2):
        expected = first["series_id"][row["measure"], row["country"]]
        if row["series_id"] != expected:
            reason = f"expected {expected}, which counts the same in {row['country']}"
            yield Fault(file, number, "series_id", row["series_id"], reason)


def _plain(value: Any) -> str:
    """Write a value as it is in the file."""
    if phrase.is_missing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:.12g}" if isinstance(value, float) else str(value)
