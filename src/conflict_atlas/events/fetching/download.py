"""A file from an address: with progress, up to a limit, and resumed where it broke off."""

import hashlib
import http.client
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from conflict_atlas.events.fetching.http import FetchError, request, without_secrets

LIMIT = 8 << 30
_BLOCK, _MEGABYTE = 1 << 18, 1 << 20
_ATTEMPTS = 3
_NAME = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_PARTIAL, _OK, _UNSATISFIABLE = 206, 200, "416"


@dataclass(frozen=True)
class Downloaded:
    """A file that was fetched, and the name that its server gives it."""

    path: Path
    name: str


Tell = Callable[[int, int], None]


def download(
    address: str, folder: Path, *, limit: int = LIMIT, tell: Tell | None = None
) -> Downloaded:
    """Fetch a file into a folder; raises FetchError.

    An earlier attempt is resumed, if the file has not changed since.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.part"
    for attempt in range(_ATTEMPTS):
        before = _size(part)
        try:
            name = _attempt(address, part, limit, tell or show)
        except _BrokenOffError as error:
            if attempt + 1 == _ATTEMPTS or _size(part) <= before:
                raise FetchError(
                    f"{without_secrets(address)} broke off after"
                    f" {_size(part) // _MEGABYTE:,} MB ({error});"
                    " the same command goes on from there"
                ) from None
            continue
        _notes(part).unlink(missing_ok=True)
        return Downloaded(part, name)
    raise AssertionError  # the last attempt returns or raises


class _BrokenOffError(Exception):
    """A connection that ended before the file did."""


def _attempt(address: str, part: Path, limit: int, tell: Tell) -> str:
    have, validator = _size(part), _validator(part)
    asked = {"Range": f"bytes={have}-", "If-Range": validator} if have and validator else {}
    try:
        answer = request(address, asked)
    except FetchError as error:
        if asked and f"answers {_UNSATISFIABLE}" in str(error):  # it is all here, or another file
            part.unlink()
            return _attempt(address, part, limit, tell)
        raise
    with answer:
        at, whole = _place(answer, have)
        if whole > limit:
            raise FetchError(_too_large(address, limit))
        strong = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        _notes(part).write_text(json.dumps(strong), encoding="utf-8")
        for size in _written(answer, part, at):
            if size > limit:
                raise FetchError(_too_large(address, limit))
            tell(size, whole)
        if _size(part) < whole:
            raise _BrokenOffError("fewer bytes than announced")
        return _named(answer, address)


def _written(answer: http.client.HTTPResponse, part: Path, at: int) -> Iterator[int]:
    """Append arriving bytes to the file; yields its size."""
    with part.open("r+b" if at else "wb") as file:
        file.truncate(at)
        file.seek(at)
        while block := _read(answer):
            at += file.write(block)
            yield at


def _read(answer: http.client.HTTPResponse) -> bytes:
    try:
        return answer.read1(_BLOCK)
    except (OSError, http.client.HTTPException) as error:
        raise _BrokenOffError(str(error) or type(error).__name__) from None


def _place(answer: http.client.HTTPResponse, have: int) -> tuple[int, int]:
    """Offset of the arriving bytes, and the total size; 0 if not stated."""
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if answer.status == _PARTIAL and found and int(found[1]) <= have:
        return int(found[1]), 0 if found[2] == "*" else int(found[2])
    return 0, int(answer.headers.get("Content-Length") or 0)


def _named(answer: http.client.HTTPResponse, address: str) -> str:
    said = _NAME.search(answer.headers.get("Content-Disposition", ""))
    path = unquote(said[1]) if said else unquote(urlsplit(address).path)
    return PurePosixPath(path.replace("\\", "/")).name or "download"


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _notes(part: Path) -> Path:
    return part.with_suffix(".json.part")


def _validator(part: Path) -> str:
    try:
        said = json.loads(_notes(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    # A weak mark does not promise the same bytes.
    return said if isinstance(said, str) and not said.startswith("W/") else ""


def _too_large(address: str, limit: int) -> str:
    return (
        f"{without_secrets(address)} has more than {limit // _MEGABYTE:,} MB: --limit allows more"
    )


def show(at: int, whole: int) -> None:
    """Show the progress on a terminal, and nowhere else."""
    if not sys.stderr.isatty():
        return
    of = f" of {whole // _MEGABYTE:,}" if whole else ""
    end = "\r\x1b[K" if at == whole else ""
    sys.stderr.write(f"\r{at // _MEGABYTE:,}{of} MB fetched{end}")
    sys.stderr.flush()
