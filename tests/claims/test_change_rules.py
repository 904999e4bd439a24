"""The list of changes must fit the data."""

import dataclasses

import pandas as pd
import pytest

from conflict_atlas.claims.check.change_rules import check_changes, warn_of_changes
from conflict_atlas.claims.package import Package

DAY = pd.Timestamp("2026-11-24")


def with_rows(package: Package, *rows: dict[str, object]) -> Package:
    first = {"day": DAY, "version": "0.2.0", "table": "", "row": "", "what": "X.", "why": "Y."}
    return dataclasses.replace(package, changes=pd.DataFrame([first | row for row in rows]))


def test_the_packages_tell_of_their_version(real_package: Package, invented_package: Package):
    for package in (real_package, invented_package):
        assert not package.changes.empty
        assert list(check_changes(package)) == []
        assert list(warn_of_changes(package)) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"table": "nothing"}, "table"),
        ({"row": "harrow-ford-shelling-deaths"}, "row"),
        ({"table": "claims", "row": "no-such-claim"}, "row"),
        ({"version": "9.0.0"}, "version"),
    ],
)
def test_a_change_of_what_is_not_there_is_a_fault(
    invented_package: Package, row: dict[str, object], column: str
):
    [fault] = check_changes(with_rows(invented_package, row))
    assert (fault.file, fault.row, fault.column) == ("changes.csv", 2, column)


@pytest.mark.parametrize(
    ("row", "column"),
    [({"day": DAY - pd.Timedelta(days=1)}, "day"), ({"version": "0.1.9"}, "version")],
)
def test_changes_stand_in_their_order(
    invented_package: Package, row: dict[str, object], column: str
):
    [fault] = check_changes(with_rows(invented_package, {}, row))
    assert (fault.row, fault.column) == (3, column)


def test_versions_are_compared_as_numbers(invented_package: Package):
    package = dataclasses.replace(invented_package, version="0.10.0")
    assert (
        list(check_changes(with_rows(package, {"version": "0.9.0"}, {"version": "0.10.0"}))) == []
    )


def test_a_version_that_no_row_tells_of_is_a_warning(invented_package: Package):
    [warning] = warn_of_changes(with_rows(invented_package, {}))
    assert warning.value == invented_package.version
    none = dataclasses.replace(invented_package, changes=invented_package.changes.iloc[:0])
    assert list(warn_of_changes(none)) == []
    assert list(check_changes(none)) == []
