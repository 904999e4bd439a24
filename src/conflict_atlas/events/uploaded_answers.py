"""Answers about a reader's own file, kept with it and dropped with it.

Answers about the server's datasets are kept for all readers. A reader's own file is private: its
answers contain its rows, and must not outlive it in a cache of the process.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")
_MOST = 64


class Answers:
    """The last answers about one dataset, by query."""

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def ask(self, key: Hashable, work_out: Callable[[], _Answer]) -> _Answer:
        """Return the kept answer, or compute it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: _Answer = self._kept[key]
                return kept
        found = work_out()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return found

    def clear(self) -> None:
        """Drop all answers."""
        with self._lock:
            self._kept.clear()


def kept_with_it(kept: Callable[_Args, _Answer]) -> Callable[_Args, _Answer]:
    """Keep answers about a reader's own dataset with that dataset.

    ``kept`` is a function with a cache for other datasets; its first argument, or a later one, is a
    dataset.
    """
    ask: Callable[_Args, _Answer] = kept.__wrapped__  # type: ignore[attr-defined]

    @wraps(ask)
    def answer(*args: _Args.args, **kwargs: _Args.kwargs) -> _Answer:
        owner = next((one for one in args if getattr(one, "uploaded", False)), None)
        if owner is None:
            return kept(*args, **kwargs)
        answers: Answers | None = owner.library.answers  # type: ignore[attr-defined]
        if answers is None:  # it is gone: the caller gets an error
            return ask(*args, **kwargs)
        key = (ask.__module__, ask.__qualname__, args, tuple(sorted(kwargs.items())))
        return answers.ask(key, lambda: ask(*args, **kwargs))

    return answer
