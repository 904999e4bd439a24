"""Locks for writing in the folder of datasets, and removal of what a killed import left there."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_LOCKS, _SCRATCH = ".locks", ".import-"
# Prefixes of files that are being written.
TEMPORARY = ".writing-"
# Names of earlier versions' temporary files and folders.
_EARLIER = re.compile(r"\.[a-z0-9_]{8}")
_STORE = "-store"  # no identifier begins so
# Parts of downloads, which the next attempt resumes.
_DOWNLOADS, _KEPT_SECONDS = ".downloads", 7 * 24 * 3600
_SECONDS = 120.0


class BusyError(Exception):
    """Another program is working on the same dataset."""


@contextmanager
def writing(root: Path, seconds: float = _SECONDS) -> Iterator[None]:
    """Hold the lock under which the folder may be changed; raises BusyError."""
    with _locked(root, _STORE, seconds):
        yield


@contextmanager
def importing(root: Path, source_id: str) -> Iterator[Path]:
    """Reserve an identifier while its file is read, with a folder for temporary files.

    What killed imports left is swept first. Raises BusyError when another import owns it.
    """
    with _locked(root, source_id, 0):
        with writing(root):
            sweep(root, source_id)
        scratch = root / f"{_SCRATCH}{source_id}"
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _locked(root: Path, name: str, seconds: float) -> Iterator[None]:
    folder = root / _LOCKS
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / name, timeout=seconds):
            yield
    except Timeout:
        raise BusyError from None


def sweep(root: Path, own: str) -> None:
    """Remove what no import is working on any longer; only while ``writing``.

    ``own`` is the identifier that the caller owns.
    """
    for entry in list(root.iterdir()):
        name = entry.name
        if name.startswith(_SCRATCH):
            source_id = name.removeprefix(_SCRATCH)
            if source_id == own:
                _remove(entry)
                continue
            with suppress(BusyError), _locked(root, source_id, 0):
                _remove(entry)
        elif name == _DOWNLOADS:
            for part in list(entry.iterdir()):
                if time.time() - part.stat().st_mtime > _KEPT_SECONDS:
                    _remove(part)
        elif name.startswith(TEMPORARY) or _EARLIER.fullmatch(name):
            _remove(entry)
        elif entry.is_dir() and not name.startswith("."):
            _sweep_dataset(entry, root / f"{name}.json")


def _sweep_dataset(folder: Path, manifest: Path) -> None:
    """Remove versions that were never committed, temporary files and empty folders."""
    committed = manifest.stat().st_mtime_ns if manifest.exists() else 0
    for version in [one for one in folder.iterdir() if one.is_dir()]:
        for entry in list(version.iterdir()):
            if entry.name.startswith(TEMPORARY) or _EARLIER.fullmatch(entry.name):
                _remove(entry)
        events = version / "events.parquet"
        newer = version.stat().st_mtime_ns > committed
        # Rejected rows alone belong to a dataset whose events are in a database.
        if newer and events.exists() and f'"{version.name}"' not in _text(manifest):
            _remove(version)
        with suppress(OSError):
            version.rmdir()
    with suppress(OSError):
        folder.rmdir()


def _text(manifest: Path) -> str:
    with suppress(OSError):
        return manifest.read_text(encoding="utf-8", errors="replace")
    return ""


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)
