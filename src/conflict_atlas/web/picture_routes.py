"""Pictures over HTTP: drawn one at a time, kept in memory, refused where they cost too much."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.link.link_request import without_events
from conflict_atlas.pictures import picture_of_link, picture_request
from conflict_atlas.pictures.picture_request import MEDIA_TYPES, PictureRefusal, PictureRequest
from conflict_atlas.pictures.recorded_layer import NOTHING, RecordedLayer
from conflict_atlas.reading import picture_caption
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web import offered_datasets
from conflict_atlas.web.asked_events import Engine
from conflict_atlas.web.document import CHECKED, Document
from conflict_atlas.web.host import Host
from conflict_atlas.web.kept import Kept

KEPT, NOT_KEPT = "public, max-age=86400", "no-store"
MOST, MOST_BYTES = 400, 64_000_000  # pictures kept in memory, and their bytes
MOST_WAITING = 24  # requests waiting for a picture to be drawn
_SECONDS = 5  # after which a refused reader may ask again

Read = Callable[[Request, str, FilterOptions], PictureRequest]


def routes(host: Host) -> list[BaseRoute]:
    """Routes of the pictures."""
    studio = Studio()

    def of(path: str, read: Read) -> Route:
        async def answer(request: Request) -> Response:
            site, addresses = await host.site(), host.addresses(request)
            query = _query(request)
            datasets = await offered_datasets.listed(site, query)
            is_whole = datasets is not None
            if datasets is None:
                datasets, query = (), offered_datasets.without(query)
            site = offered_datasets.offering(site, datasets)
            try:
                asked = read(request, query, site.options)
            except PictureRefusal as refusal:
                return _refuse(refusal)
            made = await studio.draw(site, addresses, asked, _named(asked.events, datasets))
            if made is None:
                return _too_many()
            return (made if is_whole else replace(made, kept=NOT_KEPT)).answer(request)

        return Route(f"{host.base}/picture/{path}", answer)

    def page(request: Request, query: str, options: FilterOptions) -> PictureRequest:
        given = request.path_params
        return picture_request.read_page(given["name"], given["form"], query, options)

    def claim(request: Request, query: str, options: FilterOptions) -> PictureRequest:
        given = request.path_params
        return picture_request.read_claim(given["claim_id"], given["form"], query, options)

    return [of("claim/{claim_id}.{form}", claim), of("{name}.{form}", page)]


def _named(source_id: str, datasets: tuple[Dataset, ...]) -> Dataset | None:
    return next((one for one in datasets if one.source_id == source_id), None)


class Studio:
    """Draws one picture at a time; requests for the same one share it."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._kept = Kept(MOST, MOST_BYTES)
        self._turn = asyncio.Lock()
        self._engine = Engine()
        self._waiting = 0

    async def draw(
        self,
        site: Site,
        addresses: Addresses,
        asked: PictureRequest,
        dataset: Dataset | None = None,
    ) -> Document | None:
        """Return a picture; None if too many requests are waiting already.

        A picture with recorded events is kept for one import of their dataset, and browsers check
        it each time. If the engine fails, it is the picture of the same link without events.
        """
        key = (asked, addresses.root, dataset.manifest if dataset else None)
        found = self._kept.get(key)
        if found:
            return found
        if self._waiting >= self._most_waiting:
            return None
        self._waiting += 1
        try:
            recorded: RecordedLayer | None = NOTHING
            if dataset:
                recorded = await self._engine.ask(site.package, dataset, asked)
            if recorded is not None:
                return await self._drawn(key, site, addresses, asked, recorded)
        finally:
            self._waiting -= 1
        made = await self.draw(site, addresses, replace(asked, link=without_events(asked.link)))
        return replace(made, kept=NOT_KEPT) if made else None

    async def _drawn(
        self,
        key: Hashable,
        site: Site,
        addresses: Addresses,
        asked: PictureRequest,
        recorded: RecordedLayer,
    ) -> Document:
        async with self._turn:
            return self._kept.get(key) or self._kept.put(
                key, await run_in_threadpool(_draw, site, addresses, asked, recorded)
            )


def _draw(
    site: Site, addresses: Addresses, asked: PictureRequest, recorded: RecordedLayer
) -> Document:
    caption = picture_caption.caption(site.package, addresses, asked)
    drawing = picture_of_link.draw(site.package, asked, caption, recorded)
    body = picture_of_link.write(drawing, asked)
    kept = CHECKED if asked.events else KEPT
    return Document(body, MEDIA_TYPES[asked.form], kept, is_packable=asked.form == "svg")


def _query(request: Request) -> str:
    query: bytes = request.scope["query_string"]
    return query.decode("latin-1")


def _refuse(refusal: PictureRefusal) -> Response:
    status = HTTPStatus.NOT_FOUND if refusal.is_unknown else HTTPStatus.BAD_REQUEST
    return PlainTextResponse(f"{refusal}\n", status, {"Cache-Control": NOT_KEPT})


def _too_many() -> Response:
    headers = {"Cache-Control": NOT_KEPT, "Retry-After": str(_SECONDS)}
    words = "Too many pictures are being drawn just now. Please ask again in a few seconds.\n"
    return PlainTextResponse(words, HTTPStatus.SERVICE_UNAVAILABLE, headers)
