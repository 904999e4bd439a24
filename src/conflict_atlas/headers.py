"""Security headers of every answer, and how long assets may be kept."""

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_atlas.views.maps.map_assets import TILE_ORIGIN

# streamlit-folium evaluates the map's script, plotly compiles its own: hence "unsafe", twice.
# Every other origin is blocked; the street tiles' is used only when a reader switches them on.
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
    """Return the prefix of every path on this server, ``""`` or as in ``/atlas``."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def is_kept(message: Message, headers: MutableHeaders) -> bool:
    """Whether an answer is a file that never changes, not the page that answers other paths."""
    return message["status"] == OK and "html" not in headers.get("content-type", "")
