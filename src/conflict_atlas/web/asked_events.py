"""Recorded events for a picture of the map: those of its view, by the filters of its link."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from conflict_atlas.claims.filter_options import read_day
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.geometry import Bounds
from conflict_atlas.evidence import dataset_filter
from conflict_atlas.pictures import picture_of_link, recorded_layer
from conflict_atlas.pictures.mercator import View
from conflict_atlas.pictures.picture_request import SIZES, PictureRequest
from conflict_atlas.pictures.recorded_layer import RecordedLayer
from conflict_atlas.views.events import event_kinds, event_symbols, event_words

SECONDS = 3.0  # for which a picture waits for the engine
_LOG = logging.getLogger(__name__)


class Engine:
    """Sends one query at a time, so that pictures do not slow down the pages' queries."""

    def __init__(self) -> None:
        """Begin without a query."""
        self._turn = ThreadPoolExecutor(1, "picture-events")

    async def ask(
        self, package: Package, dataset: Dataset, asked: PictureRequest
    ) -> RecordedLayer | None:
        """Ask for the events of a picture; None where the engine fails or takes too long.

        A late answer is kept by the dataset, for the next request.
        """
        answer = asyncio.get_running_loop().run_in_executor(
            self._turn, read, package, dataset, asked
        )
        try:
            return await asyncio.wait_for(answer, SECONDS)
        except Exception:  # noqa: BLE001 - each engine fails in its own way
            _LOG.exception("No recorded events for a picture: %s", dataset.source_id)
            return None


def read(package: Package, dataset: Dataset, asked: PictureRequest) -> RecordedLayer:
    """Read the events of a picture, as the map page asks for them."""
    link, manifest = asked.link, dataset.manifest
    wanted, notes = dataset_filter.translate(package, dataset, link.selection)
    month = link.month if dataset_filter.has_month(manifest, link.month) else ""
    if month:
        wanted = dataset_filter.in_month(wanted, read_day(f"{month}-01"))
    size = SIZES[asked.size]
    seen = picture_of_link.find_view(package, link, size)
    whole = View(seen.latitude, seen.longitude, seen.zoom, size.width, size.height)
    by = event_kinds.BY_COLOUR.get(link.colour, "event_type")
    bounds = Bounds(*whole.bounds)
    cells = dataset.symbols(wanted, bounds, seen.zoom, by)
    layer = event_symbols.of_dataset(cells, dataset, by, manifest.label, link.cell)
    span = f", {event_words.month(month)}" if month else ""
    cited = f"Recorded events: {manifest.citation_of_version}."
    return recorded_layer.read(layer, span, " ".join((cited, *notes)))
