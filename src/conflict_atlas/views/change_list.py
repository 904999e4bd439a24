"""What changed in the data, newest first, as words and as HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import groupby

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records


@dataclass(frozen=True)
class Change:
    """One change: its day, version, the claim if it is about one, what was changed and why."""

    day: pd.Timestamp
    version: str
    table: str
    row: str
    what: str
    why: str

    @property
    def claim_id(self) -> str:
        """The claim that was changed, "" if it is about none."""
        return self.row if self.table == "claims" else ""


def changes(package: Package) -> list[Change]:
    """List the changes, newest first."""
    return [Change(**{str(k): v for k, v in row.items()}) for row in records(package.changes)][::-1]


def write(package: Package, claim_address: Callable[[str], str]) -> str:
    """Write them as HTML, with a heading for each version; "" if there are none."""
    parts = []
    for (day, version), found in groupby(changes(package), lambda one: (one.day, one.version)):
        items = "".join(_item(package, one, claim_address) for one in found)
        parts.append(
            f"<h3>{escape(version)} <small>{escape(phrase.day(day))}</small></h3><ul>{items}</ul>"
        )
    return "".join(parts)


def _item(package: Package, change: Change, claim_address: Callable[[str], str]) -> str:
    about = ""
    if change.claim_id:
        title = escape(record(package, "claims")[change.claim_id]["title"])
        about = f'<a href="{escape(claim_address(change.claim_id))}">{title}</a>: '
    return f"<li>{about}{escape(change.what)} <small>{escape(change.why)}</small></li>"
