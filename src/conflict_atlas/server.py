"""What the ASGI app adds to Streamlit: API, map assets, security headers and a warm start.

Nothing is imported here that takes long: the server listens before pandas and folium are there, and
a browser loads Streamlit's own files meanwhile.
"""

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from conflict_atlas.api.mount import Later
from conflict_atlas.claims import checked
from conflict_atlas.claims.fault import PackageError
from conflict_atlas.claims.folder import default_path, read_descriptor
from conflict_atlas.views.map_asset import TILE_ORIGIN, find_assets

if TYPE_CHECKING:
    from conflict_atlas.api.service import Service

# streamlit-folium evaluates the map's script, plotly compiles its own: hence "unsafe", twice.
# Every other origin stays shut; the one of the street tiles is asked only when a reader says so.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: {TILE_ORIGIN}",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors *",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OK = 200
FOREVER = "public, max-age=31536000, immutable"


class SecurityHeaders:
    """Adds the headers above to every response, and a long life to versioned assets."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to the answer's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith(f"{base_path()}/assets/") and is_kept(message, headers):
                    headers["Cache-Control"] = FOREVER
            await send(message)

        await self.app(scope, receive, send_with_headers)


def base_path() -> str:
    """Return what stands before every path this server answers, ``""`` or as in ``/atlas``."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def is_kept(message: Message, headers: MutableHeaders) -> bool:
    """Whether an answer is a file that never changes, not the page that answers other paths."""
    return message["status"] == OK and "html" not in headers.get("content-type", "")


class WhenReady:
    """Lets a reader's session and a question to the API wait until the server is prepared.

    Streamlit's own files and the map's are served meanwhile. ``pending`` is what is waited for:
    nothing where the app is mounted without its lifespan.
    """

    pending: ClassVar[asyncio.Event | None] = None

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, at once or when all is prepared."""
        if self.pending and not self.pending.is_set() and _needs_all(scope):
            await self.pending.wait()
        await self.app(scope, receive, send)


def _needs_all(scope: Scope) -> bool:
    """Whether somebody asks for more than files: a session, or the API."""
    if scope["type"] == "websocket":
        return True
    mounted = str(scope.get("root_path", ""))
    asked = str(scope.get("path", "")).removeprefix(mounted)
    return scope["type"] == "http" and asked.startswith(f"{base_path()}/api")


def check_or_exit() -> None:
    """Check the package, or end the process with the words ``conflict-atlas check`` prints."""
    if checked.is_known(default_path()):
        return
    from conflict_atlas.ui import store  # noqa: PLC0415 - see above

    try:
        store.package()
    except PackageError as error:
        sys.stderr.write(f"Conflict Atlas does not start. {error}\n")
        sys.stderr.flush()
        raise SystemExit(1) from None


def middleware() -> list[Middleware]:
    """Middleware of the app, outermost first."""
    return [Middleware(SecurityHeaders), Middleware(WhenReady)]


def routes() -> list[BaseRoute]:
    """Serve the API, and the folders of map assets, each under the version of its content."""
    check_or_exit()
    path = default_path()
    assets = find_assets(path, read_descriptor(path)["map"].get("basemap", ""))
    api = Later(_service)
    return [
        Route(f"{base_path()}/api", api),
        Mount(f"{base_path()}/api", api),
        *(
            Mount(f"{base_path()}/assets/{assets.version}/{name}", StaticFiles(directory=folder))
            for name, folder in assets.folders.items()
        ),
    ]


def _service() -> "Service":
    """What the API answers from: the same package and datasets that the pages show."""
    from conflict_atlas.api.service import Service  # noqa: PLC0415 - see above
    from conflict_atlas.ui import datasets, store  # noqa: PLC0415

    return Service(
        store.package(),
        store.options(),
        lambda: datasets.library() if datasets.may_be_there() else None,
    )


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Begin to prepare, and listen at once."""
    _keep_uploads_in_memory()
    _send_at_once()
    _look_options_up_once()
    WhenReady.pending = asyncio.Event()
    done = partial(asyncio.get_running_loop().call_soon_threadsafe, WhenReady.pending.set)
    threading.Thread(target=_prepare, args=(done,), name="warm", daemon=True).start()
    yield {}


def _prepare(done: Callable[[], object]) -> None:
    """Warm the caches, then take what will never change out of the collector's sight.

    A server that cannot be prepared ends: nobody would look at one that answers nothing but errors.
    """
    gc.disable()  # what is imported now stays, and need not be looked through again
    try:
        from conflict_atlas.ui import warm  # noqa: PLC0415 - see above

        warm.fill()
        gc.collect()
        gc.freeze()
    except BaseException:
        os.kill(os.getpid(), signal.SIGTERM)
        raise
    finally:
        gc.enable()
        with suppress(RuntimeError):  # the server has ended meanwhile
            done()
    warm.fill_rest()


def _keep_uploads_in_memory() -> None:
    """Never spool a reader's own file to disk; ``server.maxUploadSize`` limits what is held.

    Starlette would write whatever is larger than a megabyte to a temporary file.
    """
    MultiPartParser.spool_max_size = 0  # which means without end


def _look_options_up_once() -> None:
    """Keep what the options say, which does not change while a server runs.

    Streamlit goes through all its options six times a run, to tell the browser the same theme. And
    it asks for single ones with each message, under one lock for the whole process: runs beside
    each other then wait for one another there, each time one of them is interrupted in it.
    """
    if config.get_options_for_section.__module__ == config.__name__:  # not by a server before
        kept = lru_cache(maxsize=None)(config.get_options_for_section)
        config.get_option = lru_cache(maxsize=None)(config.get_option)

        def get_options_for_section(section: str) -> dict[str, Any]:
            return dict(kept(section))

        config.get_options_for_section = get_options_for_section


def _send_at_once() -> None:
    """Switch Nagle's algorithm off on the listening sockets; accepted ones inherit it.

    Streamlit binds its socket in a way in which asyncio does not do so by itself. Left on, the end
    of every answer waits for the reader's delayed acknowledgement: 25 to 40 ms a run.
    """
    descriptors = Path("/dev/fd")
    for entry in list(descriptors.iterdir()) if descriptors.is_dir() else ():
        try:
            with socket.socket(fileno=os.dup(int(entry.name))) as found:
                inet = found.family in (socket.AF_INET, socket.AF_INET6)
                if inet and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            continue  # not a socket, or closed meanwhile
