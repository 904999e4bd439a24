"""Which rows on the control of cities are sound: states, holders, and sources of their own side."""

from collections.abc import Iterator

import pandas as pd

from conflict_atlas.claims.check.side import side
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault

_SHARED = ("partly_held", "contested")  # states in which another party may hold the rest


def check_control(package: Package) -> Iterator[Fault]:
    """Find rows that contradict themselves, and gains that only the gaining side reports."""
    file = next(r["path"] for r in package.descriptor["resources"] if r["name"] == "control")
    for number, (_, row) in enumerate(package.control.iterrows(), start=2):
        for column, reason in (*_holders(row), *_sources(package, row)):
            yield Fault(file, number, column, row[column], reason)


def _holders(row: pd.Series) -> Iterator[tuple[str, str]]:
    second = row["second_holder_id"]
    if row["status"] == "contested" and not second:
        yield "second_holder_id", "a value is required, as the status is contested"
    elif second and row["status"] not in _SHARED:
        yield "second_holder_id", f"expected nothing, as the status is {row['status']}"
    elif second and second == row["holder_id"]:
        yield "second_holder_id", "expected another actor than holder_id"


def _sources(package: Package, row: pd.Series) -> Iterator[tuple[str, str]]:
    """A source counts for its own side's gains only with a second one of another side."""
    sources, own = package.sources, side(package, row["holder_id"])
    first, second = row["source_id"], row["second_source_id"]
    if second and sources["publisher"][second] == sources["publisher"][first]:
        yield "second_source_id", "expected a source of another publisher"
    elif sources["side_id"][first] in own and not second:
        yield (
            "second_source_id",
            f"a value is required, as {first} is on the side of {row['holder_id']}",
        )
    elif sources["side_id"][first] in own and sources["side_id"][second] in own:
        yield "second_source_id", f"expected a source that is not on the side of {row['holder_id']}"
