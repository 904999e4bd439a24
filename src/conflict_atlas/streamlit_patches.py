"""Where this project changes Streamlit and Starlette, or uses what they do not promise to keep.

This is the checklist of their next upgrade, and the reason why ``pyproject.toml`` holds Streamlit
and streamlit-folium to one minor version. Each function says what it does, why, and what to look at
before it stays; a test in ``tests/test_streamlit_patches.py`` fails when the library is no longer
as it is taken to be.

Not changed, but relied on, are:

- ``ui/page/page_files.py``: a page of ``st.navigation`` may be made once and copied for every run.
- ``ui/session/filters.py``: a bound control writes what it shows into the address.
- ``assets/page.css``: names of elements in Streamlit's own HTML.
- ``server.py``: Streamlit's own files answer while sessions wait on ``/_stcore/stream``.
- ``hosting/http_errors.py``: methods of uvicorn's protocols for HTTP and WebSockets.
- ``assets/bridge.js``: the page names its connection's state; its window says "Connection error".
- ``assets/bridge.js``: it replaces the address, as a whole one, when a control is set.
- ``hosting/admission.py``: Streamlit's page names its session when it comes back for it.
- ``web/streamlit_index.py``: parts of Streamlit's page that are replaced or wait.
- ``web/icon_font.py``: the name of its font of icons, and the icons that its scripts name.
- ``web/not_found.py``: its page answers every unknown path.
- ``.streamlit/config.toml``: options that Streamlit hides, as ``global.minCachedMessageSize``.
"""

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from functools import partial, wraps
from math import inf
from typing import Any, NamedTuple

import uvicorn
from starlette.formparsers import MultiPartParser
from streamlit.components.v1 import component_registry
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

MOST_UPLOADED = 200 << 20  # bytes of all readers' files together
NO_ROOM = "application/x-no-room"  # type of a file that exceeded the limit
_IN_STEP: set[str] = set()  # sessions with a step through the history that no run has ended
_SET_OUT: dict[str, tuple[str, float]] = {}  # the page that a session's reader asked for, and when
_LEAVING_SECONDS = 5.0  # in which the page that is left may still report


def apply() -> None:
    """Make every change; once a process, before the first reader comes."""
    keep_uploads_in_memory()
    limit_uploads()
    declare_components_quietly()
    finish_callbacks()
    follow_readers()


def keep_uploads_in_memory() -> None:
    """Never write a reader's own file to disk; ``server.maxUploadSize`` limits what is held.

    Why: the page promises it, and Starlette writes whatever is larger than a megabyte to a
    temporary file. Look at: whether Streamlit still reads uploads with ``MultiPartParser``, and
    whether it offers an option by now.
    """
    MultiPartParser.spool_max_size = 0  # which means no limit


