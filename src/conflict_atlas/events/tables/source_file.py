"""The bytes of a file: their version, and where the engine can read them as UTF-8."""

import hashlib
import io
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from conflict_atlas.events.formats.csv_dialect import HEAD_BYTES

Content = Path | bytes

VERSION_LENGTH = 16
# Increased when the same file gives other events: it is then imported again, not "unchanged".
IMPORTER = 2
_BLOCK = 1 << 20


def head(content: Content, size: int = HEAD_BYTES) -> bytes:
    """The first part of a file."""
    with opened(content) as file:
        return file.read(size)


def stamp(file: str) -> tuple[int, ...]:
    """A value that changes with the file at this address; empty where there is none."""
    try:
        known = Path(file).stat()
    except OSError:
        return ()
    return known.st_ino, known.st_size, known.st_mtime_ns


def version(content: Content, stated: str) -> str:
    """The start of the SHA-256 of the importer's version, a file, and its stated settings."""
    digest = hashlib.sha256(b"importer %d\0" % IMPORTER)
    with opened(content) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    if stated:
        digest.update(b"\0" + stated.encode())
    return digest.hexdigest()[:VERSION_LENGTH]


@contextmanager
def folder(content: Content, scratch: Path | None) -> Iterator[Path | None]:
    """A folder for what does not fit into memory; None for bytes, which never touch the disk."""
    if isinstance(content, bytes):
        yield None
        return
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=scratch, prefix=".import-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def readable(
    content: Content, encoding: str, scratch: Path | None, *, even_lines: bool = False
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """An address for the engine, and the file behind it in memory.

    The file is rewritten as UTF-8 where it is not, and with one kind of line end where
    ``even_lines`` asks for it.
    """
    name = uuid.uuid4().hex + ".csv"
    as_it_is = encoding in ("utf-8", "utf-8-sig") and not even_lines
    if isinstance(content, Path) and as_it_is:
        yield str(content), {}
        return
    if isinstance(content, Path):
        target = (scratch or Path(tempfile.gettempdir())) / name
        with target.open("wb") as file:
            _rewrite(content, encoding, file, even_lines=even_lines)
        yield str(target), {}
        target.unlink(missing_ok=True)
        return
    held = io.BytesIO(content if as_it_is else b"")
    if not as_it_is:
        _rewrite(content, encoding, held, even_lines=even_lines)
    yield f"memory:///{name}", {f"/{name}": held.getvalue()}


def _rewrite(content: Content, encoding: str, target: BinaryIO, *, even_lines: bool) -> None:
    with opened(content) as file:
        newline = None if even_lines else ""
        # Bytes that are none of the encoding's stay as they are: the engine rejects their rows.
        text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline=newline)
        while block := text.read(_BLOCK):
            target.write(block.encode(errors="surrogateescape"))
        text.detach()


def opened(content: Content) -> BinaryIO:
    """A file to read from."""
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
