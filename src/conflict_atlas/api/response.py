"""A page of rows as an HTTP answer: tag, 304, format, compression, links to other pages."""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import Request, Response

from conflict_atlas.api import media_type
from conflict_atlas.api.parameters import AnyQuery
from conflict_atlas.entity_tag import is_held
from conflict_atlas.memoization import memoized
from conflict_atlas.settings import CODE

CACHE_CONTROL = "public, max-age=60"
_SMALLEST_TO_COMPRESS = 500  # bytes
_LEVEL = 5
_LONGEST_HEADER = 4_000  # characters
_TOO_LONG = "There is more to know than fits here: the notes of format=geojson say it."


@dataclass(frozen=True)
class RowPage:
    """One page: its bytes, the total number of rows, and notes for the reader."""

    body: bytes
    total: int
    notes: tuple[str, ...] = ()


def answer(
    request: Request, query: AnyQuery, version: str, write: Callable[[str], RowPage]
) -> Response:
    """Answer a request for rows.

    ``version`` names the data behind the answer; ``write`` takes a format and is called only if
    the reader does not have the answer already.
    """
    chosen = media_type.negotiate(query, request.headers.get("accept", ""))
    headers = _caching_headers(request, f"{query.model_dump_json()} {chosen} {version}")
    held = request.headers.get("if-none-match", "")
    if is_held(held, headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    page = write(chosen)
    if held.strip() == "*":  # matches any answer, and now there is one
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    headers["X-Total-Count"] = str(page.total)
    links = write_link_header(request, query, page.total)
    if links:
        headers["Link"] = links
    notes = (*query.contradictions, *page.notes)
    if notes:
        headers["X-Notes"] = fit_notes(notes)
    return _compress(request, page.body, headers, media_type.MEDIA_TYPE[chosen])


def answer_document(request: Request, body: bytes) -> Response:
    """Answer with one JSON document, with a tag made from its content."""
    headers = _caching_headers(request, hashlib.sha256(body).hexdigest())
    held = request.headers.get("if-none-match", "")
    if is_held(held, headers["ETag"]) or is_held(held, "*"):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return _compress(request, body, headers, media_type.MEDIA_TYPE["json"])


def write_link_header(request: Request, query: AnyQuery, total: int) -> str:
    """Write the Link header of a page, ``""`` if it is the only one.

    Addresses are relative to the request's, so that they work behind every proxy.
    """
    found = []
    if query.offset + query.limit < total:
        found.append(("next", query.offset + query.limit, query.limit))
    end = min(query.offset, total)
    if end > 0:
        start = max(0, end - query.limit)
        found.append(("prev", start, end - start))
    path = request.url.path.rpartition("/")[2]
    kept = [(n, v) for n, v in request.query_params.multi_items() if n not in {"limit", "offset"}]
    return ", ".join(
        f'<{path}?{urlencode([*kept, ("limit", limit), ("offset", offset)])}>; rel="{relation}"'
        for relation, offset, limit in found
    )


def fit_notes(notes: tuple[str, ...]) -> str:
    """Write notes into a header: ASCII, and short enough for every proxy."""
    written = json.dumps(notes)
    return written if len(written) <= _LONGEST_HEADER else json.dumps([_TOO_LONG])


def _caching_headers(request: Request, version: str) -> dict[str, str]:
    """Headers that say how long an answer may be cached, with its entity tag.

    The tag is strong, so it changes with the compression, as the bytes do.
    """
    parts = (_code(), request.url.path, version, str(_accepts_gzip(request)))
    tag = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return {"ETag": f'"{tag}"', "Cache-Control": CACHE_CONTROL, "Vary": "Accept, Accept-Encoding"}


def _accepts_gzip(request: Request) -> bool:
    return media_type.takes_gzip(request.headers.get("accept-encoding", ""))


def _compress(request: Request, body: bytes, headers: dict[str, str], media_type: str) -> Response:
    if _accepts_gzip(request) and len(body) >= _SMALLEST_TO_COMPRESS:
        body = gzip.compress(body, _LEVEL, mtime=0)
        headers = {**headers, "Content-Encoding": "gzip"}
    return Response(body, HTTPStatus.OK, headers, media_type)


@memoized(1)
def _code() -> str:
    """Identify the code that writes answers: other code may write other bytes."""
    content = hashlib.sha256()
    for file in sorted(CODE.rglob("*.py")):
        content.update(file.read_bytes())
    return content.hexdigest()
