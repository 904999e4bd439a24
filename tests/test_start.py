"""A server listens before it is prepared; who needs what is prepared waits for it."""

import asyncio
import gc
from typing import Any

import pytest

from conflict_atlas import server
from conflict_atlas.ui import warm


@pytest.fixture
def pending(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    event = asyncio.Event()
    monkeypatch.setattr(server._prepared, "pending", event)
    return event


async def served(scope: dict[str, Any], pending: asyncio.Event) -> list[str]:
    """What happens in which order when somebody asks for this while the server prepares."""
    happened: list[str] = []

    async def app(*_: object) -> None:
        happened.append("served")

    async def nothing(*_: object) -> Any:
        return {}

    asked = asyncio.create_task(server.WhenReady(app)(scope, nothing, nothing))
    for _ in range(5):
        await asyncio.sleep(0)  # as far as it gets
    happened.append("prepared")
    pending.set()
    await asked
    return happened


@pytest.mark.parametrize(
    ("kind", "path", "waits"),
    [
        ("websocket", "/_stcore/stream", True),
        ("http", "/api/claims", True),
        ("http", "/", False),
        ("http", "/static/js/index.js", False),
        ("http", "/assets/1/atlas/atlas.js", False),
        ("http", "/_stcore/health", False),
    ],
)
def test_sessions_and_the_api_wait(pending: asyncio.Event, kind: str, path: str, waits: bool):
    happened = asyncio.run(served({"type": kind, "path": path}, pending))
    assert happened == (["prepared", "served"] if waits else ["served", "prepared"])


def test_nobody_waits_where_nothing_is_being_prepared(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server._prepared, "pending", None)
    scope = {"type": "websocket", "path": "/_stcore/stream"}
    assert asyncio.run(served(scope, asyncio.Event())) == ["served", "prepared"]


def test_readers_are_let_in_even_if_preparing_fails(monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise OSError("the disk is gone")

    done: list[bool] = []
    monkeypatch.setattr(warm, "fill", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        server._prepare(lambda: done.append(gc.isenabled()))
    assert done == [True]
