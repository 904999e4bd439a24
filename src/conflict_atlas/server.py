"""What the ASGI app adds to Streamlit: API, map assets, security headers and a warm start.

Nothing is imported here that takes long: the server listens before pandas and folium are there, and
a browser loads Streamlit's own files in that time.
"""

import asyncio
import gc
import os
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from conflict_atlas import settings, streamlit_patches
from conflict_atlas.claims.check import sound_packages
from conflict_atlas.claims.folder import read_descriptor
from conflict_atlas.events.store.dataset_folder import DatasetGoneError, LibraryError
from conflict_atlas.fault import PackageError
from conflict_atlas.headers import HEADERS, SecurityHeaders, base_path
from conflict_atlas.hosting import health, metrics, web_server
from conflict_atlas.hosting.admission import Admission
from conflict_atlas.hosting.departed import Departed
from conflict_atlas.hosting.hidden import Hidden
from conflict_atlas.hosting.sessions import Sessions
from conflict_atlas.lazy_mount import LazyMount
from conflict_atlas.memoization import memoized
from conflict_atlas.settings import data_folder
from conflict_atlas.views import page_styles
from conflict_atlas.views.maps.map_assets import Assets, find_assets, plotly_file, plotly_path
from conflict_atlas.web import pack_ahead
from conflict_atlas.web.host import Host
from conflict_atlas.web.icon_font import IconFont
from conflict_atlas.web.not_found import NotFound
from conflict_atlas.web.packing import Packing
from conflict_atlas.web.paths import PATHS

if TYPE_CHECKING:
    from conflict_atlas.reading.site import Site

Said = TypeVar("Said")


class WhenReady:
    """Lets a reader's session and a question to the API wait until the server is prepared.

    Streamlit's own files and the map's are served at once. ``pending`` is what is waited for:
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
    """Whether a request is for more than files: a session, or the API."""
    if scope["type"] == "websocket":
        return True
    mounted = str(scope.get("root_path", ""))
    asked = str(scope.get("path", "")).removeprefix(mounted)
    return scope["type"] == "http" and asked.startswith(f"{base_path()}/api")


def check_or_exit() -> None:
    """Check the package, or end the process with the words ``conflict-atlas check`` prints."""
    if sound_packages.is_known(data_folder()):
        return
    from conflict_atlas import process_state  # noqa: PLC0415 - brings pandas

    try:
        process_state.package()
    except PackageError as error:
        sys.stderr.write(f"Conflict Atlas does not start. {error}\n")
        sys.stderr.flush()
        raise SystemExit(1) from None


def middleware() -> list[Middleware]:
    """Middleware of the app, outermost first."""
    measured = _setting(settings.has_metrics)
    return [
        Middleware(IconFont, base_path(), _host().assets),
        Middleware(SecurityHeaders),
        *([] if measured else [Middleware(Hidden, [f"{base_path()}/_stcore/metrics"])]),
        Middleware(Packing, base_path()),
        Middleware(Admission, sessions(), _departed()),
        Middleware(WhenReady),
        Middleware(NotFound, _host()),
    ]


def routes() -> list[BaseRoute]:
    """Serve the API, and the folders of map assets, each under the version of its content."""
    assets = _assets()
    api, reading = LazyMount(_api), LazyMount(_reading)
    measured = _setting(settings.has_metrics)
    return [
        health.route(f"{base_path()}/healthz", sessions()),
        *([metrics.route(f"{base_path()}/metrics", sessions(), _held_bytes)] if measured else []),
        *(Route(f"{base_path()}{path}", reading) for path in PATHS),
        Route(f"{base_path()}/api", api),
        Mount(f"{base_path()}/api", api),
        Route(f"{base_path()}{plotly_path()}", _plotly),
        Route(f"{base_path()}/{assets.root}/{page_styles.FILE}", _styles),
        *(
            Mount(f"{base_path()}/{assets.root}/{name}", StaticFiles(directory=folder))
            for name, folder in assets.folders.items()
        ),
    ]


async def _plotly(_request: Request) -> Response:
    """The script that draws pictures of charts."""
    return FileResponse(plotly_file(), media_type="text/javascript")


async def _styles(_request: Request) -> Response:
    """The styles of the live pages."""
    return Response(page_styles.write(), media_type="text/css")


@memoized(1)
def _assets() -> Assets:
    """Find the folders of map assets; ends the process where the package has faults."""
    check_or_exit()
    path = data_folder()
    return find_assets(path, read_descriptor(path)["map"].get("basemap", ""))


@memoized(1)
def _host() -> Host:
    """What the addresses outside Streamlit are answered from."""
    base = base_path()
    said, edition = _setting(settings.public_address), _setting(settings.edition_address)
    own = f"{base}/{_assets().root}/atlas"
    return Host(base, own, said, _site, sessions(), edition)


@memoized(1)
def sessions() -> Sessions:
    """Return the sessions of this process."""
    return Sessions(_setting(settings.session_limit))


def _departed() -> Departed:
    return Departed(
        streamlit_patches.sessions_away,
        streamlit_patches.end_session,
        _setting(settings.away_seconds),
    )


def _held_bytes() -> int:
    """What readers' own files take: as they came, and their events once any has been read."""
    library = sys.modules.get("conflict_atlas.events.store.memory_library")
    events: int = library.held_bytes() if library else 0
    return streamlit_patches.uploaded_bytes() + events


