"""A server listens before it is ready; requests that need the data wait until it is."""

import asyncio
import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from own_loop import run

from conflict_atlas import server
from conflict_atlas.ui import warm_up


@pytest.fixture
def pending(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    event = asyncio.Event()
    monkeypatch.setattr(server.WhenReady, "pending", event)
    return event


async def served(scope: dict[str, Any], pending: asyncio.Event) -> list[str]:
    """The order of events when this is requested while the server prepares."""
    happened: list[str] = []

    async def app(*_: object) -> None:
        happened.append("served")

    async def nothing(*_: object) -> Any:
        return {}

    asked = asyncio.create_task(server.WhenReady(app)(scope, nothing, nothing))
    for _ in range(5):
        await asyncio.sleep(0)  # run as far as possible
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
    happened = run(served({"type": kind, "path": path}, pending))
    assert happened == (["prepared", "served"] if waits else ["served", "prepared"])


def test_nobody_waits_where_nothing_is_being_prepared(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server.WhenReady, "pending", None)
    scope = {"type": "websocket", "path": "/_stcore/stream"}
    assert run(served(scope, asyncio.Event())) == ["served", "prepared"]


@pytest.mark.parametrize(
    ("base", "mounted", "path"),
    [("atlas", "", "/atlas/api/claims"), ("", "/inside", "/inside/api/claims")],
)
def test_the_api_waits_below_a_path_too(
    pending: asyncio.Event, monkeypatch: pytest.MonkeyPatch, base: str, mounted: str, path: str
):
    monkeypatch.setattr(server, "base_path", lambda: f"/{base}" if base else "")
    scope = {"type": "http", "path": path, "root_path": mounted}
    assert run(served(scope, pending)) == ["prepared", "served"]


def test_a_server_that_cannot_be_prepared_ends(monkeypatch: pytest.MonkeyPatch, capsys):
    def fail() -> None:
        raise OSError("the disk is gone")

    ended: list[int] = []
    done: list[bool] = []
    monkeypatch.setattr(warm_up, "fill", fail)
    monkeypatch.setattr(os, "_exit", ended.append)
    server.prepare(lambda: done.append(gc.isenabled()))
    assert ended == [1]
    assert "the disk is gone" in capsys.readouterr().err
    assert done == [True]  # waiting requests end, or the process could not


def test_what_takes_long_to_import_is_not_needed_to_listen():
    root = Path(__file__).resolve().parents[1]
    slow = "pandas geopandas folium streamlit_folium frictionless fastapi duckdb"
    asked = "import sys; from conflict_atlas import server; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not set(slow.split()) & set(done.stdout.split())