def limit_uploads(most: int = MOST_UPLOADED) -> None:
    """Hold no more than so many bytes of all readers' files; one beyond is marked, without content.

    Why: Streamlit limits the one file, and holds each for as long as its session lives; its page
    has no words for a file that is refused for the others. Look at: whether the manager still adds
    up what it holds, and whether Streamlit has such a limit.
    """
    add = MemoryUploadedFileManager.add_file
    if hasattr(add, "most"):
        add.most = most
        return

    def add_file(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
        if self._total_bytes + len(file.data) > add_file.most:  # type: ignore[attr-defined]
            file = file._replace(type=NO_ROOM, data=b"")
        add(self, session_id, file)

    add_file.most = most  # type: ignore[attr-defined]
    MemoryUploadedFileManager.add_file = add_file  # type: ignore[method-assign]


def uploaded_bytes() -> int:
    """Bytes of all readers' files, as they came; for the figures of the process."""
    files = get_instance().uploaded_file_mgr
    return files._total_bytes if isinstance(files, MemoryUploadedFileManager) else 0  # noqa: SLF001


def sessions_away() -> list[str]:
    """Identifiers of sessions whose page is not connected, which Streamlit keeps for a return."""
    return [info.session.id for info in _manager()._session_storage.list()]  # noqa: SLF001


def end_session(session_id: str) -> None:
    """End a session and free all that it held; in the thread of the event loop.

    Why: Streamlit forgets one that does not come back when the next one does, and what it held is
    freed whenever the collector gets to it. Look at: whether the storage has a clock of its own.
    """
    manager = _manager()
    _IN_STEP.discard(session_id)
    _SET_OUT.pop(session_id, None)
    info = manager.get_session_info(session_id)
    if info is None:
        return
    manager.close_session(session_id)
    info.session.session_state.clear()


def _manager() -> WebsocketSessionManager:
    manager = get_instance()._session_mgr  # noqa: SLF001
    assert isinstance(manager, WebsocketSessionManager)  # noqa: S101 - a test has looked
    return manager


def declare_components_quietly() -> None:
    """Let a component be declared outside a session without a warning about that.

    Why: streamlit-folium declares its map when it is imported, which the warm start does in a
    thread of its own: each process logged "missing ScriptRunContext", and the server's operator
    took it for a fault. Look at: whether ``declare_component`` still asks for the context only to
    know whether it can register the component, as ``register_folium_component`` does instead.
    """
    component_registry.get_script_run_ctx = partial(get_script_run_ctx, suppress_warning=True)  # type: ignore[attr-defined]


def finish_callbacks() -> None:
    """Run the callbacks of a request to their end, though the next request waits already.

    Why: each use of the session state looks for a newer request and gives up the run for it. What
    a reader had pressed was lost when the map told of its new view within the same few
    milliseconds: the press never reached its callback, or the callback stopped half way. Look at:
    whether ``SafeSessionState.on_script_will_rerun`` still begins with its yield callback.
    """
    will_rerun = SafeSessionState.on_script_will_rerun
    look = ScriptRunner._maybe_handle_execution_control_request  # noqa: SLF001
    if hasattr(look, "__wrapped__"):
        return
    here = threading.local()

    @wraps(will_rerun)
    def on_script_will_rerun(self: SafeSessionState, *states: Any, **options: Any) -> None:
        here.is_busy = True
        try:
            will_rerun(self, *states, **options)
        finally:
            here.is_busy = False

    @wraps(look)
    def look_between(self: ScriptRunner) -> None:
        if not getattr(here, "is_busy", False):
            look(self)

    SafeSessionState.on_script_will_rerun = on_script_will_rerun  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = look_between  # type: ignore[method-assign]  # noqa: SLF001


def tell_failed_downloads(*known: type[Exception]) -> None:
    """Say below a button why its file cannot be made, where one of some errors says it.

    Why: a file is made when its button is pressed, and whatever goes wrong is told as "Failed to
    generate file for download", also where a dataset was removed meanwhile. Look at: whether
    ``DeferredFileHandler.handle`` still catches every error and keeps its words.
    """
    make = DeferredFileHandler.handle
    if hasattr(make, "__wrapped__"):
        return

    @wraps(make)
    async def handle(
        self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
    ) -> BackendOperationResponse:
        files, file_id = self._get_media_file_mgr(), request.deferred_file.file_id
        try:
            url = await asyncio.to_thread(files.execute_deferred, file_id)
        except MediaFileStorageError as error:
            if isinstance(error.__cause__, known):
                words = str(error.__cause__)
                return BackendOperationResponse(request_id=request.request_id, error_msg=words)
            return await make(self, request, session_id)
        made = DeferredFileResponsePayload(url=url)
        return BackendOperationResponse(request_id=request.request_id, deferred_file=made)

    DeferredFileHandler.handle = handle  # type: ignore[method-assign]


def follow_readers() -> None:
    """Let a reader who goes to another page, or through the browser's history, arrive there.

    Why: a request that comes before the run has come to its end, by a map that reports its move,
    ends that run and brings the page and the values that were left. Streamlit keeps a step through
    the history only where such a request waits in the same runner, and makes a new one for each.
    Look at: whether ``AppSession.request_rerun`` still passes on page and ``is_history_navigation``
    alone and stops the runner before, and whether a change of page still brings no values.
    """
    request = AppSession.request_rerun
    if hasattr(request, "__wrapped__"):
        return

    @wraps(request)
    def request_rerun(self: AppSession, client_state: ClientState | None) -> None:
        if client_state is not None and not client_state.fragment_id:
            _keep_page(self.id, client_state)
            client_state.is_history_navigation |= self.id in _IN_STEP
            if client_state.is_history_navigation:
                _IN_STEP.add(self.id)
        request(self, client_state)

    AppSession.request_rerun = request_rerun  # type: ignore[method-assign]


def _keep_page(session_id: str, client_state: ClientState) -> None:
    """Ask again for the page for which the reader has set out, where the map of another reports.

    A change of page brings the values of the controls outside the pages, so never those of a map.
    """
    asked, now = client_state.page_script_hash, time.monotonic()
    page, since = _SET_OUT.get(session_id, ("", -inf))
    reports = any(
        one.WhichOneof("value") == "json_value" for one in client_state.widget_states.widgets
    )
    if asked == page:
        if reports:
            _SET_OUT[session_id] = (page, -inf)  # the reader is there
    elif reports and now - since < _LEAVING_SECONDS:
        client_state.page_script_hash = page
        client_state.query_string = ""
        client_state.ClearField("widget_states")
    elif asked:
        _SET_OUT[session_id] = (asked, now)


def end_step() -> None:
    """Note that a run has taken all from the address; in the thread of that run."""
    context = get_script_run_ctx()
    if context is not None:
        _IN_STEP.discard(context.session_id)


def uvicorn_server() -> uvicorn.Server | None:
    """Find the web server that runs the app, None where it is another one.

    Why: Streamlit makes the server itself and takes no settings for it, neither how it ends nor
    which headers its own refusals have. Look at: whether the server still handles SIGTERM with a
    method of its own by the time that the app's lifespan begins, and whether Streamlit has options.
    """
    handler = signal.getsignal(signal.SIGTERM)
    found = getattr(handler, "__self__", None)
    return found if isinstance(found, uvicorn.Server) else None


class FoliumComponent(NamedTuple):
    """The parts that ``st_folium`` is made of, none of them public."""

    draw: Callable[..., Any]
    write_html: Callable[..., str]
    write_header: Callable[..., str]
    write_map: Callable[..., str]
    write_layers: Callable[..., str]


def folium_component() -> FoliumComponent:
    """Return the parts of streamlit-folium, so that strings that never change are made once.

    Why: ``st_folium`` writes the base map again each time it is called: 7 ms, where the whole run
    without it takes 6 ms. Look at: what ``st_folium`` does between its arguments and its component;
    ``tests/ui/test_component.py`` compares byte for byte what reaches the browser.
    """
    import streamlit_folium as sf  # noqa: PLC0415 - takes long; the server listens before it

    return FoliumComponent(
        sf._component_func,  # noqa: SLF001
        sf._get_html,  # noqa: SLF001
        sf._get_header,  # noqa: SLF001
        sf._get_map_string,  # noqa: SLF001
        sf._get_feature_group_string,  # noqa: SLF001
    )


def register_folium_component() -> None:
    """Tell the running server of the map's component, which tells it itself only in a session.

    Why: the first page would ask for files of a component that is not known yet. Look at: whether
    a component that is imported before the first session is registered by Streamlit by now.
    """
    get_instance().component_registry.register_component(folium_component().draw)  # type: ignore[arg-type]
