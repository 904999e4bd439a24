"""What one rerun of each page costs the server, with pictures drawn before and drawn anew."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from reading import Reader
from server import App, Server
from viewer import Answer, ScriptError, Viewer

WARM_ROUNDS = 2  # the caches are full after the first round


@dataclass
class Cost:
    """One page's reruns; times in seconds, sizes in bytes.

    ``anew`` and ``again`` are times from asking to the finished script, for selections nobody asked
    for before and for the same ones afterwards; ``script`` is what the script thread took of the
    latter, ``processor`` what the whole process used a rerun.
    """

    page: str
    anew: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    processor: float = 0.0
    error: str = ""


def measure(app: App, changes: int) -> list[Cost]:
    """Visit every page alone, and change filters on it: ``changes`` new ones, then these again."""
    with TemporaryDirectory() as folder:
        timings = Path(folder) / "seconds"
        with Server(app, timings) as server:
            return asyncio.run(_Visit(server.wait(), timings, changes).run())


class _Visit:
    def __init__(self, server: Server, timings: Path, changes: int) -> None:
        self.server, self.timings, self.changes = server, timings, changes

    async def run(self) -> list[Cost]:
        async with Viewer(self.server.port) as first:
            await first.rerun()
            pages = first.pages or {"": ""}
        return [await self._page(page) for page in pages]

    async def _page(self, page: str) -> Cost:
        cost = Cost(page or "map")
        try:
            # Modules of a page are imported at its first visit; that belongs to the start.
            await self._walk(page, 0)
            for answer in await self._walk(page, self.changes):
                cost.anew.append(answer.seconds)
                cost.sizes.append(answer.size)
            done, used = len(self._runs()), self.server.processor()
            for _ in range(WARM_ROUNDS):
                cost.again += [answer.seconds for answer in await self._walk(page, self.changes)]
            cost.script = self._runs()[done:]
            cost.processor = (self.server.processor() - used) / max(1, len(cost.script))
        except ScriptError as error:
            cost.error = str(error)
        return cost

    async def _walk(self, page: str, changes: int) -> list[Answer]:
        """Make the page's own changes in a new session; the same page always gets the same."""
        async with Viewer(self.server.port) as viewer:
            await viewer.rerun()
            await viewer.visit(page)
            reader = Reader(viewer, random.Random(page))  # noqa: S311 - repeatable, not secret
            return [await reader.change() for _ in range(changes)]

    def _runs(self) -> list[float]:
        """Seconds of every script run so far."""
        return [float(line) for line in self.timings.read_text().split()]
