"""The answer instead of a live page while this process has no room for another reader."""

from http import HTTPStatus

from starlette.responses import Response

from conflict_atlas.hosting.admission import RETRY_SECONDS
from conflict_atlas.link import link_request
from conflict_atlas.link.pages import Page
from conflict_atlas.reading import busy_page, page_head
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site


def answer(site: Site, addresses: Addresses, page: Page, query: str) -> Response:
    """Answer with the words of the page asked for; the answer must not be cached."""
    asked = link_request.read(page, query, site.options)
    made = page_head.of_page(site, addresses, asked)
    text = busy_page.write(site, addresses, asked, made, RETRY_SECONDS)
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return Response(text, HTTPStatus.SERVICE_UNAVAILABLE, headers, "text/html; charset=utf-8")
