"""Finds where a package's descriptor departs from the contract: it may only be stricter."""

from collections.abc import Iterator
from typing import Any

from conflict_atlas.claims.check.constraints import check_constraints
from conflict_atlas.claims.contract import TABLES, columns
from conflict_atlas.claims.folder import DESCRIPTOR
from conflict_atlas.fault import Fault


def check_contract(descriptor: dict[str, Any]) -> Iterator[Fault]:
    """Find every table, column, key or limit in which a descriptor departs from the contract."""
    names = [resource["name"] for resource in descriptor["resources"]]
    for name, table in TABLES.items():
        if name not in names and not table.get("optional"):
            yield _fault("resources", name, "the package needs a table of this name")
    for position, resource in enumerate(descriptor["resources"]):
        name = resource["name"]
        if name not in TABLES:
            yield _fault("resources", name, f"expected no table but {', '.join(TABLES)}")
        elif name in names[:position]:
            yield _fault("resources", name, "the package has this table twice")
        else:
            yield from _check_columns(name, resource["schema"]["fields"])
            yield from _check_keys(name, resource["schema"])


def _check_columns(table: str, fields: list[dict[str, Any]]) -> Iterator[Fault]:
    where, expected = f"resources.{table}", columns(table)
    names = [field["name"] for field in fields]
    for position, name in enumerate(names):
        if name not in expected:
            yield _fault(where, name, "the atlas knows no such column of this table")
        elif name in names[:position]:
            yield _fault(where, name, "the table has this column twice")
    for name, column in expected.items():
        field = next((field for field in fields if field["name"] == name), None)
        if field is None:
            yield _fault(where, name, "this table needs a column of this name")
        elif field.get("type") != column.type:
            found = str(field.get("type"))
            yield _fault(f"{where}.{name}.type", found, f"expected {column.type}")
        else:
            stated = field.get("constraints", {})
            for key, value, reason in check_constraints(
                stated, column.constraints, listed=column.is_listed
            ):
                yield _fault(f"{where}.{name}.constraints.{key}".rstrip("."), value, reason)


def _check_keys(table: str, schema: dict[str, Any]) -> Iterator[Fault]:
    """Require the primary key and the foreign keys of the contract, and no others."""
    where, key = f"resources.{table}", TABLES[table]["key"]
    found = schema.get("primaryKey")
    if found not in (key, *key[: len(key) == 1]):
        yield _fault(f"{where}.primaryKey", _say(found), f"expected {', '.join(key)}")
    links = {name: column.of for name, column in columns(table).items() if column.of}
    stated = [_link(table, foreign) for foreign in _listed(schema.get("foreignKeys", []))]
    for name, target in links.items():
        if (name, target) not in stated:
            reason = f"expected a key from {name} to {target}"
            yield _fault(f"{where}.foreignKeys", name, reason)
    for name, target in stated:
        if links.get(name) != target:
            yield _fault(f"{where}.foreignKeys", name, "the atlas knows no such key")


def _link(table: str, foreign: object) -> tuple[str, str]:
    """Column of a foreign key and the one it refers to; ``""`` for parts not as expected."""
    try:
        column, reference = foreign["fields"], foreign["reference"]  # type: ignore[index]
        target, to = reference["resource"] or table, reference["fields"]
    except (TypeError, KeyError):
        return "", ""
    column, to = (x[0] if isinstance(x, list) and len(x) == 1 else x for x in (column, to))
    return str(column), f"{target}.{to}"


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _say(value: object) -> str:
    return "" if value is None else str(value)


def _fault(where: str, value: str, reason: str) -> Fault:
    return Fault(DESCRIPTOR, 0, where, value, reason)