def _setting(read: "Callable[[Mapping[str, str]], Said]") -> "Said":
    """Read a setting, or end the process with what is wrong with it."""
    try:
        return read(os.environ)
    except ValueError as error:
        sys.stderr.write(f"Conflict Atlas does not start. {error}\n")
        raise SystemExit(1) from None


def _site() -> "Site":
    """Read the package; the sessions then find it read."""
    from conflict_atlas import process_state  # noqa: PLC0415 - brings pandas

    return process_state.site()


def _reading() -> ASGIApp:
    """Heads, plain pages and pictures."""
    from conflict_atlas.web.web_app import build  # noqa: PLC0415 - brings pandas

    return build(_host())


def _api() -> ASGIApp:
    """Answers for programs: from the same package and datasets that the pages show."""
    from conflict_atlas.api.app import build  # noqa: PLC0415 - FastAPI takes 0.4 s

    return build(_site())


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, object]]:
    """Begin to prepare, and listen at once."""
    streamlit_patches.apply()
    streamlit_patches.tell_failed_downloads(DatasetGoneError, LibraryError)
    server = streamlit_patches.uvicorn_server()
    if server is not None:  # another server stops and refuses in its own way
        web_server.set_up(server, sessions(), HEADERS, _setting(settings.drain_seconds))
    WhenReady.pending = pending = asyncio.Event()
    sessions().is_prepared = False

    def begin() -> None:
        pending.set()
        sessions().is_prepared = True

    done = partial(asyncio.get_running_loop().call_soon_threadsafe, begin)
    threading.Thread(target=_warm, args=(done,), name="warm", daemon=True).start()
    packing = asyncio.create_task(pack_ahead.run(app, base_path(), pending))
    yield {}
    packing.cancel()


def prepare(done: Callable[[], object]) -> None:
    """Warm the caches, then take what will never change out of the collector's sight.

    A server that cannot get ready ends, rather than answer only with errors.
    """
    gc.disable()  # what is imported now stays, and need not be looked through again
    try:
        _host().read()
        from conflict_atlas.ui import warm_up  # noqa: PLC0415 - brings pandas and folium

        warm_up.fill()
        gc.collect()
        gc.freeze()
    except BaseException:  # noqa: BLE001 - any error is reported
        traceback.print_exc()
        os._exit(1)
    finally:
        gc.enable()
        with suppress(RuntimeError):  # the server has already ended
            done()


def _warm(done: Callable[[], object]) -> None:
    """Prepare, then read what only some readers need, while the first can come already."""
    prepare(done)
    from conflict_atlas.ui import warm_up  # noqa: PLC0415 - brings pandas and folium

    warm_up.read_ahead()
