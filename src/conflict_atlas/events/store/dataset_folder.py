"""Imported datasets as files: a manifest each, beside a folder of Parquet a version.

The manifest is the commit point: a dataset is there when its manifest is, and the manifest is
replaced in one step after the files that it names. Nothing in it depends on the time of import, so
that importing the same file twice changes no byte.
"""

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store import import_lock, manifest_file
from conflict_atlas.events.store.import_lock import TEMPORARY, BusyError
from conflict_atlas.events.store.manifest_file import IDENTIFIER, DamagedError

PARQUET, REJECTED = "events.parquet", "rejected.csv"
# A folder's time moves in steps, of up to two seconds on some disks: within one of them a second
# change would not show.
_STEP_NS = 3_000_000_000
_LOG = logging.getLogger(__name__)

_Listing = tuple[tuple[str, int, int, int], ...]


class LibraryError(Exception):
    """The datasets cannot be read or written; its words say what would settle it."""


class DatasetGoneError(KeyError):
    """A dataset was replaced, removed or damaged since it was listed."""

    def __str__(self) -> str:
        """Say it to a reader."""
        return f"The dataset {self.args[0]} was replaced or removed a moment ago."


class Folder:
    """The folder that holds every imported dataset; it need not exist before the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: tuple[_Listing, dict[str, Manifest], dict[str, str]] = ((), {}, {})
        self._doubted: dict[Manifest, tuple[int, str]] = {}
        self._standing: tuple[int, ...] = ()  # times when last looked through, if long past then

    def sources(self) -> dict[str, Manifest]:
        """Sound datasets in order of identifier; read again when a manifest has changed."""
        changed = self._changed()
        if changed and changed == self._standing:
            return self._known[1]  # each run of each reader asks several times
        now = time.time_ns()
        found = self._look()
        times = (*changed[:1], *(modified for _, _, modified, _ in self._known[0]))
        self._standing = times if changed and now - max(times) > _STEP_NS else ()
        return found

    def damaged(self) -> dict[str, str]:
        """What is wrong with the others, by identifier: no dataset of them can be read."""
        self.sources()
        return self._known[2]

    def look_again(self) -> None:
        """Read every dataset again."""
        self._known, self._standing = ((), {}, {}), ()

    def doubt(self, source: Manifest, reason: str) -> None:
        """Treat a dataset as damaged, since its events could not be read, until they change."""
        with suppress(OSError):
            self._doubted[source] = (self.parquet(source).stat().st_mtime_ns, reason)
        self.look_again()

    def _changed(self) -> tuple[int, ...]:
        """When the folder and the manifests known of it changed, in nanoseconds; () without them.

        The folder's own time changes when a file is put, replaced or removed, not overwritten.
        """
        try:
            manifests = [self.root / name for name, *_ in self._known[0]]
            return tuple(path.stat().st_mtime_ns for path in (self.root, *manifests))
        except OSError:
            return ()

    def _look(self) -> dict[str, Manifest]:
        seen = self._listing()
        known, sources, _ = self._known
        if seen != known:
            sources, damaged = {}, {}
            for name, *_ in seen:
                try:
                    source = self._sound(self.root / name)
                    sources[source.source_id] = source
                except FileNotFoundError:
                    continue
                except DamagedError as error:
                    damaged[Path(name).stem] = str(error)
                    _LOG.warning("%s: %s", self.root / name, error)
            self._known = (seen, sources, damaged)  # in one step: other threads read it
        return sources

    def _sound(self, file: Path) -> Manifest:
        """Read a manifest; raises DamagedError and FileNotFoundError."""
        source = manifest_file.read(file, PARQUET)
        modified, reason = self._doubted.get(source, (0, ""))
        if modified and self.parquet(source).stat().st_mtime_ns == modified:
            raise DamagedError(reason)
        return source

    def parquet(self, source: Manifest) -> Path:
        """Where the events of a version are."""
        return self.root / source.source_id / source.version / PARQUET

    @contextmanager
    def importing(self, source_id: str) -> Iterator[Path]:
        """Own an identifier and a folder to write in while a file is read; raises LibraryError."""
        check_identifier(source_id)
        try:
            with import_lock.importing(self.root, source_id) as scratch:
                yield scratch
        except BusyError:
            raise LibraryError(
                f"another import of {source_id} is at work: try again then"
            ) from None

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset; False when it is there already. Raises LibraryError."""
        check_identifier(source.source_id)
        check_identifier(source.version)
        with self._writing():
            self.look_again()
            before = self.sources().get(source.source_id)
            if before == source:
                return False
            folder = self.parquet(source).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
                _replace(folder / PARQUET, parquet)
                if rejected is not None:
                    _replace(folder / REJECTED, rejected)
                self._commit(source)
            except BaseException:
                if before is None or before.version != source.version:
                    shutil.rmtree(folder, ignore_errors=True)
                raise
            # A query that has just begun may still read the version replaced now: the next
            # import removes it.
            kept = {source.version, before.version if before else ""}
            for old in folder.parent.iterdir():
                if old.name not in kept:
                    shutil.rmtree(old, ignore_errors=True)
        return True

    def remove(self, source_id: str) -> bool:
        """Take a dataset out, a damaged one too; False when there is none of this name."""
        if source_id not in self.sources() and source_id not in self.damaged():
            return False
        with self._writing():
            (self.root / f"{source_id}.json").unlink(missing_ok=True)
            shutil.rmtree(self.root / source_id, ignore_errors=True)
        return True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with import_lock.writing(self.root):
                yield
        except BusyError:
            raise LibraryError("another program writes to the datasets: try again then") from None

    def _commit(self, source: Manifest) -> None:
        with tempfile.TemporaryDirectory(dir=self.root, prefix=TEMPORARY) as scratch:
            written = Path(scratch) / "manifest"
            written.write_text(source.to_json(), encoding="utf-8")
            _replace(self.root / f"{source.source_id}.json", written)

    def _listing(self) -> _Listing:
        """List the manifests in the folder; one that was replaced has another inode."""
        try:
            with os.scandir(self.root) as entries:
                found = [
                    (e.name, e.stat())
                    for e in entries
                    if e.name.endswith(".json") and not e.name.startswith(".") and e.is_file()
                ]
        except FileNotFoundError:  # no folder yet, or a manifest that went as it was looked at
            names = sorted(file.name for file in self.root.glob("*.json") if file.is_file())
            return tuple((name, 0, 0, 0) for name in names)
        except OSError as error:
            raise LibraryError(f"{self.root}: {error.strerror}") from None
        return tuple(sorted((name, s.st_ino, s.st_mtime_ns, s.st_size) for name, s in found))


def check_identifier(name: str) -> None:
    """Refuse names that could leave the folder; raises LibraryError."""
    if not IDENTIFIER.fullmatch(name):
        raise LibraryError(
            f"{name!r}: expected small letters, digits and single hyphens, as in ucdp-ged"
        )


def _replace(target: Path, content: Path) -> None:
    """Put a copy of a file in place in one step, on disk before it is seen."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=TEMPORARY, delete=False) as scratch:
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
