"""Answers that depend on a query: the page to print, and how to embed an address."""

from dataclasses import replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from conflict_atlas.link import link_request
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.pictures.picture_request import EVIDENCE
from conflict_atlas.reading import oembed, print_page
from conflict_atlas.web import not_found, offered_datasets
from conflict_atlas.web.document import PASSING_EFFORT, Document
from conflict_atlas.web.host import Host

HTML = "text/html; charset=utf-8"


def routes(host: Host) -> list[BaseRoute]:
    """Routes of these answers; none is kept, for hardly two readers ask for the same."""

    async def answer_print(request: Request) -> Response:
        site, addresses = await host.site(), host.addresses(request)
        page = BY_NAME.get(request.path_params["name"])
        if page is None:
            return not_found.answer(site, addresses, request)
        query = request.scope["query_string"].decode("latin-1")
        site = await offered_datasets.site_for(site, query, asks=page.name == EVIDENCE)
        asked = link_request.read(page, query, site.options)
        if offered_datasets.names_another(query, asked):
            site = replace(site, datasets=tuple)
        text = await run_in_threadpool(print_page.write, site, addresses, asked)
        return Document(text.encode(), HTML, effort=PASSING_EFFORT).answer(request)

    async def answer_oembed(request: Request) -> Response:
        site, addresses = await host.site(), host.addresses(request)
        asked = dict(request.query_params)
        if asked.get("format", "json") != "json":
            return PlainTextResponse("Only format=json is answered.\n", HTTPStatus.NOT_IMPLEMENTED)
        site = await offered_datasets.site_for(site, asked.get("url", "").partition("?")[2])
        found = oembed.write(site, addresses, asked)
        if found is None:
            words = "url: expected an address of this atlas.\n"
            return PlainTextResponse(words, HTTPStatus.NOT_FOUND)
        return Document(found.encode(), "application/json").answer(request)

    return [
        Route(f"{host.base}/print/{{name}}", answer_print),
        Route(f"{host.base}/oembed", answer_oembed),
    ]
