"""Pictures over HTTP: drawn one at a time, kept in memory, refused where they cost too much."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.claims import phrase
from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.link.parameter_names import CLAIM
from conflict_atlas.pictures import asked_events, picture_of_link, picture_request, recorded_layer
from conflict_atlas.pictures.picture_request import (
    EVIDENCE,
    MEDIA_TYPES,
    PictureRefusal,
    PictureRequest,
)
from conflict_atlas.pictures.recorded_layer import NOTHING, RecordedLayer
from conflict_atlas.reading import picture_caption
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web import offered_datasets
from conflict_atlas.web.document import CHECKED, Document
from conflict_atlas.web.event_engine import Engine
from conflict_atlas.web.host import Host
from conflict_atlas.web.kept import Kept

KEPT, NOT_KEPT = "public, max-age=86400", "no-store"
MOST, MOST_BYTES = 400, 64_000_000  # pictures kept in memory, and their bytes
MOST_WAITING = 24  # requests waiting for a picture to be drawn
_SECONDS = 5  # after which a refused reader may ask again

Read = Callable[[Request, str, FilterOptions], PictureRequest]
Draw = Callable[[Site, Addresses, PictureRequest, RecordedLayer], Document]


def routes(host: Host, studio: "Studio | None" = None) -> list[BaseRoute]:
    """Routes of the pictures."""
    studio = studio or Studio()

    def of(path: str, read: Read) -> Route:
        async def answer(request: Request) -> Response:
            site, addresses = await host.site(), host.addresses(request)
            query = _query(request)
            compares = request.path_params.get("name") == EVIDENCE and f"{CLAIM}=" in query
            datasets = await offered_datasets.listed(site, query, asks=compares)
            is_whole = datasets is not None
            if datasets is None:
                datasets, query = (), offered_datasets.without(query)
            site = offered_datasets.offering(site, datasets)
            try:
                asked = read(request, query, site.options)
            except PictureRefusal as refusal:
                return _refuse(refusal)
            shown = asked_events.shown(asked, datasets)
            made = await studio.draw(site, addresses, asked, shown)
            if made is None:
                return too_many()
            return (made if is_whole else replace(made, kept=NOT_KEPT)).answer(request)

        return Route(f"{host.base}/picture/{path}", answer)

    def page(request: Request, query: str, options: FilterOptions) -> PictureRequest:
        given = request.path_params
        return picture_request.read_page(given["name"], given["form"], query, options)

    def claim(request: Request, query: str, options: FilterOptions) -> PictureRequest:
        given = request.path_params
        return picture_request.read_claim(given["claim_id"], given["form"], query, options)

    return [of("claim/{claim_id}.{form}", claim), of("{name}.{form}", page)]


class Studio:
    """Draws one picture at a time; requests for the same one share it."""

    def __init__(
        self,
        most_waiting: int = MOST_WAITING,
        engine: Engine | None = None,
        draw: "Draw | None" = None,
    ) -> None:
        self._most_waiting = most_waiting
        self._draw = draw or draw_document
        self._kept = Kept(MOST, MOST_BYTES)
        self._turn = asyncio.Lock()
        self._engine = engine or Engine()
        self._waiting = 0

    async def draw(
        self,
        site: Site,
        addresses: Addresses,
        asked: PictureRequest,
        datasets: tuple[Dataset, ...] = (),
    ) -> Document | None:
        """Return a picture; None if too many requests are waiting already.

        A picture with recorded events is kept for one import of their datasets, and browsers check
        it each time. If the engine fails, it is drawn without events and says so.
        """
        key = (asked, addresses.root, tuple(one.manifest for one in datasets))
        found = self._kept.get(key)
        if found:
            return found
        if self._waiting >= self._most_waiting:
            return None
        self._waiting += 1
        try:
            recorded: RecordedLayer | None = NOTHING
            if datasets:
                recorded = await self._engine.ask(site.package, datasets, asked)
            if recorded is not None:
                return await self._drawn(key, site, addresses, asked, recorded)
            absent = recorded_layer.missing(phrase.joined([one.manifest.label for one in datasets]))
            made = await self._drawn((*key, absent), site, addresses, asked, absent)
            return replace(made, kept=NOT_KEPT)
        finally:
            self._waiting -= 1

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
                key, await run_in_threadpool(self._draw, site, addresses, asked, recorded)
            )


def draw_document(
    site: Site, addresses: Addresses, asked: PictureRequest, recorded: RecordedLayer
) -> Document:
    """Draw a picture with its caption, and write it as a file."""
    caption = picture_caption.caption(site.package, addresses, asked)
    drawing = picture_of_link.draw(site.package, asked, caption, recorded)
    body = picture_of_link.write(drawing, asked)
    kept = KEPT if recorded is NOTHING else CHECKED
    return Document(body, MEDIA_TYPES[asked.form], kept, is_packable=asked.form == "svg")


def _query(request: Request) -> str:
    query: bytes = request.scope["query_string"]
    return query.decode("latin-1")


def _refuse(refusal: PictureRefusal) -> Response:
    status = HTTPStatus.NOT_FOUND if refusal.is_unknown else HTTPStatus.BAD_REQUEST
    return PlainTextResponse(f"{refusal}\n", status, {"Cache-Control": NOT_KEPT})


def too_many() -> Response:
    """Refuse a reader for now."""
    headers = {"Cache-Control": NOT_KEPT, "Retry-After": str(_SECONDS)}
    words = "Too many pictures are being drawn just now. Please ask again in a few seconds.\n"
    return PlainTextResponse(words, HTTPStatus.SERVICE_UNAVAILABLE, headers)
