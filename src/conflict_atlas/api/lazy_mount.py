"""The API as it is mounted: built when it is asked for first."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:  # pandas and geopandas come with it
    from conflict_atlas.api.service import Service


class Later:
    """Builds the API at its first request, in a thread.

    FastAPI takes about 0.4 s to import, and many a server is never asked.
    """

    def __init__(self, find: "Callable[[], Service]") -> None:
        """Take what gives the service to answer from."""
        self._find = find
        self._lock = Lock()
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if self._app is None:
            self._app = await run_in_threadpool(self._build)
        await self._app(scope, receive, send)

    def _build(self) -> ASGIApp:
        from conflict_atlas.api.app import build  # noqa: PLC0415 - see above

        with self._lock:  # of two first requests one builds, the other waits for it
            return self._app or build(self._find())
