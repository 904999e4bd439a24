"""Requirements on a package for the atlas to show it: tables, columns, keys, limits, known codes.

``contract.toml`` has all of it. The descriptor says the same to people and other programs, and may
only be stricter: a package that asks less of its tables than the atlas does is refused.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conflict_atlas.settings import CODE

_FILE = CODE / "claims" / "contract.toml"
TABLES: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_IDENTIFIER = {"pattern": "[a-z0-9]+(-[a-z0-9]+)*", "maxLength": 80}


@dataclass(frozen=True)
class Column:
    """One column: its type, the table and column its values are from, and its constraints."""

    type: str
    of: str
    constraints: dict[str, Any]
    is_listed: bool  # the package itself lists the values there may be


CODES = {
    (table, name): " ".join(column["codes"])
    for table, content in TABLES.items()
    for name, column in content["columns"].items()
    if "codes" in column
}


def columns(table: str) -> dict[str, Column]:
    """Every column the atlas reads from a table, by name."""
    return {name: _column(column) for name, column in TABLES[table]["columns"].items()}


def _column(stated: Mapping[str, Any]) -> Column:
    constraints = dict(_IDENTIFIER) if stated.get("id") else {}
    apart = ("type", "of", "id", "codes", "listed")
    constraints |= {name: value for name, value in stated.items() if name not in apart}
    if "codes" in stated:
        constraints["enum"] = stated["codes"]
    listed = bool(stated.get("listed"))
    return Column(stated.get("type", "string"), stated.get("of", ""), constraints, listed)
