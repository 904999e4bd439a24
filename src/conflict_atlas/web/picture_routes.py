"""Pictures over HTTP: drawn one at a time, kept in memory, refused where they cost too much."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.pictures import picture_of_link, picture_request
from conflict_atlas.pictures.picture_request import MEDIA_TYPES, PictureRefusal, PictureRequest
from conflict_atlas.reading import picture_caption
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web.document import Document
from conflict_atlas.web.host import Host
from conflict_atlas.web.kept import Kept

KEPT = "public, max-age=86400"
MOST, MOST_BYTES = 400, 64_000_000  # pictures kept in memory, and their bytes
MOST_WAITING = 24  # requests waiting for a picture to be drawn
_SECONDS = 5  # after which a refused reader may ask again

Read = Callable[[Request, FilterOptions], PictureRequest]


def routes(host: Host) -> list[BaseRoute]:
    """Routes of the pictures."""
    studio = Studio()

    def of(path: str, read: Read) -> Route:
        async def answer(request: Request) -> Response:
            site, addresses = await host.site(), host.addresses(request)
            try:
                asked = read(request, site.options)
            except PictureRefusal as refusal:
                return _refuse(refusal)
            made = await studio.draw(site, addresses, asked)
            return made.answer(request) if made else _too_many()

        return Route(f"{host.base}/picture/{path}", answer)

    def page(request: Request, options: FilterOptions) -> PictureRequest:
        given = request.path_params
        return picture_request.read_page(given["name"], given["form"], _query(request), options)

    def claim(request: Request, options: FilterOptions) -> PictureRequest:
        given = request.path_params
        return picture_request.read_claim(
            given["claim_id"], given["form"], _query(request), options
        )

    return [of("claim/{claim_id}.{form}", claim), of("{name}.{form}", page)]


class Studio:
    """Draws one picture at a time; requests for the same one share it."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._kept = Kept(MOST, MOST_BYTES)
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def draw(
        self, site: Site, addresses: Addresses, asked: PictureRequest
    ) -> Document | None:
        """Return a picture; None if too many requests are waiting already."""
        key = (asked, addresses.root)
        found = self._kept.get(key)
        if found:
            return found
        if self._waiting >= self._most_waiting:
            return None
        self._waiting += 1
        try:
            async with self._turn:
                return self._kept.get(key) or self._kept.put(
                    key, await run_in_threadpool(_draw, site, addresses, asked)
                )
        finally:
            self._waiting -= 1


def _draw(site: Site, addresses: Addresses, asked: PictureRequest) -> Document:
    caption = picture_caption.caption(site.package, addresses, asked)
    drawing = picture_of_link.draw(site.package, asked, caption)
    body = picture_of_link.write(drawing, asked)
    return Document(body, MEDIA_TYPES[asked.form], KEPT, is_packable=asked.form == "svg")


def _query(request: Request) -> str:
    query: bytes = request.scope["query_string"]
    return query.decode("latin-1")


def _refuse(refusal: PictureRefusal) -> Response:
    status = HTTPStatus.NOT_FOUND if refusal.is_unknown else HTTPStatus.BAD_REQUEST
    return PlainTextResponse(f"{refusal}\n", status, {"Cache-Control": "no-store"})


def _too_many() -> Response:
    headers = {"Cache-Control": "no-store", "Retry-After": str(_SECONDS)}
    words = "Too many pictures are being drawn just now. Please ask again in a few seconds.\n"
    return PlainTextResponse(words, HTTPStatus.SERVICE_UNAVAILABLE, headers)
