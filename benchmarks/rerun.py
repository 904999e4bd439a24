"""What one rerun of each page costs the server, with new pictures and with cached ones."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from reading import Reader
from server import App, Server
from viewer import Answer, ScriptError, Viewer

WARM_ROUNDS = 2  # the caches are full after the first round
ARRIVING = 2  # runs before the first change: the first page's, then that of the page visited
SECONDS_TO_SETTLE = 0.3


@dataclass
class Cost:
    """One page's reruns; times in seconds, sizes in bytes.

    ``first`` and ``again`` are times from asking to the finished script, for new selections and
    for the same ones afterwards; ``script`` is the part of the latter that the script thread took,
    ``processor`` what the whole process used for each rerun.
    """

    page: str
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    processor: float = 0.0
    error: str = ""


def measure(app: App, changes: int) -> list[Cost]:
    """Visit every page alone and change filters there: ``changes`` new ones, then them again."""
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
        is_story = not page and bool(self.server.app.map)
        cost = Cost(page or ("story" if is_story else "the only page"))
        try:
            await self._walk(page, 0)  # imports the page's modules, as the first reader's run does
            answers = await self._walk(page, self.changes)
            cost.first = [answer.seconds for answer in answers]
            cost.sizes = [answer.size for answer in answers]
            # The story states no number of claims; its steps have other words.
            if len({answer.size if is_story else answer.count for answer in answers}) == 1:
                cost.error = "the filters changed nothing"
            used, runs = self.server.processor(), 0
            for _ in range(WARM_ROUNDS):
                done = len(self._runs())
                cost.again += [answer.seconds for answer in await self._walk(page, self.changes)]
                made = self._runs()[done:]
                runs += len(made)
                cost.script += made[ARRIVING:]
            cost.processor = (self.server.processor() - used) / runs
        except (ScriptError, TimeoutError) as error:
            cost.error = f"{type(error).__name__}: {self.server.reason()}"
        return cost

    async def _walk(self, page: str, changes: int) -> list[Answer]:
        """Make the page's own changes in a new session; the same page always gets the same."""
        async with Viewer(self.server.port) as viewer:
            await viewer.rerun()
            await viewer.visit(page)
            reader = Reader(viewer, random.Random(page))  # noqa: S311 - repeatable, not secret
            answers = [await reader.change() for _ in range(changes)]
        # A script's thread goes on after its last message: Streamlit collects garbage then.
        await asyncio.sleep(SECONDS_TO_SETTLE)
        return answers

    def _runs(self) -> list[float]:
        """Seconds of every script run so far."""
        return [float(line) for line in self.timings.read_text().split()]
