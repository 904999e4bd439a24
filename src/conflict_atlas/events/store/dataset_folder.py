"""Imported datasets as files: a manifest each, beside a folder of Parquet a version.

The manifest is the commit point: a dataset is there when its manifest is, and the manifest is
replaced in one step after the files that it names. Nothing in it depends on the time of import, so
that importing the same file twice changes no byte.
"""

import os
import re
import shutil
import tempfile
import time
from pathlib import Path

from conflict_atlas.events.manifest import Manifest

PARQUET, REJECTED = "events.parquet", "rejected.csv"
# A folder's time moves in steps, of up to two seconds on some disks: within one of them a second
# change would not show.
_STEP_NS = 3_000_000_000
_IDENTIFIER = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*", re.ASCII)

_Listing = tuple[tuple[str, int, int, int], ...]


class LibraryError(Exception):
    """The datasets cannot be read or written; its words say what would settle it."""


class Folder:
    """The folder that holds every imported dataset; it need not exist before the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: tuple[_Listing, dict[str, Manifest]] = ((), {})
        self._standing: tuple[int, ...] = ()  # times when last looked through, if long past then

    def sources(self) -> dict[str, Manifest]:
        """Datasets by identifier, in its order; read anew when a manifest has changed."""
        changed = self._changed()
        if changed and changed == self._standing:
            return self._known[1]  # each run of each reader asks several times
        now = time.time_ns()
        found = self._look()
        times = (*changed[:1], *(modified for _, _, modified, _ in self._known[0]))
        self._standing = times if changed and now - max(times) > _STEP_NS else ()
        return found

    def _changed(self) -> tuple[int, ...]:
        """When the folder and the manifests known of it changed, in nanoseconds; () without them.

        The folder's own time tells of what is put, replaced or removed, not of a file written over.
        """
        try:
            manifests = [self.root / name for name, *_ in self._known[0]]
            return tuple(path.stat().st_mtime_ns for path in (self.root, *manifests))
        except OSError:
            return ()

    def _look(self) -> dict[str, Manifest]:
        seen = self._listing()
        known, sources = self._known
        if seen != known:
            read = [self._read(name) for name, *_ in seen]
            sources = {source.source_id: source for source in read if source}
            self._known = (seen, sources)  # in one step: other threads read it
        return sources

    def parquet(self, source: Manifest) -> Path:
        """Where the events of a version are."""
        return self.root / source.source_id / source.version / PARQUET

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset; False when it is there already. Raises LibraryError."""
        check_identifier(source)
        if self.sources().get(source.source_id) == source:
            return False
        folder = self.parquet(source).parent
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / PARQUET, parquet)
        if rejected is not None:
            _replace(folder / REJECTED, rejected)
        replaced = self.sources().get(source.source_id)
        self._commit(source)
        # A query that has just begun may still read the version replaced now: it goes next time.
        kept = {source.version, replaced.version if replaced else ""}
        for old in folder.parent.iterdir():
            if old.name not in kept:
                shutil.rmtree(old, ignore_errors=True)
        return True

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""
        if source_id not in self.sources():
            return False
        (self.root / f"{source_id}.json").unlink(missing_ok=True)
        shutil.rmtree(self.root / source_id, ignore_errors=True)
        return True

    def _commit(self, source: Manifest) -> None:
        with tempfile.TemporaryDirectory(dir=self.root, prefix=".") as scratch:
            written = Path(scratch) / "manifest"
            written.write_text(source.to_json(), encoding="utf-8")
            _replace(self.root / f"{source.source_id}.json", written)

    def _listing(self) -> _Listing:
        """Say which manifests stand there; one that was replaced has another inode."""
        try:
            with os.scandir(self.root) as entries:
                found = [(e.name, e.stat()) for e in entries if e.name.endswith(".json")]
        except FileNotFoundError:  # no folder yet, or a manifest that went as it was looked at
            names = sorted(self.root.glob("*.json"))
            return tuple((file.name, 0, 0, 0) for file in names)
        return tuple(sorted((name, s.st_ino, s.st_mtime_ns, s.st_size) for name, s in found))

    def _read(self, name: str) -> Manifest | None:
        file = self.root / name
        try:
            return Manifest.from_json(file.read_text(encoding="utf-8"))
        except FileNotFoundError:  # removed a moment ago
            return None
        except (OSError, ValueError, TypeError) as error:
            raise LibraryError(f"{file}: not the manifest of a dataset: {error}") from None


def check_identifier(source: Manifest) -> None:
    """Refuse names that could leave the folder; raises LibraryError."""
    for value in (source.source_id, source.version):
        if not _IDENTIFIER.fullmatch(value):
            raise LibraryError(
                f"{value!r}: expected small letters, digits and single hyphens, as in ucdp-ged"
            )


def _replace(target: Path, content: Path) -> None:
    """Put a copy of a file in place in one step, on disk before it is seen."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as scratch:
        try:
            with content.open("rb") as read:
                shutil.copyfileobj(read, scratch, 1 << 20)
            scratch.flush()
            os.fsync(scratch.fileno())
            Path(scratch.name).chmod(0o644)
            Path(scratch.name).replace(target)
        except BaseException:
            Path(scratch.name).unlink(missing_ok=True)
            raise
