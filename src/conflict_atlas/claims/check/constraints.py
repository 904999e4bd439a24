"""Whether the constraints of a column in a descriptor are as strict as those of the contract."""

from collections.abc import Callable, Iterator
from typing import Any

Found = Iterator[tuple[str, str, str]]  # constraint, value, reason

# For each limit, whether a descriptor's is as strict as the contract's.
_LIMITS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "maxLength": (lambda found, most: found <= most, "at most"),
    "maximum": (lambda found, most: found <= most, "at most"),
    "minimum": (lambda found, least: found >= least, "at least"),
}


def check_constraints(stated: object, expected: dict[str, Any], *, listed: bool) -> Found:
    """Compare stated constraints with the contract's.

    ``listed``: the package has to list the values, whichever they are. A stranger's own pattern is
    not taken, since a pattern can be made so that looking for it never ends.
    """
    if not isinstance(stated, dict):
        yield "", str(stated), "expected an object"
        return
    yield from _check_switches(stated, expected)
    yield from _check_limits(stated, expected)
    if listed or "enum" in expected or "enum" in stated:
        yield from _check_codes(stated.get("enum"), expected.get("enum"), listed=listed)
    for name in stated.keys() - {"required", "unique", "pattern", "enum", *_LIMITS}:
        yield name, _say(stated[name]), "the atlas knows no such constraint"


def _check_switches(stated: dict[str, Any], expected: dict[str, Any]) -> Found:
    for name in ("required", "unique"):
        if expected.get(name) and stated.get(name) is not True:
            yield name, _say(stated.get(name)), "expected true"
        elif not isinstance(stated.get(name, False), bool):
            yield name, _say(stated[name]), "expected true or false"


def _check_limits(stated: dict[str, Any], expected: dict[str, Any]) -> Found:
    if stated.get("pattern", "") != expected.get("pattern", ""):
        reason = f"expected {expected['pattern']}" if "pattern" in expected else "expected nothing"
        yield "pattern", _say(stated.get("pattern")), reason
    for name, (is_strict, words) in _LIMITS.items():
        found, limit = stated.get(name), expected.get(name)
        if limit is None and found is not None:
            yield name, _say(found), "expected nothing: the atlas knows no such limit here"
        elif limit is not None and not (_is_number(found) and is_strict(found, limit)):
            yield name, _say(found), f"expected {words} {limit}"


def _check_codes(stated: object, known: list[str] | None, *, listed: bool) -> Found:
    if not isinstance(stated, list) or not stated:
        out_of = f" out of {', '.join(known)}" if known else ""
        yield "enum", "", f"expected a list of codes{out_of}"
        return
    if known is None and not listed:
        yield "enum", "", "expected nothing: the atlas knows no codes of this column"
    for code in stated:
        if not isinstance(code, str):
            yield "enum", str(code), "expected text"
        elif known is not None and code not in known:
            yield "enum", code, f"expected one of {', '.join(known)}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _say(value: object) -> str:
    return "" if value is None else str(value)
