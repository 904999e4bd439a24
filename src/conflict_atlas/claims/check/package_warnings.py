"""Warnings about a package without faults; a package with warnings is still served."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from conflict_atlas.claims.check.change_rules import warn_of_changes
from conflict_atlas.claims.check.data_version import warn_of_version
from conflict_atlas.claims.check.row_order import warn_of_order
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import DataWarning

_MEANT_TO_BE_USED = ("actors", "places", "sources", "series")
_USES_NOTHING = ("actor-names",)  # another name of an actor does not count as a use

_LONG = 200  # years
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&#?\w+;")
# What a place of a type, and a claim of a precision, covers; the least first.
_FINENESS = {
    "site": 0,
    "village": 1,
    "city": 1,
    "settlement": 1,
    "district": 2,
    "admin1": 3,
    "region": 4,
    "country": 5,
}


def warn(package: Package) -> list[DataWarning]:
    """Collect the warnings of a package that has passed the check, in the order of the file."""
    found = [
        *_claims_without_actors(package),
        *_unused_rows(package),
        *_finer_than_the_place(package),
        *_long_before(package),
        *_markup(package),
        *warn_of_order(package),
        *_line_ends(package),
        *warn_of_changes(package),
        *warn_of_version(package.path, package.descriptor),
    ]
    return sorted(found)


def _claims_without_actors(package: Package) -> Iterator[DataWarning]:
    file, named = package.file_of("claims"), set(package.claim_actors["claim_id"])
    reason = f"no row of {package.file_of('claim-actors')} names an actor of this claim"
    for row, claim_id in enumerate(package.claims["claim_id"], start=2):
        if claim_id not in named:
            yield DataWarning(file, row, "claim_id", claim_id, reason)


def _unused_rows(package: Package) -> Iterator[DataWarning]:
    used = _used(package.descriptor, package)
    for name in _MEANT_TO_BE_USED:
        table = package.table(name)
        key = str(table.columns[0])
        for row, value in enumerate(table[key], start=2):
            if value not in used[name]:
                yield DataWarning(package.file_of(name), row, key, value, "nothing uses this row")


def _used(descriptor: dict[str, Any], package: Package) -> dict[str, set[str]]:
    """Identifiers that rows elsewhere refer to, by the table they belong to."""
    used: dict[str, set[str]] = {name: set() for name in _MEANT_TO_BE_USED}
    for resource in descriptor["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            target = key["reference"]["resource"] or resource["name"]
            if target in used and resource["name"] not in _USES_NOTHING:
                column = key["fields"] if isinstance(key["fields"], str) else key["fields"][0]
                used[target] |= set(package.table(resource["name"])[column])
    return used


def _finer_than_the_place(package: Package) -> Iterator[DataWarning]:
    """Name claims that say more exactly where something was than their place can."""
    kinds = package.claims["place_id"].map(package.places["place_type"])
    columns = zip(package.claims["geo_precision"], kinds, strict=True)
    for row, (precision, kind) in enumerate(columns, start=2):
        if precision and _FINENESS[precision] < _FINENESS[kind]:
            reason = f"finer than the place, which is of type {kind}"
            yield DataWarning(package.file_of("claims"), row, "geo_precision", precision, reason)


def _long_before(package: Package) -> Iterator[DataWarning]:
    earliest = date.fromisoformat(package.article.published).year - _LONG
    for row, day in enumerate(package.claims["date_start"], start=2):
        if day.year < earliest:
            reason = f"more than {_LONG} years before the article"
            value = f"{day.year:04}-{day.month:02}-{day.day:02}"
            yield DataWarning(package.file_of("claims"), row, "date_start", value, reason)


def _markup(package: Package) -> Iterator[DataWarning]:
    """Name texts that another program may treat as HTML; the atlas shows them as they are."""
    for resource in package.descriptor["resources"]:
        table = package.table(resource["name"])
        texts = [f["name"] for f in resource["schema"]["fields"] if f["type"] == "string"]
        for column in texts:
            for row, value in enumerate(table[column], start=2):
                if _MARKUP.search(value):
                    reason = "markup, which is shown as text"
                    yield DataWarning(resource["path"], row, column, value, reason)


def _line_ends(package: Package) -> Iterator[DataWarning]:
    """Name the first line of each table that ends as Windows ends lines."""
    for resource in package.descriptor["resources"]:
        lines = (package.path / resource["path"]).read_bytes().split(b"\n")
        odd = [row for row, line in enumerate(lines, start=1) if line.endswith(b"\r")]
        if odd:
            reason = f"a Windows line end, as on {len(odd)} of {len(lines) - 1} lines"
            reason += ": save the file with plain ones (LF)"
            yield DataWarning(resource["path"], odd[0], "", "", reason)
