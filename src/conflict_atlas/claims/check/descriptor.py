"""Whether ``datapackage.json`` itself says what the atlas needs, before any table is opened."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from conflict_atlas.claims.check.departures import check_contract
from conflict_atlas.claims.check.odd_characters import find_odd
from conflict_atlas.claims.check.resources import check_resources
from conflict_atlas.claims.folder import DESCRIPTOR
from conflict_atlas.claims.package import Article, MapSettings
from conflict_atlas.fault import Fault

# https://semver.org, without build metadata: a plus sign would have to be escaped in every link.
_SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?", re.ASCII)
# Without a user's name before the host: it could pass for another host.
ADDRESS = re.compile(r"https?://[^\s/@?#]+([/?#]\S*)?")
_FOLDER = re.compile(r"([\w-][\w.-]*)?", re.ASCII)
_DEEPEST = 20  # objects and lists inside each other
_RANGES = {"latitude": (-90, 90), "longitude": (-180, 180), "zoom": (0, 18)}


def check_descriptor(descriptor: object) -> list[Fault]:
    """Find what is missing or wrongly typed in a descriptor, its article, map and table list."""
    if not isinstance(descriptor, dict):
        return [_fault("", "", "expected an object")]
    faults = [*_texts(descriptor), *_licences(descriptor), *_odd(descriptor)]
    faults += _members(descriptor, "article", Article)
    faults += _members(descriptor, "map", MapSettings)
    if not faults:
        faults += [*_article(descriptor["article"]), *_map(descriptor["map"])]
    shape = list(check_resources(descriptor.get("resources")))
    return [*faults, *shape] if shape else [*faults, *check_contract(descriptor)]


def _texts(descriptor: dict[str, Any]) -> Iterator[Fault]:
    for name in ("name", "title", "description", "version"):
        value = descriptor.get(name)
        if not isinstance(value, str) or not value.strip():
            yield _fault(name, _say(value), "expected some text")
        elif name == "version" and not _SEMVER.fullmatch(value):
            yield _fault(name, value, "expected three numbers as in 1.0.0 (semantic version)")


def _odd(descriptor: dict[str, Any]) -> Iterator[Fault]:
    """Find odd characters in any text of the descriptor, keys included, and nesting without end."""
    waiting: list[tuple[str, object, int]] = [("", descriptor, 0)]
    while waiting:
        where, value, depth = waiting.pop()
        if depth > _DEEPEST:
            yield _fault(where[:80], "", "nested too deeply")
        elif isinstance(value, dict):
            waiting += [(where, key, depth + 1) for key in value]
            waiting += [(f"{where}.{k}".strip("."), inner, depth + 1) for k, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{where}[{n}]", inner, depth + 1) for n, inner in enumerate(value, 1)]
        elif isinstance(value, str) and (reason := find_odd(value)):
            yield _fault(where, value, reason)


def _licences(descriptor: dict[str, Any]) -> Iterator[Fault]:
    listed = descriptor.get("licenses")
    first = listed[0] if isinstance(listed, list) and listed else None
    name = first.get("name") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(name, str) or not name.strip():
        yield _fault("licenses", _say(listed), "expected at least one licence with a name")
    elif "path" in first and not ADDRESS.fullmatch(_say(first["path"])):
        yield _fault("licenses[1].path", _say(first["path"]), "expected an address as in https://…")


def _members(descriptor: dict[str, Any], name: str, kind: type) -> Iterator[Fault]:
    """Compare an object with the dataclass it will fill: nothing missing, nothing unknown."""
    found = descriptor.get(name)
    if not isinstance(found, dict):
        yield _fault(name, _say(found), "expected an object")
        return
    fields = {f.name: f for f in dataclasses.fields(kind)}
    for key in sorted(found.keys() - fields.keys()):
        yield _fault(f"{name}.{key}", _say(found[key]), "the atlas knows no such entry")
    for key, field in fields.items():
        needed = field.default is dataclasses.MISSING
        if key not in found:
            if needed:
                yield _fault(f"{name}.{key}", "", "missing")
        elif not _fits(found[key], field.type):
            yield _fault(f"{name}.{key}", _say(found[key]), f"expected {_KINDS[field.type]}")
        elif needed and found[key] == "":
            yield _fault(f"{name}.{key}", "", "expected some text")


_KINDS: dict[object, str] = {str: "text", float: "a number", int: "a whole number"}


def _fits(value: object, kind: object) -> bool:
    if isinstance(value, bool):
        return False
    if kind is str:
        return isinstance(value, str)
    return isinstance(value, int) if kind is int else isinstance(value, int | float)


def _article(article: dict[str, Any]) -> Iterator[Fault]:
    if not _is_day(article["published"]):
        yield _fault("article.published", article["published"], "expected a day as in 2016-09-04")
    if not ADDRESS.fullmatch(article["url"]):
        yield _fault("article.url", article["url"], "expected an address as in https://…")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _map(settings: dict[str, Any]) -> Iterator[Fault]:
    for key, (low, high) in _RANGES.items():
        if not low <= settings[key] <= high:
            yield _fault(f"map.{key}", _say(settings[key]), f"expected {low} to {high}")
    day = settings.get("day", "")
    if day and not _is_day(day):
        yield _fault("map.day", day, "expected a day as in 2016-09-04, or nothing")
    if not _FOLDER.fullmatch(settings.get("basemap", "")):
        yield _fault("map.basemap", settings["basemap"], "expected a folder inside the package")


def _say(value: object) -> str:
    return "" if value is None else str(value)


def _fault(where: str, value: str, reason: str) -> Fault:
    return Fault(DESCRIPTOR, 0, where, value, reason)
