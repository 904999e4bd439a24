"""Readers who stay: each acts every three seconds, and comes back when its connection ends."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reading import Reader
from server import Server
from viewer import ScriptError, Viewer
from websockets.exceptions import ConnectionClosed, InvalidHandshake

PERIOD = 3.0
ARRIVALS_A_SECOND = 20
TRIES = 6
TIME_TO_RETURN = 60  # seconds after the last event, at least
# As Streamlit's page does: at once, then after pauses that double.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
GONE = (ConnectionClosed, InvalidHandshake, OSError, TimeoutError)
Happening = tuple[float, str, Callable[[], Awaitable[None]]]  # when, as a share of all the time


@dataclass
class Met:
    """What the readers of one dashboard met; times in seconds, memory in MiB."""

    name: str
    readers: int
    waits: list[float] = field(default_factory=list)
    late: int = 0
    returns: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    happened: list[str] = field(default_factory=list)
    before: float = 0.0
    during: float = 0.0
    at_end: float = 0.0
    after: float = 0.0

    def told(self) -> list[str]:
        """Report events, and failures by kind with their number."""
        return [
            *self.happened,
            *(f"{number} x {what}" for what, number in self.failures.items()),
            *(f"tries to connect that failed: {n} x {what}" for what, n in self.refused.items()),
        ]


class Crowd:
    """So many readers before a server, for so many seconds.

    Each fifth comes by a link with ``link`` in it.
    """

    def __init__(
        self,
        server: Server,
        readers: int,
        seconds: float,
        rest: float,
        link: Mapping[str, str] | None = None,
    ) -> None:
        """Take the server, which runs already."""
        self.server, self.readers, self.seconds, self.rest = server, readers, seconds, rest
        self.link = link or {}
        self.acting: dict[int, float] = {}
        self.away: dict[int, float] = {}

    async def run(self, name: str, happens: Sequence[Happening]) -> Met:
        """Bring the readers, let things happen, send all home, and wait."""
        self.met = met = Met(name, self.readers)
        await self._look_around()
        met.before = await asyncio.to_thread(self.server.memory)
        begun = time.perf_counter()
        tasks = [asyncio.create_task(self._read(number)) for number in range(self.readers)]
        for share, what, do in happens:
            await self._sleep_until(begun + share * self.seconds)
            # Before anything has happened: a process that has just begun has less.
            met.during = met.during or await asyncio.to_thread(self.server.memory)
            await self._note(what, do, begun)
        # Whoever has just lost their process is not lost for good yet.
        await self._sleep_until(max(begun + self.seconds, time.perf_counter() + TIME_TO_RETURN))
        now = time.perf_counter()
        waiting = [now - since for since in self.acting.values() if now - since > PERIOD]
        met.late, met.waits = len(waiting), met.waits + waiting
        met.counts["never back"] = len(self.away)
        met.at_end = await asyncio.to_thread(self.server.memory)
        for task in tasks:
            task.cancel()
        for end in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(end, Exception):  # a reader who gave up would flatter the server
                met.failures[f"a reader ended with {type(end).__name__}: {end}"[:100]] += 1
        await asyncio.sleep(self.rest)
        met.after = await asyncio.to_thread(self.server.memory)
        return met

    async def _look_around(self) -> None:
        """Learn which controls and pages there are; a busy machine may need several tries."""
        for attempt in range(TRIES):
            try:
                async with Viewer(self.server.port, page=self.server.app.map) as first:
                    await first.rerun()
            except GONE:
                if attempt == TRIES - 1:
                    raise
            else:
                self.widgets, self.pages = first.widgets, first.pages
                return

    async def _sleep_until(self, then: float) -> None:
        await asyncio.sleep(max(0, then - time.perf_counter()))

    async def _note(self, what: str, do: Callable[[], Awaitable[None]], begun: float) -> None:
        at = time.perf_counter() - begun
        try:
            await do()
        except RuntimeError as error:
            self.met.failures[f"{what}: {error}"] += 1
        took = time.perf_counter() - begun - at
        self.met.happened.append(f"{what} after {at:.0f} s, which took {took:.1f} s")

    async def _read(self, number: int) -> None:
        """One reader from arrival to dismissal; the same number always does the same."""
        chance = random.Random(number)  # noqa: S311 - repeatable, not secret
        await asyncio.sleep(number / ARRIVALS_A_SECOND)
        viewer = Viewer(self.server.port, dict(self.widgets), dict(self.pages), self.server.app.map)
        if number % 5 == 0:
            viewer.address.update(self.link)
        reader, pause = Reader(viewer, chance), FIRST_PAUSE
        while True:
            try:
                async with viewer:
                    await self._stay(number, reader)
            except GONE as error:
                self.acting.pop(number, None)
                if number in self.away:
                    self.met.refused[type(error).__name__] += 1
                else:
                    self.away[number], pause = time.perf_counter(), FIRST_PAUSE
                    self.met.counts["lost"] += 1
            await asyncio.sleep(pause * chance.uniform(0.5, 1))
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _stay(self, number: int, reader: Reader) -> None:
        """Take up the page where it was left, and act until the connection ends."""
        await self._act(number, reader.viewer.rerun)
        if number in self.away:
            self.met.returns.append(time.perf_counter() - self.away.pop(number))
            self.met.counts["back"] += 1
        while True:
            await asyncio.sleep(PERIOD * reader.chance.uniform(0.5, 1.5))
            await self._act(number, reader.act)

    async def _act(self, number: int, do: Callable[[], Awaitable[object]]) -> None:
        begun = self.acting[number] = time.perf_counter()
        try:
            await do()
        except ScriptError as error:
            self.met.failures[f"{type(error).__name__}: {self.server.reason()}"[:200]] += 1
        self.met.waits.append(time.perf_counter() - begun)
        self.acting.pop(number, None)
