"""The readers' sessions of this process: how many there are, how many it takes, who is moved on."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

Close = Callable[[], Awaitable[None]]
# A reader whose process has ended comes back to another one, which has readers of its own: so many
# times its limit does it take then, for as long as the other one needs to start.
RETURNING = 2


class State(StrEnum):
    """What a process says of itself."""

    STARTING = "starting"
    READY = "ready"
    FULL = "full"
    DRAINING = "draining"


@dataclass(eq=False)
class Sessions:
    """The open sessions of a process; ``limit`` is how many new readers it takes, 0 for any number.

    Everything here is done in the thread of the event loop.
    """

    limit: int = 0
    is_prepared: bool = True
    is_draining: bool = False
    refused: Counter[State] = field(default_factory=Counter)
    _open: set[Close] = field(default_factory=set)

    def __len__(self) -> int:
        """How many sessions are open."""
        return len(self._open)

    @property
    def state(self) -> State:
        """The state of the process, for the balancer that sends it readers."""
        if self.is_draining:
            return State.DRAINING
        if not self.is_prepared:
            return State.STARTING
        return State.READY if self.takes() else State.FULL

    def takes(self, *, returning: bool = False) -> bool:
        """Whether one more reader is taken; ``returning`` is one who has had a session before."""
        most = self.limit * (RETURNING if returning else 1)
        return not self.is_draining and (self.limit == 0 or len(self) < most)

    def refuse(self) -> State:
        """Count a reader who was not taken, and say why."""
        reason = State.DRAINING if self.is_draining else State.FULL
        self.refused[reason] += 1
        return reason

    @contextmanager
    def hold(self, close: Close) -> Iterator[None]:
        """Count a session for as long as it is open; ``close`` sends its reader elsewhere."""
        self._open.add(close)
        try:
            yield
        finally:
            self._open.discard(close)

    async def move(self, seconds: float) -> None:
        """Send every reader elsewhere, one after the other, within some seconds.

        All at once would be more than the other processes can serve without delay.
        """
        leaving = list(self._open)
        for close in leaving:
            if close in self._open:
                await close()
            await asyncio.sleep(seconds / len(leaving))
