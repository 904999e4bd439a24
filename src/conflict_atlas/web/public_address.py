"""The public address of this server."""

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

LONGEST_HOST = 255  # characters


def find_root(scope: Scope, base: str, said: str) -> str:
    """Find the address of the first page, without a slash at its end; "" where it is not known.

    ``said`` is the configured address, ``base`` the path prefix. Without a configured address it is
    the host name in the request, if sessions are accepted under that name too
    (``server.allowedHosts``), with the scheme that the web server reports: uvicorn takes it from
    ``X-Forwarded-Proto``, but only from proxies that it trusts (``FORWARDED_ALLOW_IPS``, by default
    this machine).
    """
    if said:
        return said
    host = Headers(scope=scope).get("host", "")
    if not host or len(host) > LONGEST_HOST or not host.isascii() or not is_host_allowed(host):
        return ""
    return f"{scope['scheme']}://{host}{base}"
