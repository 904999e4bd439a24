"""A real "404 Not Found" for addresses that do not exist.

Streamlit answers every unknown path with its page and "200 OK", and leaves it to the browser to
find out that there is no such page.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_atlas.web.document import Document
from conflict_atlas.web.host import Host

if TYPE_CHECKING:
    from conflict_atlas.reading.addresses import Addresses
    from conflict_atlas.reading.site import Site

HTML = "text/html; charset=utf-8"


class NotFound:
    """Answers instead of Streamlit's page where the path is not one of our pages."""

    def __init__(self, app: ASGIApp, host: Host) -> None:
        """Wrap an ASGI app."""
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; of Streamlit's files only its page is replaced."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_found(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_page_of_none(scope, message):
                replaced = True
                found = await self._answer(scope)
                await found(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_found)

    async def _answer(self, scope: Scope) -> ASGIApp:
        request = Request(scope)
        return answer(await self.host.site(), self.host.addresses(request), request)


def answer(site: "Site", addresses: "Addresses", request: Request) -> Response:
    """Answer that there is no such page; the answer must not be cached."""
    from conflict_atlas.reading import not_found_page  # noqa: PLC0415 - brings pandas

    text = not_found_page.write(site, addresses)
    return Document(text.encode(), HTML, "no-store", HTTPStatus.NOT_FOUND).answer(request)


def _is_page_of_none(scope: Scope, message: Message) -> bool:
    """Whether Streamlit's static files answer with its page: every page of ours has a route."""
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return (
        message["status"] == HTTPStatus.OK
        and kind.startswith("text/html")
        and isinstance(scope.get("endpoint"), StaticFiles)
    )
