"""What one rerun of each page costs the server, with pictures drawn before and drawn anew."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path

from reading import Reader
from server import Server
from viewer import ScriptError, Viewer

WARM_ROUNDS = 3


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


def measure(server: Server, timings: Path, changes: int) -> list[Cost]:
    """Visit every page alone, and change filters on it: ``changes`` new ones, then these again."""
    return asyncio.run(_Visit(server, timings, changes).run())


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
            await self._walk(page, Cost(page).anew, cost.sizes, limit=0)
            await self._walk(page, cost.anew, cost.sizes)
            done, used = self._runs(), self.server.processor()
            for _ in range(WARM_ROUNDS):
                await self._walk(page, cost.again, [])
            runs = self._runs()[len(done) :]
            cost.script = [wall for wall, _ in runs]
            cost.processor = (self.server.processor() - used) / max(1, len(runs))
        except ScriptError as error:
            cost.error = str(error)
        return cost

    async def _walk(
        self, page: str, times: list[float], sizes: list[int], limit: int | None = None
    ) -> None:
        """Make the page's own changes in a new session; the same page always gets the same."""
        async with Viewer(self.server.port) as viewer:
            await viewer.rerun()
            await viewer.visit(page)
            reader = Reader(viewer, random.Random(page))  # noqa: S311 - repeatable, not secret
            for _ in range(self.changes if limit is None else limit):
                answer = await reader.change()
                times.append(answer.seconds)
                sizes.append(answer.size)

    def _runs(self) -> list[tuple[float, float]]:
        lines = self.timings.read_text().splitlines() if self.timings.exists() else []
        return [(float(wall), float(processor)) for wall, processor in map(str.split, lines)]
