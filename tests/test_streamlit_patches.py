"""Each change to a library, compared with the behaviour of the unchanged library."""

import asyncio
import logging
import logging.handlers
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from own_loop import run
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from streamlit.components.v1 import component_registry
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, DeferredFileRequestPayload
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner_utils import script_run_context

from conflict_atlas import streamlit_patches
from conflict_atlas.events.store.dataset_folder import DatasetGoneError
from conflict_atlas.streamlit_patches import (
    declare_components_quietly,
    keep_uploads_in_memory,
    tell_failed_downloads,
)

ROOT = Path(__file__).resolve().parents[1]

HEAD = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="mine.csv"\r\n\r\n'
THREE_MEGABYTES = b"x" * 3 * 2**20


async def body() -> AsyncIterator[bytes]:
    yield HEAD
    yield THREE_MEGABYTES
    yield b"\r\n--cut--\r\n"


def is_on_disk() -> bool:
    """Upload a file and say whether it was written to disk."""

    async def upload() -> bool:
        headers = Headers({"content-type": "multipart/form-data; boundary=cut"})
        form = await MultiPartParser(headers, body()).parse()
        try:
            return form["file"].file.name is not None
        finally:
            await form.close()

    return run(upload())


def test_uploads_are_never_spooled(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 2**20)
    assert is_on_disk()  # as it is without our change
    keep_uploads_in_memory()
    assert not is_on_disk()


def test_the_limit_stands_in_the_settings():
    settings = ROOT / ".streamlit" / "config.toml"
    assert "maxUploadSize = 20" in settings.read_text("utf-8")


def test_uvloop_sends_at_once_so_that_nothing_has_to_be_changed_for_it():
    """Streamlit's socket names no protocol, and for such asyncio leaves Nagle's algorithm on."""
    uvloop = pytest.importorskip("uvloop")
    found: list[int] = []

    class Protocol(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted = transport.get_extra_info("socket")
            found.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def meet() -> None:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        server = await asyncio.get_running_loop().create_server(Protocol, sock=listening)
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        assert await reader.read() == b""
        writer.close()
        server.close()

    run(meet(), uvloop.run)
    assert found == [1]


def declare(name: str, folder: Path) -> None:
    """Declare a component outside any session, as an import in another thread does."""
    thread = threading.Thread(
        target=component_registry.declare_component, args=(name,), kwargs={"path": folder}
    )
    thread.start()
    thread.join()


def test_a_component_is_declared_outside_a_session_without_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    handler = logging.handlers.BufferingHandler(9)
    warned = handler.buffer
    logging.getLogger(script_run_context.__name__).addHandler(handler)
    asking = component_registry.get_script_run_ctx
    monkeypatch.setattr(
        component_registry, "get_script_run_ctx", script_run_context.get_script_run_ctx
    )
    declare("loud", tmp_path)
    assert len(warned) == 1  # as it is without our change
    assert "missing ScriptRunContext" in warned[0].getMessage()
    declare_components_quietly()
    assert component_registry.get_script_run_ctx is not asking
    declare("quiet", tmp_path)
    assert len(warned) == 1


def _press(make: Callable[[], bytes]) -> BackendOperationResponse:
    """Answer a press of a button whose file is made now."""
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    asked = DeferredFileRequestPayload(file_id=files.add_deferred(make, "text/csv", "1"))
    request = BackendOperationRequest(request_id="7", deferred_file=asked)
    return run(DeferredFileHandler(lambda: files).handle(request, "reader"))


def test_a_file_that_cannot_be_made_is_explained(monkeypatch: pytest.MonkeyPatch):
    def gone() -> bytes:
        raise DatasetGoneError("recorded")

    def broken() -> bytes:
        raise ZeroDivisionError("secret words")

    usual = "Failed to generate file for download"
    monkeypatch.setattr(DeferredFileHandler, "handle", DeferredFileHandler.handle)
    if plain := getattr(DeferredFileHandler.handle, "__wrapped__", None):
        monkeypatch.setattr(DeferredFileHandler, "handle", plain)
    assert _press(gone).error_msg == usual  # as it is without our change
    tell_failed_downloads(DatasetGoneError)
    tell_failed_downloads(DatasetGoneError)
    words = "The dataset recorded was replaced or removed a moment ago."
    assert (_press(gone).request_id, _press(gone).error_msg) == ("7", words)
    assert _press(broken).error_msg == usual
    assert _press(lambda: b"a,b").deferred_file.url.startswith("/media/")


def test_what_is_relied_on_stands_where_the_checklist_says():
    named = re.findall(r"``([\w./-]+)``:", streamlit_patches.__doc__ or "")
    assert len(named) > 3
    for name in named:
        assert any((root / name).is_file() for root in (ROOT, ROOT / "src/conflict_atlas")), name


@pytest.mark.parametrize(
    "change",
    [
        streamlit_patches.keep_uploads_in_memory,
        streamlit_patches.declare_components_quietly,
        streamlit_patches.folium_component,
        streamlit_patches.register_folium_component,
        streamlit_patches.tell_failed_downloads,
    ],
)
def test_each_change_says_why_and_what_to_look_at(change):
    assert "Why: " in change.__doc__
    assert "Look at: " in change.__doc__
