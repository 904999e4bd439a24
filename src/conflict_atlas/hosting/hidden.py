"""Paths that Streamlit answers to everybody, but that concern only the operator."""

from collections.abc import Collection
from http import HTTPStatus

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Hidden:
    """Answers "404 Not Found" for some paths, compared in full."""

    def __init__(self, app: ASGIApp, paths: Collection[str]) -> None:
        """Wrap an ASGI app."""
        self.app, self.paths = app, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every other request on."""
        answer = self.app
        if scope["type"] == "http" and scope["path"] in self.paths:
            answer = PlainTextResponse("Nothing is here.", HTTPStatus.NOT_FOUND)
        await answer(scope, receive, send)
