"""Compresses the pages' large scripts before a reader asks: the largest takes 0.4 s."""

import asyncio
from pathlib import Path

from starlette.types import ASGIApp, Message
from streamlit import file_util

# Least size of these scripts. Streamlit's other large scripts are for elements that no page shows.
LARGE = 150_000  # bytes
LOADED = ("index", "protobuf", "arrowFormatUtils", "DataFrame", "PlotlyChart", "StreamlitMarkdown")
SECONDS = 3  # of delay, in which the first reader is served undisturbed


def scripts() -> list[str]:
    """Paths of these scripts, below the base path."""
    folder = Path(file_util.get_static_dir()) / "static" / "js"
    found = [file for name in LOADED for file in sorted(folder.glob(f"{name}.*.js"))]
    return [f"/static/js/{file.name}" for file in found if file.stat().st_size >= LARGE]


async def run(app: ASGIApp, base: str, ready: asyncio.Event, seconds: float = SECONDS) -> None:
    """Ask an app for each of them, some seconds after all else is prepared."""
    await ready.wait()
    await asyncio.sleep(seconds)
    for path in scripts():
        await app(_request(f"{base}{path}"), _receive, _ignore)


def _request(path: str) -> dict[str, object]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"accept-encoding", b"br")],
    }


async def _receive() -> Message:
    """Never disconnect; the app waits for that while it answers."""
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}


async def _ignore(_message: Message) -> None:
    """Drop the answer: only the compressed copy that is kept matters."""
