"""Everything that is answered outside Streamlit's sessions, as one ASGI app."""

from starlette.routing import Router
from starlette.types import ASGIApp

from conflict_atlas.web import asked_pages, live_pages, picture_routes, plain_pages
from conflict_atlas.web.host import Host


def build(host: Host) -> ASGIApp:
    """Build the app; it receives whole paths, including the base path."""
    return Router(
        [
            *live_pages.routes(host),
            *plain_pages.routes(host),
            *asked_pages.routes(host),
            *picture_routes.routes(host),
        ]
    )
