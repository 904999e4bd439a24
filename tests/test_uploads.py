"""Files of readers stay in memory: what Starlette would do by itself, and what we make of it."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

from conflict_atlas.streamlit_patches import keep_uploads_in_memory

HEAD = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="mine.csv"\r\n\r\n'
THREE_MEGABYTES = b"x" * 3 * 2**20


async def body() -> AsyncIterator[bytes]:
    yield HEAD
    yield THREE_MEGABYTES
    yield b"\r\n--cut--\r\n"


def is_on_disk() -> bool:
    """Upload a file and say whether it was put on disk."""

    async def upload() -> bool:
        headers = Headers({"content-type": "multipart/form-data; boundary=cut"})
        form = await MultiPartParser(headers, body()).parse()
        try:
            return bool(form["file"].file._rolled)
        finally:
            await form.close()

    # In a thread of its own: a browser test before it may have left this one a running loop.
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: asyncio.run(upload())).result()


def test_uploads_are_never_spooled(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 2**20)
    assert is_on_disk()  # as it is without us
    keep_uploads_in_memory()
    assert not is_on_disk()


def test_the_limit_stands_in_the_settings():
    settings = Path(__file__).resolve().parents[1] / ".streamlit" / "config.toml"
    assert "maxUploadSize = 20" in settings.read_text("utf-8")
