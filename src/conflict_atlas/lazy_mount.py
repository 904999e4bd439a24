"""Part of the server that is built at its first request."""

from collections.abc import Callable
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send


class LazyMount:
    """Builds an app at its first request, in a thread: what it imports takes its time.

    FastAPI takes about 0.4 s, and many a server is never asked; pandas takes a second, in which the
    server listens already.
    """

    def __init__(self, build: Callable[[], ASGIApp]) -> None:
        """Take what builds the app."""
        self._build = build
        self._lock = Lock()
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if self._app is None:
            self._app = await run_in_threadpool(self._built)
        await self._app(scope, receive, send)

    def _built(self) -> ASGIApp:
        with self._lock:  # of two first requests, one builds it and the other waits
            return self._app or self._build()
