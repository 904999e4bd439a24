"""Remembers packages that were found sound, so that a start checks only changed ones.

The whole check takes about two seconds of a start. A package is recognised by the content of every
file the check reads, and by the code and the libraries that checked it: when any of these changes,
the package is checked again. One empty file a package, its mark, is kept in the user's cache
folder; where nothing can be kept, every start checks.
"""

import hashlib
import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from conflict_atlas.claims.folder import DESCRIPTOR, read_descriptor
from conflict_atlas.fault import PackageError
from conflict_atlas.settings import CODE

# Beside the modules about claims: those that they import, and the boxes.
_IMPORTED = ("country_boxes.py", "country_boxes.csv", "fault.py", "memoization.py", "settings.py")
MOST_MARKS = 32  # a curator makes a new one with every change
_CHECKERS = ("frictionless", "pandas", "pillow", "shapely")


Version = Callable[[str], str]  # of an installed library, by its name


def is_known(path: Path, version_of: Version = version) -> bool:
    """Whether this very package has been found sound by this very check."""
    return is_marked(mark(path, version_of))


def is_marked(seen: Path | None) -> bool:
    """Whether a mark was made."""
    return seen is not None and seen.is_file()


def mark(path: Path, version_of: Version = version) -> Path | None:
    """Path of the mark of a package in its present state, made or not; None if it can have none."""
    try:
        return _mark(path, version_of)
    except (
        PackageError,
        OSError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RuntimeError,
    ):
        return None  # not a package that can be recognised; the check says what is wrong with it


def remember(path: Path, seen: Path | None) -> None:
    """Note that a package is sound; ``seen`` is its mark from before the check.

    A file saved during the check may not be the one that was checked: so all are read once more,
    and nothing is noted when one has changed.
    """
    if seen is None or mark(path) != seen:
        return
    try:
        seen.parent.mkdir(parents=True, exist_ok=True)
        seen.touch()
        marks = sorted(seen.parent.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in marks[MOST_MARKS:]:
            old.unlink(missing_ok=True)
    except OSError:
        return  # no folder to keep it in: the next start checks again


def _mark(path: Path, version_of: Version) -> Path:
    versions = [platform.python_version(), *map(version_of, _CHECKERS)]
    content = hashlib.sha256(" ".join(versions).encode())
    for file in (*code_files(), *_looked_at(path, read_descriptor(path))):
        content.update(b"%d %s\n" % (file.stat().st_size, file.name.encode()))
        content.update(file.read_bytes())
    return _cache() / content.hexdigest()


def code_files() -> list[Path]:
    """Every file on which the result of the check depends."""
    found = (file for file in (CODE / "claims").rglob("*") if file.suffix in (".py", ".toml"))
    return [*sorted(found), *(CODE / name for name in _IMPORTED)]


def _looked_at(path: Path, descriptor: dict[str, Any]) -> list[Path]:
    """Files of a package the check depends on: descriptor, tables, and the basemap's.

    Raises ValueError for names that no sound package has: paths, links, anything but plain files.
    """
    basemap = descriptor["map"].get("basemap", "")
    tables = [path / _plain(resource["path"]) for resource in descriptor["resources"]]
    folder = path / _plain(basemap)
    drawn = sorted(folder.iterdir()) if basemap else []
    if any(file.is_symlink() or not file.is_file() for file in (path / DESCRIPTOR, *tables)):
        raise ValueError("a table is no ordinary file")
    if folder.is_symlink() or any(file.is_symlink() for file in drawn):
        raise ValueError("a link in the basemap")
    return [path / DESCRIPTOR, *tables, *(file for file in drawn if file.is_file())]


def _plain(name: str) -> str:
    if Path(name).name != name:
        raise ValueError("not the name of something in the package")
    return name


def _cache() -> Path:
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "conflict-atlas" / "checked"
