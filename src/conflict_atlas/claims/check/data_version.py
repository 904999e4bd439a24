"""Whether data have changed since they were given their version, as far as git can tell.

Links and citations carry the version, so changed data need a new one. The package is compared with
the last tag or, if there is none, with the commit that set the present version. Without
git, or if the package is not tracked, there is no warning.
"""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conflict_atlas.claims.folder import DESCRIPTOR
from conflict_atlas.fault import DataWarning

# Only commands that read what git has stored are run: none of them starts a hook, a filter, a pager
# or a transport that the configuration of a stranger's repository may name.
_READ_ONLY = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
_SECONDS = 20
_LARGEST_DESCRIPTOR = 1_000_000  # bytes
_SHA1_DIGITS = 40

Blobs = dict[str, tuple[str, int]]  # identifier and size of each stored file, by its name


def warn_of_version(path: Path, descriptor: dict[str, Any]) -> Iterator[DataWarning]:
    """Warn of files that differ from those stored in git under the same version."""
    version = descriptor["version"]
    since, stored = _tagged(path) or _committed(path, version) or ("", {})
    if not since or _version(path, stored) != version:
        return
    names = [DESCRIPTOR, *(resource["path"] for resource in descriptor["resources"])]
    changed = [name for name in names if not _is_same(path / name, stored.get(name, ("", 0))[0])]
    if changed:
        reason = f"{', '.join(changed)} changed since {since}: expected a new version"
        yield DataWarning(DESCRIPTOR, 0, "version", version, reason)


def _tagged(path: Path) -> tuple[str, Blobs] | None:
    """Name of the last tag before the commit checked out, and the package's files in it."""
    tag = _git(path, "describe", "--tags", "--abbrev=0").strip()
    stored = _blobs(path, f"refs/tags/{tag}") if tag else {}
    return (tag, stored) if DESCRIPTOR in stored else None


def _committed(path: Path, version: str) -> tuple[str, Blobs] | None:
    """First commit that has the present version, and the package's files in it.

    A shallow clone may lack that commit; its oldest one is used instead.
    """
    found = None
    for commit in _git(path, "rev-list", "HEAD", "--", DESCRIPTOR).split():
        stored = _blobs(path, commit)
        if _version(path, stored) != version:
            break
        found = f"commit {commit[:10]}", stored
    return found


def _blobs(path: Path, commit: str) -> Blobs:
    found = {}
    for entry in _git(path, "ls-tree", "-l", "-z", commit).split("\0"):
        about, _, name = entry.partition("\t")
        _, kind, identifier, size = about.split() if name else ("", "", "", "")
        if kind == "blob":
            found[name] = identifier, int(size)
    return found


def _version(path: Path, stored: Blobs) -> str | None:
    identifier, size = stored.get(DESCRIPTOR, ("", 0))
    if not identifier or size > _LARGEST_DESCRIPTOR:
        return None
    try:
        content = json.loads(_git(path, "cat-file", "blob", identifier))
    except (ValueError, RecursionError):
        return None
    version = content.get("version") if isinstance(content, dict) else None
    return version if isinstance(version, str) else None


def _is_same(file: Path, identifier: str) -> bool:
    """Whether a file is the stored one, whatever line ends the checkout gave it."""
    content = file.read_bytes()
    return identifier in (_name(content, identifier), _name(_unix(content), identifier))


def _unix(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _name(content: bytes, like: str) -> str:
    """Work out the identifier git gives to a content, by the digest that ``like`` was made with."""
    digest = "sha1" if len(like) == _SHA1_DIGITS else "sha256"
    blob = b"blob %d\0%b" % (len(content), content)
    return hashlib.new(digest, blob, usedforsecurity=False).hexdigest()


def _git(path: Path, *arguments: str) -> str:
    """Output of a git command in a folder; empty where it fails, or where there is no git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument that a package chooses
            ["git", "-C", str(path), *arguments],  # noqa: S607 - wherever it is installed
            capture_output=True, timeout=_SECONDS, env=kept | _READ_ONLY, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
