"""Sessions of readers who have left are ended, those of readers who come back are not."""

import asyncio
import gc
import weakref
from types import SimpleNamespace

import pytest
from own_loop import run
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from conflict_atlas import streamlit_patches
from conflict_atlas.hosting.departed import Departed
from conflict_atlas.settings import AWAY_SECONDS


def test_who_stays_away_is_ended_once_and_who_returns_is_not():
    away, ended = ["a", "b"], list[str]()
    departed = Departed(lambda: away, ended.append, 40)
    departed.look(100)
    away[:] = ["a", "c"]  # b is back
    departed.look(141)
    assert ended == ["a"]
    away[:] = ["b", "c"]  # b has left again: its time starts again
    departed.look(150)
    departed.look(181)
    assert ended == ["a", "c"]


def test_all_is_let_go_of_within_a_minute():
    assert AWAY_SECONDS + 2 < 60


@pytest.mark.parametrize("missed", [0, 1, 5])
def test_who_is_stored_late_is_ended_too(missed: int):
    """As under load: looks find nobody at first; the others come when the time is up at last."""
    looks, ended = list[int](), list[str]()

    async def leave() -> list[int]:
        gone = asyncio.Event()

        def away() -> list[str]:
            looks.append(1)
            return ["a"] if len(looks) > missed and not gone.is_set() else []

        def end(name: str) -> None:
            ended.append(name)
            gone.set()

        Departed(away, end, 1, every=0.01).expect()
        async with asyncio.timeout(60):
            await gone.wait()
        await asyncio.sleep(1.5)
        before = len(looks)
        await asyncio.sleep(0.1)
        return [before, len(looks)]

    before, after = run(leave())
    assert before == after  # nobody is looked for any longer
    assert ended == ["a"]


class Brought:
    """Something that a session holds."""


@pytest.fixture
def storage() -> MemorySessionStorage:
    """Where the session manager keeps sessions whose page has gone."""
    return MemorySessionStorage()


@pytest.fixture
def manager(
    monkeypatch: pytest.MonkeyPatch, storage: MemorySessionStorage
) -> WebsocketSessionManager:
    """Streamlit's own session manager, as in its runtime."""
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    made = WebsocketSessionManager(storage, files, SimpleNamespace(clear=bool), None)  # type: ignore[arg-type]
    runtime = SimpleNamespace(_session_mgr=made)
    monkeypatch.setattr(streamlit_patches, "get_instance", lambda: runtime)
    return made


@pytest.mark.usefixtures("manager")
def test_what_a_session_brought_goes_with_it(storage):
    state, brought = {"_held": Brought()}, []
    watched = weakref.ref(state["_held"])
    session = SimpleNamespace(
        id="one", session_state=state, shutdown=lambda: brought.append("shut")
    )
    storage.save(SessionInfo(None, session))  # type: ignore[arg-type]
    assert streamlit_patches.sessions_away() == ["one"]
    gc.disable()  # memory must be freed without the garbage collector
    try:
        streamlit_patches.end_session("one")
        assert watched() is None
    finally:
        gc.enable()
    assert brought == ["shut"]
    assert streamlit_patches.sessions_away() == []
    streamlit_patches.end_session("one")  # it has ended already


def test_files_of_all_readers_together_have_a_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", MemoryUploadedFileManager.add_file)
    streamlit_patches.limit_uploads(5)
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    for number in range(3):
        files.add_file(f"reader {number}", UploadedFileRec("id", "a.csv", "text/csv", b"abc"))
    held = [files.get_files(f"reader {number}", ["id"])[0] for number in range(3)]
    assert [(file.type, file.data) for file in held] == [
        ("text/csv", b"abc"),
        (streamlit_patches.NO_ROOM, b""),
        (streamlit_patches.NO_ROOM, b""),
    ]
    files.remove_session_files("reader 0")
    files.add_file("reader 1", UploadedFileRec("id", "a.csv", "text/csv", b"abc"))
    assert files.get_files("reader 1", ["id"])[0].data == b"abc"
    streamlit_patches.limit_uploads()
