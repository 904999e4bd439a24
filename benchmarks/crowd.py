"""Many readers at once: each acts every two seconds and waits as long as it takes."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from reading import Reader
from server import Server
from viewer import ScriptError, Value, Viewer
from websockets.exceptions import ConnectionClosed

PERIOD = 2.0
SECONDS_TO_ARRIVE = 15.0
ARRIVALS_A_SECOND = 25


@dataclass
class Held:
    """What the readers saw: waits in seconds, errors by kind, memory of the servers in MiB."""

    viewers: int
    waits: list[float] = field(default_factory=list)
    counts: set[int | None] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    late: int = 0
    memory: float = 0.0
    server_load: float = 0.0
    client_load: float = 0.0


def hold(
    server: Server, viewers: int, seconds: float, chosen: Mapping[str, Value] | None = None
) -> Held:
    """Start a server, let a crowd arrive and then act for some seconds.

    ``chosen`` is what each reader has set from the beginning, by label.
    """
    with server:
        server.wait(complete=True)
        return asyncio.run(_Crowd(server, viewers, seconds, chosen or {}).run())


class _Crowd:
    def __init__(
        self, server: Server, viewers: int, seconds: float, chosen: Mapping[str, Value]
    ) -> None:
        self.server, self.seconds, self.chosen = server, seconds, chosen
        self.held = Held(viewers)
        self.begin = float("inf")
        self.acting: dict[int, float] = {}

    async def run(self) -> Held:
        """Connect the viewers, measure, disconnect them."""
        first = self.server.app.map
        async with Viewer(self.server.port, page=first) as looking:
            await looking.rerun()
            widgets, pages = looking.widgets, looking.pages
        arrived = [asyncio.Event() for _ in range(self.held.viewers)]
        viewers = [
            Viewer(self.server.port, dict(widgets), pages, first) for _ in range(self.held.viewers)
        ]
        tasks = [
            asyncio.create_task(self._view(number, viewer, here))
            for number, (viewer, here) in enumerate(zip(viewers, arrived, strict=True))
        ]
        waiting = asyncio.gather(*(here.wait() for here in arrived))
        try:
            await asyncio.wait_for(waiting, SECONDS_TO_ARRIVE)
        except TimeoutError:
            missing = sum(not here.is_set() for here in arrived)
            self.held.errors["not served within the warm-up"] += missing
        await asyncio.sleep(PERIOD)
        await self._measure()
        if len(self.held.waits) > self.held.viewers and len(self.held.counts) == 1:
            self.held.errors["the filters changed nothing"] += 1
        for task in tasks:
            task.cancel()
        for end in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(end, Exception):  # a viewer that gave up would flatter the server
                self.held.errors[f"{type(end).__name__}: {end}"[:100]] += 1
        return self.held

    async def _measure(self) -> None:
        self.begin = time.perf_counter()
        used, client = self.server.processor(), time.process_time()
        for _ in range(int(self.seconds)):
            await asyncio.sleep(1)
            self.held.memory = max(self.held.memory, await asyncio.to_thread(self.server.memory))
        passed = time.perf_counter() - self.begin
        self.held.server_load = (self.server.processor() - used) / passed
        self.held.client_load = (time.process_time() - client) / passed
        # Those still waiting count too: leaving them out would flatter a slow server.
        now = time.perf_counter()
        late = [now - begun for begun in self.acting.values() if now - begun > PERIOD]
        self.held.waits += late
        self.held.late = len(late)
        self.begin = float("inf")

    async def _view(self, number: int, viewer: Viewer, here: asyncio.Event) -> None:
        """One viewer from connecting to leaving; the same number always does the same."""
        chance = random.Random(number)  # noqa: S311 - repeatable, not secret
        await asyncio.sleep(number / ARRIVALS_A_SECOND)
        self.acting[number] = time.perf_counter()
        try:
            async with viewer:
                for label, value in self.chosen.items():
                    viewer.set(label, value)
                await viewer.rerun()
                here.set()
                del self.acting[number]
                await asyncio.sleep(chance.uniform(0, PERIOD))
                await self._act_on(number, Reader(viewer, chance))
        except (ConnectionClosed, OSError, ScriptError) as error:
            self._note(error)
            here.set()

    def _note(self, error: Exception) -> None:
        what = self.server.reason() if isinstance(error, ScriptError) else str(error)
        self.held.errors[f"{type(error).__name__}: {what}"[:100]] += 1

    async def _act_on(self, number: int, reader: Reader) -> None:
        following = time.perf_counter()
        while True:
            self.acting[number] = time.perf_counter()
            try:
                answer = await reader.act()
            except ScriptError as error:
                self._note(error)
            else:
                if time.perf_counter() >= self.begin:
                    self.held.waits.append(answer.seconds)
                    self.held.counts.add(answer.count)
            finally:
                self.acting.pop(number, None)
            # A reader who had to wait acts again at once, but does not make up for lost actions.
            following = max(following + PERIOD, time.perf_counter())
            await asyncio.sleep(following - time.perf_counter())
