"""A data package as a folder on disk: its files are read from that folder and nowhere else."""

import json
import os
import stat
from pathlib import Path
from typing import Any

from conflict_atlas.fault import Fault, PackageError

DESCRIPTOR = "datapackage.json"
LARGEST = 50_000_000  # bytes of one file


def read_file(folder: Path, name: str) -> bytes:
    """Read an ordinary file of a package; raises PackageError that says why it cannot be read.

    A link could lead out of the package, and reading from a pipe or a device may never end.
    """
    file = folder
    try:
        for part in Path(name).parts:
            file /= part
            if file.is_symlink():
                raise _refuse(name, "a link: expected the file itself")
        with open(file, "rb", opener=_open_at_once) as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _refuse(name, "a pipe or a device: expected an ordinary file")
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refuse(name, "the file is missing") from None
    except (OSError, ValueError) as error:
        raise _refuse(name, f"cannot be read: {getattr(error, 'strerror', error)}") from None
    if len(content) > LARGEST:
        raise _refuse(name, f"expected at most {LARGEST:,} bytes")
    return content


def read_json(folder: Path, name: str) -> Any:
    """Read a JSON file of a package, strictly; raises PackageError when it is missing or not JSON.

    JSON for all readers: no NaN, and no key twice, of which each reader would take another value.
    """
    content = read_file(folder, name)
    try:
        return json.loads(content, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise _refuse(name, "not valid JSON: nested too deeply") from None
    except ValueError as error:
        raise _refuse(name, f"not valid JSON: {error}") from None


def read_descriptor(path: Path) -> dict[str, Any]:
    """Read ``datapackage.json``; raises PackageError when it is missing or not JSON."""
    if not os.path.lexists(path / DESCRIPTOR):
        raise PackageError([Fault(DESCRIPTOR, 0, "", str(path), "no data package here")])
    descriptor: dict[str, Any] = read_json(path, DESCRIPTOR)
    return descriptor


def _open_at_once(file: str, flags: int) -> int:
    """Open a file; without O_NONBLOCK a pipe that nobody writes to would be waited for."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} is given twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _refuse(name: str, reason: str) -> PackageError:
    return PackageError([Fault(name, 0, "", "", reason)])
