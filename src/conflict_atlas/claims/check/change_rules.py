"""Checks that the list of changes fits the data: in order, and about rows that exist."""

from collections.abc import Iterator

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, records
from conflict_atlas.fault import DataWarning, Fault

Found = Iterator[tuple[str, str, str]]  # column, value and reason


def check_changes(package: Package) -> Iterator[Fault]:
    """Find what is wrong in the table of changes; a package need not have one."""
    if package.changes.empty:
        return
    file = package.file_of("changes")
    before: Record | None = None
    for number, row in enumerate(records(package.changes), start=2):
        for column, value, reason in (*_about(package, row), *_order(package, before, row)):
            yield Fault(file, number, column, value, reason)
        before = row


def warn_of_changes(package: Package) -> Iterator[DataWarning]:
    """Say when the version that is served is in no row of the table."""
    if package.changes.empty or package.version in set(package.changes["version"]):
        return
    reason = "no row tells what this version has changed"
    yield DataWarning(package.file_of("changes"), 0, "version", package.version, reason)


def _about(package: Package, row: Record) -> Found:
    names = [resource["name"] for resource in package.descriptor["resources"]]
    if row["table"] and row["table"] not in names:
        yield "table", row["table"], "the package has no table of this name"
    elif row["row"] and not row["table"]:
        yield "row", row["row"], "expected the table it is in"
    elif row["row"]:
        table = package.table(row["table"])
        if row["row"] not in set(table[str(table.columns[0])].astype(str)):
            key = f"expected the {table.columns[0]} of a row that is there"
            yield "row", row["row"], f"{key}; leave it empty where the row is gone"


def _order(package: Package, before: Record | None, row: Record) -> Found:
    version = _parts(row["version"])
    if version > _parts(package.version):
        yield "version", row["version"], f"expected at most the package's own, {package.version}"
    if before is None:
        return
    if row["day"] < before["day"]:
        earlier = f"{before['day']:%Y-%m-%d}"
        yield "day", _day(row["day"]), f"expected no day before {earlier}, that of the row above"
    if version < _parts(before["version"]):
        reason = f"expected none below {before['version']}, that of the row above"
        yield "version", row["version"], reason


def _parts(version: str) -> tuple[int, ...]:
    """Numbers of a version; what a pre-release adds does not count."""
    return tuple(int(part) for part in version.partition("-")[0].split("."))


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
