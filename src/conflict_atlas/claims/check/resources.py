"""Whether the table list of a descriptor has the expected shape, before its content is read."""

import re
from collections.abc import Iterator
from typing import Any

from conflict_atlas.claims.folder import DESCRIPTOR
from conflict_atlas.fault import Fault

_FILE_NAME = re.compile(r"[\w-][\w.-]*\.csv", re.ASCII)
# Properties that a table may have, with their only allowed values: any other would make other
# programs read the file in another way than the atlas does, or from another place.
# None: checked elsewhere; str: any text; else the values there may be.
_TABLE = {
    "name": None,
    "path": None,
    "schema": None,
    "title": str,
    "description": str,
    "type": ("table",),
    "format": ("csv",),
    "mediatype": ("text/csv",),
    "encoding": ("utf-8",),
}
_SCHEMA = {"fields": None, "primaryKey": None, "foreignKeys": None, "missingValues": ([""],)}
_FIELD = {
    "name": None,
    "type": None,
    "constraints": None,
    "title": str,
    "description": str,
    "format": ("default", "uri", "email"),
    "trueValues": (["true"],),
    "falseValues": (["false"],),
}


def check_resources(listed: object) -> Iterator[Fault]:
    """Check the shape of the table list; a path may not leave the package or name a host."""
    if not isinstance(listed, list):
        yield _fault(
            "resources", "" if listed is None else str(listed), "expected a list of tables"
        )
        return
    for position, resource in enumerate(listed, start=1):
        where = f"resources[{position}]"
        if reason := _misshapen(resource):
            yield _fault(where, "", reason)
            continue
        path, schema = resource["path"], resource["schema"]
        if not isinstance(path, str) or not _FILE_NAME.fullmatch(path):
            yield _fault(f"{where}.path", str(path), "expected the name of a CSV file beside it")
        yield from _entries(resource, _TABLE, where)
        yield from _entries(schema, _SCHEMA, f"{where}.schema")
        for field in schema["fields"]:
            yield from _entries(field, _FIELD, f"{where}.{field['name']}")


def _misshapen(resource: object) -> str:
    """Say why a table cannot be checked any further; "" if it can."""
    try:
        name, fields = resource["name"], resource["schema"]["fields"]  # type: ignore[index]
        names = [field["name"] for field in fields]
        resource["path"]  # type: ignore[index]
    except (KeyError, TypeError):
        return "expected a name, a path and a schema with named fields"
    if not isinstance(fields, list) or not all(isinstance(text, str) for text in (name, *names)):
        return "expected names that are text"
    return ""


def _entries(found: dict[str, Any], known: dict[str, Any], where: str) -> Iterator[Fault]:
    for key, value in found.items():
        if key not in known:
            yield _fault(f"{where}.{key}", str(value)[:40], "the atlas knows no such entry")
        elif known[key] is str and not isinstance(value, str):
            yield _fault(f"{where}.{key}", str(value)[:40], "expected text")
        elif known[key] not in (None, str) and value not in known[key]:
            words = " or ".join(map(str, known[key]))
            yield _fault(f"{where}.{key}", str(value)[:40], f"expected {words}")


def _fault(where: str, value: str, reason: str) -> Fault:
    return Fault(DESCRIPTOR, 0, where, value, reason)
