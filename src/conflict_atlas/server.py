"""What the ASGI app adds to Streamlit: map assets, security headers and a warm start."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_atlas.claims.fault import PackageError
from conflict_atlas.ui import store
from conflict_atlas.views.map_asset import TILE_ORIGIN, Assets

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
                if scope["path"].startswith("/assets/") and message["status"] in (200, 304):
                    headers["Cache-Control"] = FOREVER
            await send(message)

        await self.app(scope, receive, send_with_headers)


def load_or_exit() -> Assets:
    """Load the package, or end the process with the same words ``conflict-atlas check`` prints."""
    try:
        return store.assets()
    except PackageError as error:
        sys.stderr.write(f"Conflict Atlas does not start. {error}\n")
        sys.stderr.flush()
        raise SystemExit(1) from None


def middleware() -> list[Middleware]:
    """Middleware of the app, outermost first."""
    return [Middleware(SecurityHeaders)]


def routes() -> list[BaseRoute]:
    """Serve the folders of map assets, each under the version of its content."""
    assets = load_or_exit()
    return [
        Mount(f"/assets/{assets.version}/{name}", StaticFiles(directory=folder))
        for name, folder in assets.folders.items()
    ]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Warm the caches, then take what will never change out of the collector's sight."""
    store.warm()
    gc.collect()
    gc.freeze()
    yield {}
