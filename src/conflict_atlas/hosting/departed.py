"""Readers who have gone: what their sessions held is freed soon, not at an unknown time.

A page whose connection was cut comes back within seconds. One that was closed does not, and must
not keep its reader's own file in this process's memory.
"""

import asyncio
import ctypes
import time
from collections.abc import Callable, Iterable

_EVERY = 1.0  # seconds


class Departed:
    """Ends the sessions of readers who have been away for long enough."""

    def __init__(
        self,
        away: Callable[[], Iterable[str]],
        end: Callable[[str], object],
        seconds: float,
        every: float = _EVERY,
    ) -> None:
        """``away`` names the sessions that are not connected, ``end`` ends one of them."""
        self._away, self._end, self._seconds, self._every = away, end, seconds, every
        self._since: dict[str, float] = {}
        self._until = 0.0
        self._next: asyncio.TimerHandle | None = None

    def expect(self) -> None:
        """Look now and then, when a connection has ended, for as long as anybody is away.

        Streamlit stores a session a moment after its connection has ended, which is long under
        load: nobody may be forgotten whom the first look does not find.
        """
        self._until = time.monotonic() + self._seconds + 2 * self._every
        if self._next is None:
            self._wait()

    def _wait(self) -> None:
        self._next = asyncio.get_running_loop().call_later(self._every, self._look_on)

    def _look_on(self) -> None:
        self._next = None
        self.look()
        if self._since or time.monotonic() < self._until:
            self._wait()

    def look(self, now: float | None = None) -> None:
        """End those who have been away for long enough; the others are noted."""
        now = time.monotonic() if now is None else now
        away = list(self._away())
        self._since = {one: self._since.get(one, now) for one in away}
        ended = [one for one in away if now - self._since[one] >= self._seconds]
        for one in ended:
            del self._since[one]
            self._end(one)
        if ended:
            _give_back()


def _give_back() -> None:
    """Return free memory to the system, where the C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
