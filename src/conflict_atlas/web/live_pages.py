"""The addresses of the live pages: Streamlit's own page with our head and stand-in."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.link import link_request, old_links
from conflict_atlas.link.pages import PAGES, Page, pages_of
from conflict_atlas.reading import (
    claim_embed,
    first_paint,
    head,
    json_ld,
    page_head,
    without_scripts,
)
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.views import page_styles
from conflict_atlas.web import busy, offered_datasets, streamlit_index
from conflict_atlas.web.document import PASSING_EFFORT, Document
from conflict_atlas.web.host import Host

HTML = "text/html; charset=utf-8"
STORY, MAP = "story", "map"


def routes(host: Host) -> list[BaseRoute]:
    """Routes of all live pages, with the first page at the bare address."""

    async def show(request: Request, page: Page) -> Response:
        query = request.url.query
        site = await offered_datasets.site_for(await host.site(), query)
        if not host.sessions.takes():
            host.sessions.refuse()
            return busy.answer(site, host.addresses(request), page, query)
        return write(site, host.addresses(request), page, query).answer(request)

    async def show_first(request: Request) -> Response:
        first = pages_of((await host.site()).package)[0]
        if first.name == STORY and old_links.meant_the_map(request.query_params.keys()):
            return _lead(f"{host.base}/{MAP}", request)
        return await show(request, first)

    def of(page: Page) -> Route:
        async def answer(request: Request) -> Response:
            if page in pages_of((await host.site()).package)[1:]:
                return await show(request, page)
            return _lead(f"{host.base}/", request)

        return Route(f"{host.base}/{page.name}", answer)

    return [Route(f"{host.base}/", show_first), *(of(page) for page in PAGES)]


def _lead(path: str, request: Request) -> Response:
    """Redirect to another page, temporarily: a package may gain a story, or lose it."""
    query = request.url.query
    return RedirectResponse(f"{path}{'?' if query else ''}{query}", HTTPStatus.TEMPORARY_REDIRECT)


def write(site: Site, addresses: Addresses, page: Page, query: str) -> Document:
    """Write a live page for its query string."""
    asked = link_request.read(page, query, site.options)
    made = page_head.of_page(site, addresses, asked)
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
                f"{index.app}{_styles(addresses)}</template>",
                script,
                claim_embed.script() if asked.is_embedded else "",
            )
        ),
    )
    return Document(text.encode(), HTML, effort=PASSING_EFFORT)


def _styles(addresses: Addresses) -> str:
    """Our own styles; a script appends them to the body, so that they follow those of Streamlit."""
    folder = addresses.assets.rpartition("/")[0]
    return f'<link rel="stylesheet" href="{folder}/{page_styles.FILE}" data-styles>'


def _described(site: Site, addresses: Addresses, page: Page) -> str:
    """Describe the data to dataset search engines, on the page about them."""
    if page.name != "about":
        return ""
    return f"\n{json_ld.script(json_ld.dataset(site.package, addresses))}"
