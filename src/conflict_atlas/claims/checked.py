"""Which packages have been found sound, so that a start checks anew only what has changed.

The whole check takes about two seconds, most of a start. A package is known again by the content
of every file the check looks at, and by the code and the validator that checked it: whatever
changes in either, the check is made again. What is kept is one empty file a package, in the user's
cache folder; where nothing can be kept, every start checks.
"""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

from conflict_atlas.claims.fault import PackageError
from conflict_atlas.claims.folder import DESCRIPTOR, read_descriptor

_KEPT = 32  # marks; a curator makes a new one with every change


def is_known(path: Path) -> bool:
    """Whether this very package has been found sound by this very check."""
    try:
        return _mark(path).is_file()
    except (
        PackageError,
        OSError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RuntimeError,
    ):
        return False  # not a package that can be known; the check says what it is


def remember(path: Path) -> None:
    """Note that a package has just been found sound."""
    try:
        mark = _mark(path)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        marks = sorted(mark.parent.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in marks[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return  # no folder to keep it in: the next start checks again


def _mark(path: Path) -> Path:
    content = hashlib.sha256(version("frictionless").encode())
    for file in (*_code(), *_looked_at(path, read_descriptor(path))):
        content.update(b"%d %s\n" % (file.stat().st_size, file.name.encode()))
        content.update(file.read_bytes())
    return _cache() / content.hexdigest()


def _code() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.py"))


def _looked_at(path: Path, descriptor: dict[str, Any]) -> list[Path]:
    """Files of a package the check depends on: descriptor, tables, and the basemap's."""
    tables = [path / resource["path"] for resource in descriptor["resources"]]
    basemap = descriptor["map"].get("basemap", "")
    drawn = [file for file in (path / basemap).iterdir() if file.is_file()] if basemap else []
    return [path / DESCRIPTOR, *tables, *sorted(drawn)]


def _cache() -> Path:
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "conflict-atlas" / "checked"
