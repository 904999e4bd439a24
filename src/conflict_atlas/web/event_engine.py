"""Asks for the recorded events of pictures: one picture after the other, within a limit of time."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.pictures import asked_events
from conflict_atlas.pictures.picture_request import PictureRequest
from conflict_atlas.pictures.recorded_layer import RecordedLayer

SECONDS = 3.0  # for which a picture waits for the engine
_LOG = logging.getLogger(__name__)


class Engine:
    """Sends one query at a time, so that pictures do not slow down the pages' queries."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Begin without a query; ``seconds`` is how long a picture waits for one."""
        self._seconds = seconds
        self._turn = ThreadPoolExecutor(1, "picture-events")

    async def ask(
        self, package: Package, datasets: tuple[Dataset, ...], asked: PictureRequest
    ) -> RecordedLayer | None:
        """Ask for the events of a picture; None where the engine fails or takes too long.

        A late answer is kept by the dataset, for the next request.
        """
        answer = asyncio.get_running_loop().run_in_executor(
            self._turn, asked_events.read, package, datasets, asked
        )
        try:
            return await asyncio.wait_for(answer, self._seconds)
        except Exception:  # noqa: BLE001 - each engine fails in its own way
            named = ", ".join(dataset.source_id for dataset in datasets)
            _LOG.exception("No recorded events for a picture: %s", named)
            return None
