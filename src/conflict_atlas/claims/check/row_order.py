"""Whether the rows of each table are in the order in which a curator looks for them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.fault import DataWarning

# Rows of one value of the first column are together, and in the order of the second.
_ORDERS = (
    ("paragraphs", "", "paragraph"),
    ("claims", "", "paragraph"),
    ("claim-actors", "claim_id", ""),
    ("relations", "claim_id", ""),
    ("figures", "series_id", "date"),
    ("control", "place_id", "date"),
    ("displacement", "measure", "date"),
)


def warn_of_order(package: Package) -> Iterator[DataWarning]:
    """Name the first row of each table that belongs before the row above it."""
    for name, group, ordered in _ORDERS:
        table = package.table(name)
        columns = [_places(package, table[group])] if group else []
        columns += [_values(table[ordered])] if ordered else []
        rows = list(zip(*columns, strict=True))
        early = next((n for n in range(1, len(rows)) if rows[n] < rows[n - 1]), None)
        if early is not None:
            column = ordered or group
            value = str(_values(table[column]).iloc[early])
            reason = _expected(group, ordered)
            yield DataWarning(package.file_of(name), early + 2, column, value, reason)


def _values(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Values that can be compared: days as they are written, those without one last."""
    if not pd.api.types.is_datetime64_any_dtype(column):
        return column
    written: pd.Series[Any] = column.dt.strftime("%Y-%m-%d")
    return written.fillna("without a date")


def _places(package: Package, values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Number the values of a column in the order of their own table, else as they first occur."""
    own = {"claim_id": package.claims, "series_id": package.series}
    name = str(values.name)
    known = own[name][name] if name in own else values
    return values.map({value: number for number, value in enumerate(dict.fromkeys(known))})


def _expected(group: str, ordered: str) -> str:
    if not group:
        return f"expected the order of {ordered}"
    first = {"claim_id": "in the order of the claims", "series_id": "in the order of the series"}
    together = first.get(group, f"of one {group} together")
    return f"expected rows {together}" + (f", then by {ordered}" if ordered else "")
