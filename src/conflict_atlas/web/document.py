"""One answer kept in memory: its bytes, plain and compressed, and its entity tag."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

import brotli
from starlette.requests import Request
from starlette.responses import Response

from conflict_atlas.entity_tag import is_held

ENCODINGS = ("br", "gzip")
# Efforts of Brotli, measured on Streamlit's scripts: 11 takes twenty times as long as 9 for 10 %
# less, 5 a quarter of the time of 9 for 4 % more.
KEPT_EFFORT, PASSING_EFFORT = 9, 5
_GZIP = 9
_SMALLEST_TO_PACK = 500  # bytes
# Revalidated each time: an address shows other content when the data change.
CHECKED = "no-cache"


@dataclass(eq=False)
class Document:
    """The bytes of an answer, and how long they may be cached."""

    body: bytes
    media_type: str
    kept: str = CHECKED
    status: HTTPStatus = HTTPStatus.OK
    effort: int = KEPT_EFFORT
    is_packable: bool = True

    @cached_property
    def tag(self) -> str:
        """Entity tag of the content."""
        return hashlib.blake2b(self.body, digest_size=12).hexdigest()

    @cached_property
    def brotli(self) -> bytes:
        """The content compressed for most browsers."""
        return bytes(brotli.compress(self.body, quality=self.effort))

    @cached_property
    def gzip(self) -> bytes:
        """The content compressed for browsers on an unencrypted connection."""
        return gzipped(self.body)

    def answer(self, request: Request) -> Response:
        """Answer a request, without the content if the reader has it already."""
        worth = self.is_packable and len(self.body) >= _SMALLEST_TO_PACK
        encoding = choose(request.headers.get("accept-encoding", "")) if worth else ""
        tag = f'"{self.tag}{f"-{encoding}" if encoding else ""}"'
        headers = {"ETag": tag, "Cache-Control": self.kept, "Vary": "Accept-Encoding"}
        if self.status is HTTPStatus.OK and is_held(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        body = {"br": lambda: self.brotli, "gzip": lambda: self.gzip}.get(
            encoding, lambda: self.body
        )()
        return Response(body, self.status, headers, self.media_type)


def gzipped(body: bytes) -> bytes:
    """Compress bytes with gzip; the same bytes give the same result."""
    return gzip.compress(body, _GZIP, mtime=0)


def choose(accepted: str) -> str:
    """Choose the best encoding that an Accept-Encoding header allows, ``""`` for none."""
    taken = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODINGS if taken.get(name, taken.get("*", False))), "")
