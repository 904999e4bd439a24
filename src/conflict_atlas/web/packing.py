"""Scripts, styles and data of the pages, compressed once and kept in memory.

Streamlit sends its own files uncompressed, since compressing them for each reader would cost more
than it gains. Here each file is compressed at the first request, in a thread, and then kept.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_atlas.web.document import KEPT_EFFORT, choose, gzipped

# Files of installed packages and of the data package: none of them changes while a server runs.
FOLDERS = ("/static/", "/assets/", "/component/")
PACKED_TYPES: tuple[str, ...] = (
    "text/",
    "application/javascript",
    "application/json",
    "application/geo+json",
)
PACKED_TYPES += ("image/svg+xml", "application/manifest+json")
SMALLEST = 1_000  # bytes
OK = 200
MOST_BYTES = 48_000_000  # of files kept in memory, as they are before compression

Compress = Callable[[bytes, str], bytes]


@dataclass(eq=False)
class _File:
    """An answer as first given, and its content in each compression asked for."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    packed: dict[str, bytes] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def pack(self, encoding: str, compress: Compress) -> bytes:
        """Compress the content once; other requests for it wait meanwhile."""
        async with self.lock:
            if encoding not in self.packed:
                self.packed[encoding] = await run_in_threadpool(compress, self.body, encoding)
        return self.packed[encoding]


def compress(body: bytes, encoding: str) -> bytes:
    """Compress for ``br`` or ``gzip``."""
    return bytes(brotli.compress(body, quality=KEPT_EFFORT)) if encoding == "br" else gzipped(body)


class Packing:
    """Serves files from memory, compressed as the reader's browser accepts."""

    def __init__(
        self, app: ASGIApp, base: str, most: int = MOST_BYTES, compress: Compress = compress
    ) -> None:
        """Wrap an ASGI app; ``base`` is the path prefix, ``most`` the bytes kept."""
        self.app, self._most, self._compress = app, most, compress
        self._folders = tuple(f"{base}{folder}" for folder in FOLDERS)
        self._files: dict[str, _File] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on and keep the answer."""
        if not self._is_packed(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = choose(headers.get("accept-encoding", ""))
        conditional = any(
            name in headers for name in ("range", "if-none-match", "if-modified-since")
        )
        if not encoding or conditional:
            await self.app(scope, receive, send)
            return
        file = self._files.get(scope["path"])
        if file is None:
            file = await self._fetch(scope, send)
        if file:
            await self._answer(scope, send, file, encoding)

    def _is_packed(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and scope["path"].startswith(self._folders)
        )

    async def _fetch(self, scope: Scope, send: Send) -> _File | None:
        """Ask for a file; an answer that is not compressed here is passed on as it comes."""
        start: Message | None = None
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_packable(message):
                start = message
            elif start is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))

        # Without this header nothing below compresses the answer.
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        # A reader who leaves meanwhile must not cut off the file that is kept for all others.
        asked = {**scope, "method": "GET", "headers": plain}
        await self.app(asked, _stay, collect)
        if start is None:
            return None
        return self._keep(scope["path"], _File(start["headers"], b"".join(parts)))

    def _keep(self, path: str, file: _File) -> _File:
        if path not in self._files and self._bytes + len(file.body) <= self._most:
            self._files[path] = file
            self._bytes += len(file.body)
        return file

    async def _answer(self, scope: Scope, send: Send, file: _File, encoding: str) -> None:
        body = await file.pack(encoding, self._compress)
        headers = MutableHeaders(raw=list(file.headers))
        headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        await send({"type": "http.response.start", "status": OK, "headers": headers.raw})
        await send(
            {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body}
        )


async def _stay() -> Message:
    """Never disconnect."""
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}


def _is_packable(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    kind = headers.get("content-type", "")
    long = int(headers.get("content-length", "0")) >= SMALLEST
    packed = "content-encoding" in headers
    return message["status"] == OK and kind.startswith(PACKED_TYPES) and long and not packed
