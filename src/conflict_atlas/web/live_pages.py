"""The addresses of the live pages: Streamlit's own page with a head, and words of its own."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.link import link_request
from conflict_atlas.link.pages import PAGES, Page
from conflict_atlas.reading import first_paint, head, json_ld, page_head, without_scripts
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web import busy, streamlit_index
from conflict_atlas.web.document import PASSING_EFFORT, Document
from conflict_atlas.web.host import Host

HTML = "text/html; charset=utf-8"


def routes(host: Host) -> list[BaseRoute]:
    """Answer every live page's address, the first page's at the bare one."""
    first = PAGES[0]

    def of(page: Page) -> Route:
        async def answer(request: Request) -> Response:
            site = await host.site()
            if not host.sessions.takes():
                host.sessions.refuse()
                return busy.answer(site, host.addresses(request), page, request.url.query)
            return write(site, host.addresses(request), page, request.url.query).answer(request)

        name = "" if page is first else page.name
        return Route(f"{host.base}/{name}", answer)

    async def lead_to_bare(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(f"{host.base}/{'?' if query else ''}{query}", 308)

    return [*(of(page) for page in PAGES), Route(f"{host.base}/{first.name}", lead_to_bare)]


def write(site: Site, addresses: Addresses, page: Page, query: str) -> Document:
    """Write a live page with what its query string asks for."""
    asked = link_request.read(page, query, site.options)
    made = page_head.of_page(site.package, addresses, asked)
    index = streamlit_index.installed()
    styles, script = first_paint.styles_and_script()
    text = index.fill(
        language='<html lang="en">',
        title=head.write(made) + _described(site, addresses, page),
        service=f'<link rel="service-desc" href="{addresses.openapi}">',
        app=styles,
        root="".join(
            (
                first_paint.write(site, addresses, asked, made),
                without_scripts.write(site, addresses, asked),
                '<div id="root"></div>',
                f'<template id="atlas-app"{first_paint.later(site, addresses)}>',
                f"{index.app}</template>",
                script,
            )
        ),
    )
    return Document(text.encode(), HTML, effort=PASSING_EFFORT)


def _described(site: Site, addresses: Addresses, page: Page) -> str:
    """Describe the data to search engines for data, on the page about them."""
    if page.name != "about":
        return ""
    return f"\n{json_ld.script(json_ld.dataset(site.package, addresses))}"
