"""Readers who have gone: what their sessions held is freed soon, not at an unknown time.

A page whose connection was cut comes back within seconds. One that was closed does not, and must
not keep its reader's own file in this process's memory.
"""

import asyncio
import ctypes
import time
from collections.abc import Callable, Iterable

_LOOK_AFTER = 1  # Streamlit stores a session a moment after its connection has ended


class Departed:
    """Ends the sessions of readers who have been away for long enough."""

    def __init__(
        self,
        away: Callable[[], Iterable[str]],
        end: Callable[[str], object],
        seconds: float,
    ) -> None:
        """``away`` names the sessions that are not connected, ``end`` ends one of them."""
        self._away, self._end, self._seconds = away, end, seconds
        self._since: dict[str, float] = {}

    def expect(self) -> None:
        """Check when a connection has ended, and again after the time allowed."""
        loop = asyncio.get_running_loop()
        loop.call_later(_LOOK_AFTER, self.look)
        loop.call_later(_LOOK_AFTER + self._seconds + _LOOK_AFTER, self.look)

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
