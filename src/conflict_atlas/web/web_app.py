"""Everything that is answered outside Streamlit's sessions, as one ASGI app."""

from starlette.routing import Router
from starlette.types import ASGIApp

from conflict_atlas.web import asked_pages, live_pages, picture_routes, plain_pages
from conflict_atlas.web.host import Host
from conflict_atlas.web.picture_routes import Studio


def build(host: Host, studio: Studio | None = None) -> ASGIApp:
    """Build the app; it receives whole paths, including the base path.

    ``studio`` draws the pictures, if not one of its own.
    """
    return Router(
        [
            *live_pages.routes(host),
            *plain_pages.routes(host),
            *asked_pages.routes(host),
            *picture_routes.routes(host, studio),
        ]
    )
