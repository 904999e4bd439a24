"""Which readers are accepted or refused, and how a process sends its readers away."""

import asyncio
from typing import Any

import pytest
from own_loop import run
from starlette.types import Message

from conflict_atlas.hosting.admission import Admission
from conflict_atlas.hosting.drain import drain
from conflict_atlas.hosting.sessions import Sessions

NEW = b"streamlit, token"
RETURNING = b"streamlit, token, 9b2e"


class Reader:
    """A reader's WebSocket; it stays until the server closes it or the reader goes."""

    def __init__(self, protocols: bytes = NEW) -> None:
        self.scope = {"type": "websocket", "headers": [(b"sec-websocket-protocol", protocols)]}
        self.told: list[Message] = []
        self.coming: asyncio.Queue[Message] = asyncio.Queue()
        self.coming.put_nowait({"type": "websocket.connect"})

    async def send(self, message: Message) -> None:
        self.told.append(message)
        if message["type"] == "websocket.close":
            self.go()

    def go(self) -> None:
        self.coming.put_nowait({"type": "websocket.disconnect"})


async def session(_scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    await receive()
    await send({"type": "websocket.send", "text": "too late to be read"})


class Process:
    """A process and its readers."""

    def __init__(self, limit: int) -> None:
        self.sessions = Sessions(limit)
        self.app = Admission(session, self.sessions)
        self.tasks: list[asyncio.Task[None]] = []

    async def bring(self, *readers: Reader) -> None:
        for reader in readers:
            asked = self.app(reader.scope, reader.coming.get, reader.send)
            self.tasks.append(asyncio.ensure_future(asked))
        for _ in range(5):
            await asyncio.sleep(0)  # run as far as possible


def kinds(reader: Reader) -> list[str]:
    return [message["type"].removeprefix("websocket.") for message in reader.told]


def test_beyond_the_limit_new_readers_are_refused_at_once():
    async def come() -> None:
        process, readers = Process(2), [Reader(), Reader(), Reader()]
        await process.bring(*readers)
        assert [kinds(one)[0] for one in readers] == ["accept", "accept", "http.response.start"]
        [start, body] = readers[2].told
        assert start["status"] == 503
        assert (b"retry-after", b"30") in start["headers"]
        assert b"no more readers" in body["body"]
        assert (len(process.sessions), process.sessions.state) == (2, "full")
        assert process.sessions.refused == {"full": 1}
        readers[0].go()
        await process.bring(late := Reader())
        assert kinds(late)[0] == "accept"

    run(come())


def test_who_comes_back_from_a_process_that_ended_finds_room():
    async def come() -> None:
        process, readers = Process(2), [Reader(RETURNING) for _ in range(5)]
        await process.bring(*readers, new := Reader())
        assert [kinds(one)[0] for one in readers] == [*["accept"] * 4, "http.response.start"]
        assert kinds(new)[0] == "http.response.start"

    run(come())


@pytest.mark.parametrize("protocols", [b"", b"streamlit", b"streamlit, a, ", b"streamlit, , "])
def test_a_reader_without_a_session_before_is_new(protocols: bytes):
    async def come() -> None:
        process = Process(1)
        await process.bring(Reader(), new := Reader(protocols))
        assert kinds(new)[0] == "http.response.start"

    run(come())


def test_without_a_limit_all_are_taken():
    async def come() -> None:
        process = Process(0)
        await process.bring(*(Reader() for _ in range(500)))
        assert (len(process.sessions), process.sessions.state) == (500, "ready")

    run(come())


def test_a_session_that_fails_is_no_longer_counted():
    async def fail(*_: object) -> None:
        raise OSError("gone")

    async def come() -> None:
        process = Process(1)
        process.app = Admission(fail, process.sessions)
        await process.bring(Reader())
        with pytest.raises(OSError, match="gone"):
            await process.tasks[0]
        assert process.sessions.state == "ready"

    run(come())


def test_a_process_that_ends_sends_everybody_elsewhere_first():
    async def leave() -> None:
        process, readers = Process(0), [Reader() for _ in range(5)]
        await process.bring(*readers)
        left: list[int] = []
        await drain(process.sessions, 0.05, lambda: left.append(len(process.sessions)))
        assert left == [0]
        for reader in readers:
            assert reader.told[-1] == {"type": "websocket.close", "code": 1012}
        await process.bring(late := Reader(RETURNING))
        assert kinds(late)[0] == "http.response.start"
        assert process.sessions.refused == {"draining": 1}

    run(leave())


def test_a_process_without_time_or_readers_ends_at_once():
    async def leave(readers: int, seconds: float) -> None:
        process = Process(0)
        await process.bring(*(Reader() for _ in range(readers)))
        ended: list[bool] = []
        async with asyncio.timeout(10):
            await drain(process.sessions, seconds, lambda: ended.append(True))
        assert ended

    run(leave(3, 0))
    run(leave(0, 3600))
