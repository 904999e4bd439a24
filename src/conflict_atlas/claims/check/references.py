"""Keys to other tables: each value has to name a row there."""

from collections.abc import Iterator, Sequence
from typing import Any

from conflict_atlas.claims.check.csv_table import Table
from conflict_atlas.fault import Fault

_Opened = tuple[dict[str, Any], Table]


def check_references(opened: Sequence[_Opened]) -> Iterator[Fault]:
    """Find values that name no row, in tables whose keys are those of the contract.

    The validator of the standard can find them too, but reads every table again for each key.
    """
    tables = {resource["name"]: (resource, table) for resource, table in opened}
    known: dict[tuple[str, str], set[str]] = {}
    for resource, table in opened:
        for key in resource["schema"].get("foreignKeys", ()):
            name, to = _only(key["fields"]), _only(key["reference"]["fields"])
            target = key["reference"]["resource"] or resource["name"]
            if (target, to) not in known:
                known[target, to] = {value for _, _, value in _values(*tables[target], to)}
            reason = f"expected the {to} of a row of the table {target}"
            for row, cell, value in _values(resource, table, name):
                if value not in known[target, to]:
                    yield Fault(table.file, row, name, cell, reason)


def _only(names: str | list[str]) -> str:
    """The column of a key; the contract has none of several columns."""
    return names if isinstance(names, str) else names[0]


def _values(resource: dict[str, Any], table: Table, name: str) -> Iterator[tuple[int, str, str]]:
    """Each row with a value in a column: its number, the cell, and what is compared of it."""
    column = table.header.index(name)
    is_number = resource["schema"]["fields"][column]["type"] == "integer"
    for row, cells in enumerate(table.rows, start=2):
        cell = cells[column]
        if cell:
            yield row, cell, cell.lstrip("0") if is_number else cell
