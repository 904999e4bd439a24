"""What is made of a dataset once, beside the questions that are answered meanwhile."""

import logging
import threading
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from functools import partial
from typing import Generic, TypeVar

from conflict_atlas.events.cache.wait_hook import waiting

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")


class BackgroundBuild(Generic[_Key, _Made]):
    """Things by key, each made once; safe between threads."""

    def __init__(self, discard: Callable[[_Made], object] = lambda _: None) -> None:
        """Give back by ``discard`` what was made and is not wanted any more."""
        self._discard = discard
        self._lock = threading.Lock()
        self._made: dict[_Key, Future[_Made | None]] = {}

    def get(self, key: _Key, make: Callable[[], _Made | None], *, wait: bool) -> _Made | None:
        """What ``make`` makes; None until it is there, and for ever where it makes nothing.

        It is begun by the first who asks: with ``wait`` the thing is there for them, and what
        ``make`` raises is theirs; else they go on. Whoever asks meanwhile goes on.
        """
        with self._lock:
            found = self._made.get(key)
            begun = found is not None
            if found is None:
                found = self._made[key] = Future()
        if not begun:
            work = partial(self._make, key, found, make)
            if wait:
                with waiting():
                    work()
            else:
                self._begin(key, found, work)
        return found.result() if found.done() else None

    def wait(self, key: _Key) -> _Made | None:
        """What has been begun under a key, once it is there; None where nothing has."""
        with self._lock:
            found = self._made.get(key)
        return found.result() if found else None

    def keys(self) -> list[_Key]:
        """Everything that has been begun."""
        with self._lock:
            return list(self._made)

    def forget(self, keys: Iterable[_Key]) -> None:
        """Give back what was made under some keys; what is being made, when it is there."""
        with self._lock:
            found = [made for key in keys if (made := self._made.pop(key, None)) and made.done()]
        for one in found:
            self._give_back(one.result())

    def _begin(self, key: _Key, future: "Future[_Made | None]", work: Callable[[], None]) -> None:
        # A process that ends waits for it: an engine may not be left at work in the middle.
        thread = threading.Thread(target=work, name=f"events of {key}")
        try:
            thread.start()
        except RuntimeError:  # no more threads: somebody else may have more luck
            with self._lock:
                self._made.pop(key, None)
            future.set_result(None)

    def _make(
        self, key: _Key, future: "Future[_Made | None]", make: Callable[[], _Made | None]
    ) -> None:
        try:
            made = make()
        except BaseException:
            future.set_result(None)
            raise
        with self._lock:
            wanted = self._made.get(key) is future
            future.set_result(made if wanted else None)
        if not wanted:
            self._give_back(made)

    def _give_back(self, made: _Made | None) -> None:
        if made is None:
            return
        try:
            self._discard(made)
        except Exception:  # whoever forgets has more to forget
            logging.getLogger(__name__).exception("What is not wanted could not be given back")
