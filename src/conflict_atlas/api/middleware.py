"""What all answers under /api share: CORS for reading, HEAD, OPTIONS, a limit on the query."""

from http import HTTPStatus

from fastapi import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_atlas.api.problem import METHODS, RequestError, respond

LONGEST_QUERY = 8_000  # bytes
EXPOSED = "ETag, Link, X-Notes, X-Total-Count"
# Always sent, not only with an Origin: caches hold one answer for everybody.
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ReadOnlyMiddleware:
    """Opens a read-only app to every origin, and answers what no route does."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        """Wrap an app that serves ``paths``, relative to its mount point."""
        self.app, self.paths = app, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS and too long queries, pass everything else on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method = scope["method"]

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(CORS)
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        path = scope["path"].removeprefix(scope.get("root_path", ""))
        answer: ASGIApp = self.app
        if len(scope["query_string"]) > LONGEST_QUERY:
            words = f"The query is too long: expected at most {LONGEST_QUERY} bytes."
            answer = respond(RequestError(HTTPStatus.BAD_REQUEST, words))
        elif method == "OPTIONS" and path in self.paths:
            answer = Response(status_code=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
        elif method == "HEAD":
            scope = {**scope, "method": "GET"}
        await answer(scope, receive, send_open)
