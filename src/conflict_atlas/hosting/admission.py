"""Admission of sessions: counts them, and refuses readers whom this process cannot serve."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_atlas.hosting.departed import Departed
from conflict_atlas.hosting.sessions import Sessions

SERVICE_RESTART = 1012  # RFC 6455: "Try Again Later"
RETRY_SECONDS = 30
_SESSION_ID = 2  # its place among the protocols by which Streamlit's page introduces itself
_WORDS = {
    "full": b"This process takes no more readers now.",
    "draining": b"This process is ending.",
}


class Admission:
    """Lets a WebSocket in while there is room, and can send its reader elsewhere later."""

    def __init__(self, app: ASGIApp, sessions: Sessions, departed: Departed | None = None) -> None:
        """Wrap an ASGI app; ``departed`` is notified when a connection ends."""
        self.app, self.sessions, self.departed = app, sessions, departed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on except a WebSocket for which there is no room."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
        elif self.sessions.takes(returning=is_returning(scope)):
            await self._serve(scope, receive, send)
        else:
            await refuse(_WORDS[self.sessions.refuse()], receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        moved = False

        async def send_until_moved(message: Message) -> None:
            if not moved:
                await send(message)

        async def close() -> None:
            nonlocal moved
            moved = True
            await send({"type": "websocket.close", "code": SERVICE_RESTART})

        try:
            with self.sessions.hold(close):
                await self.app(scope, receive, send_until_moved)
        finally:
            if self.departed:
                self.departed.expect()


def is_returning(scope: Scope) -> bool:
    """Whether a page that asks for a session has had one before, which it then names."""
    named = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(named) > _SESSION_ID and bool(named[_SESSION_ID].strip())


async def refuse(words: bytes, receive: Receive, send: Send) -> None:
    """Answer a WebSocket's handshake with "503 Service Unavailable"."""
    await receive()
    headers = [(b"content-type", b"text/plain"), (b"retry-after", str(RETRY_SECONDS).encode())]
    await send({"type": "websocket.http.response.start", "status": 503, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": words})
