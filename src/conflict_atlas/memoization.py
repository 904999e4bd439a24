"""Answers of functions, kept by their arguments, and one place that knows of all of them.

Every reader gets the same object: it must not be changed.
"""

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, ParamSpec, TypeVar, cast

_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")
Registry = dict[str, "_lru_cache_wrapper[Any]"]
_ALL: Registry = {}


def memoized(
    size: int, registry: Registry = _ALL
) -> Callable[[Callable[_Args, _Answer]], Callable[_Args, _Answer]]:
    """Keep the last ``size`` answers of a function; docs/architecture.md says what each saves."""

    def decorate(ask: Callable[_Args, _Answer]) -> Callable[_Args, _Answer]:
        kept = lru_cache(maxsize=size)(ask)
        registry[f"{ask.__module__}.{ask.__qualname__}"] = kept
        return cast("Callable[_Args, _Answer]", kept)

    return decorate


def sizes(registry: Registry = _ALL) -> dict[str, tuple[int, int]]:
    """How many answers of each function are kept now, and how many at most, by its full name."""
    found = {name: kept.cache_info() for name, kept in registry.items()}
    return {name: (info.currsize, info.maxsize or 0) for name, info in found.items()}


def clear(registry: Registry = _ALL) -> None:
    """Forget every answer, as in a process that has just begun."""
    for kept in registry.values():
        kept.cache_clear()
