"""By which address readers know this server."""

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

LONGEST_HOST = 255  # characters


def find_root(scope: Scope, base: str, said: str) -> str:
    """Find the address of the first page, without a slash at its end; "" where it is not known.

    ``said`` is what the host has set; ``base`` the path before all others. Else it is the name
    under which the reader has asked, when sessions are accepted under that name too
    (``server.allowedHosts``), over the scheme that the web server tells: uvicorn takes it from
    ``X-Forwarded-Proto`` of proxies that it trusts (``FORWARDED_ALLOW_IPS``, by default of this
    machine), and from nobody else.
    """
    if said:
        return said
    host = Headers(scope=scope).get("host", "")
    if not host or len(host) > LONGEST_HOST or not host.isascii() or not is_host_allowed(host):
        return ""
    return f"{scope['scheme']}://{host}{base}"
