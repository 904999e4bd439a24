"""The addresses that are answered without Streamlit: for readers without scripts, and crawlers."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.reading import (
    claim_embed,
    claim_index,
    claim_page,
    crawlers,
    feed,
    web_manifest,
)
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web import not_found
from conflict_atlas.web.document import Document
from conflict_atlas.web.host import Host
from conflict_atlas.web.kept import Kept

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
KEPT = "public, max-age=300"  # the data may be others after a restart
Write = Callable[[Site, Addresses], str]


def routes(host: Host) -> list[BaseRoute]:
    """Routes of the plain pages, and of files that crawlers and browsers ask for by themselves."""
    kept = Kept(most=2_000, most_bytes=64_000_000)

    def of(path: str, media_type: str, write: Write) -> Route:
        async def answer(request: Request) -> Response:
            site, addresses = await host.site(), host.addresses(request)
            document = kept.made(
                (path, addresses),
                lambda: Document(write(site, addresses).encode(), media_type, KEPT),
            )
            return document.answer(request)

        return Route(f"{host.base}{path}", answer)

    async def answer_claim(request: Request) -> Response:
        site, addresses = await host.site(), host.addresses(request)
        claim_id = request.path_params["claim_id"]
        if claim_id not in site.options.claims:
            return not_found.answer(site, addresses, request)

        embedded = request.query_params.get("embed") == "true"
        write = claim_embed.write if embedded else claim_page.write

        def make() -> Document:
            return Document(write(site, addresses, claim_id).encode(), HTML, KEPT)

        return kept.made((claim_id, embedded, addresses), make).answer(request)

    async def lead_to_icon(_request: Request) -> Response:
        return RedirectResponse(f"{host.assets}/icon-32.png", 308)

    return [
        of("/claim", HTML, claim_index.write),
        Route(f"{host.base}/claim/{{claim_id}}", answer_claim),
        of("/robots.txt", TEXT, lambda _, addresses: crawlers.robots(addresses)),
        of(f"/{feed.FEED}", feed.MEDIA_TYPE, feed.write),
        of(f"/{crawlers.SITEMAP}", "application/xml", crawlers.sitemap),
        of("/manifest.webmanifest", "application/manifest+json", web_manifest.write),
        *(
            Route(f"{host.base}/{name}", lead_to_icon)  # browsers ask for it by themselves
            for name in ("favicon.ico", "favicon.png")
        ),
    ]
