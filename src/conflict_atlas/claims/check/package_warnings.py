"""What to look at in a package without faults; a package with warnings is served all the same."""

from collections.abc import Iterator
from typing import Any

from conflict_atlas.claims.check.data_version import warn_of_version
from conflict_atlas.claims.check.row_order import warn_of_order
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import DataWarning

_MEANT_TO_BE_USED = ("actors", "places", "sources", "series")
_USES_NOTHING = ("actor-names",)  # a further name of an actor is no use of it


def warn(package: Package) -> list[DataWarning]:
    """Collect the warnings of a package that has passed the check, in the order of the file."""
    found = [
        *_claims_without_actors(package),
        *_unused_rows(package),
        *warn_of_order(package),
        *_line_ends(package),
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


def _line_ends(package: Package) -> Iterator[DataWarning]:
    """Name the first line of each table that ends as Windows ends lines."""
    for resource in package.descriptor["resources"]:
        lines = (package.path / resource["path"]).read_bytes().split(b"\n")
        odd = [row for row, line in enumerate(lines, start=1) if line.endswith(b"\r")]
        if odd:
            reason = f"a Windows line end, as on {len(odd)} of {len(lines) - 1} lines"
            reason += ": save the file with plain ones (LF)"
            yield DataWarning(resource["path"], odd[0], "", "", reason)
