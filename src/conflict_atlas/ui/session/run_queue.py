"""Runs take turns: each is served to its end, where side by side all of them would be slow."""

import heapq
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from conflict_atlas.events.cache import wait_hook

# Seconds after which the next run begins although the one before has not ended: a slow run keeps
# nobody else waiting for longer.
PATIENCE = 1.0
# Work that nobody asked for begins when no reader has asked for anything for so many seconds: who
# moves from one filter to the next shall not meet it in between ...
QUIET = 2.0
# ... and after so many although readers keep coming.
LEISURE = 10.0


@dataclass(order=True)
class _Run:
    """Whoever wants the turn; the lowest ticket is next."""

    ticket: int
    spare: bool = field(default=False, compare=False)
    changed: threading.Event = field(default_factory=threading.Event, compare=False)


class Turns:
    """One run at a time, in the order in which they come; safe between threads."""

    def __init__(self) -> None:
        """Begin with nobody there."""
        self._lock = threading.Lock()
        self._left = threading.Condition(self._lock)
        self._queue: list[_Run] = []  # a heap
        self._tickets = itertools.count()
        self._holder: _Run | None = None
        self._since = 0.0
        self._readers = 0
        self._last_left = float("-inf")
        self._of_thread = threading.local()

    @property
    def is_free(self) -> bool:
        """Whether nobody has the turn."""
        return self._holder is None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, and give it back at the end.

        Python computes in one thread at a time, and a run hands that over with each of its forty
        messages. Beside others it gets it back only after all of them: of a hundred readers the
        slowest twentieth then waits five to ten times as long.
        """
        with self._lock:
            self._readers += 1
        try:
            with self._holding():
                yield
        finally:
            with self._lock:
                self._readers -= 1
                self._last_left = time.monotonic()
                self._left.notify_all()

    @contextmanager
    def spare(self) -> Iterator[None]:
        """Wait until readers are quiet, and take the turn for work that nobody waits for."""
        latest = time.monotonic() + LEISURE
        with self._lock:
            while (seconds := min(latest, self._quiet_from()) - time.monotonic()) > 0:
                self._left.wait(seconds)
        with self._holding(spare=True):
            yield

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let another run while this one waits for an engine.

        Then it goes on before all who came after it; work that nobody waits for goes after all.
        Nothing happens where this thread has no turn.
        """
        mine: _Run | None = getattr(self._of_thread, "mine", None)
        if mine is None or not self._give_back(mine):
            yield
            return
        try:
            yield
        finally:
            if mine.spare:
                mine.ticket = next(self._tickets)
            self._wait(mine)

    @contextmanager
    def _holding(self, *, spare: bool = False) -> Iterator[None]:
        mine = _Run(next(self._tickets), spare)
        self._wait(mine)
        self._of_thread.mine = mine
        try:
            yield
        finally:
            self._of_thread.mine = None
            self._give_back(mine)

    def _quiet_from(self) -> float:
        return float("inf") if self._readers else self._last_left + QUIET

    def _give_back(self, mine: _Run) -> bool:
        """Let the next begin; False for a run that lost its turn, because it took long."""
        with self._lock:
            if self._holder is not mine:
                return False
            self._holder = None
            self._wake_first()
            return True

    def _wait(self, mine: _Run) -> None:
        with self._lock:
            heapq.heappush(self._queue, mine)
        while (patience := self._try(mine)) != 0:
            mine.changed.wait(patience)

    def _try(self, mine: _Run) -> float | None:
        """Take the turn and return 0, or say how many seconds to wait; None until being woken."""
        with self._lock:
            mine.changed.clear()
            if self._queue[0] is not mine:
                return None
            left = self._since + PATIENCE - time.monotonic()
            if self._holder is not None and left > 0:
                return left
            heapq.heappop(self._queue)
            self._holder, self._since = mine, time.monotonic()
            self._wake_first()  # whose patience begins with this run
            return 0

    def _wake_first(self) -> None:
        if self._queue:
            self._queue[0].changed.set()


_turns = Turns()
taken, spare, lent = _turns.taken, _turns.spare, _turns.lent
wait_hook.use(lent)
