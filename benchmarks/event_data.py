"""Generate any number of events and import them on the command line, as a curator does; timed."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generate_events import write_csv

from conflict_atlas.events.geometry import Bounds

SEED = 2016
BOUNDS = Bounds(36.0, 30.0, 48.0, 38.0)
KIB = 1024


@dataclass(frozen=True)
class Imported:
    """One size imported: seconds and MiB the import took, sizes of the files in MiB."""

    rows: int
    source_id: str
    library: Path
    seconds: float
    memory: float
    csv: float
    parquet: float

    @property
    def events(self) -> Path:
        """The Parquet file of the events."""
        return next(self.library.glob(f"{self.source_id}/*/events.parquet"))


@contextmanager
def imported(sizes: tuple[int, ...]) -> Iterator[list[Imported]]:
    """Generate and import each size into a library of its own, removed when the context ends."""
    with TemporaryDirectory() as folder:
        yield [_import(Path(folder) / str(rows), rows) for rows in sizes]


def environment(library: Path) -> dict[str, str]:
    """Environment of a process that works with a library; no database of the caller's."""
    kept = {k: v for k, v in os.environ.items() if k != "CONFLICT_ATLAS_DATABASE"}
    return kept | {"CONFLICT_ATLAS_EVENTS": str(library)}


def _import(library: Path, rows: int) -> Imported:
    library.mkdir()
    file = library.parent / f"events-{rows}.csv"
    write_csv(file, rows, SEED, BOUNDS)
    size = file.stat().st_size
    seconds, memory = _timed(
        [sys.executable, "-m", "conflict_atlas.cli", "import", str(file)], library
    )
    file.unlink()  # ten million rows take several GiB
    made = Imported(rows, file.stem, library, seconds, memory, size / KIB**2, 0)
    stored = made.events.stat().st_size / KIB**2
    return Imported(rows, file.stem, library, seconds, memory, size / KIB**2, stored)


def _timed(command: list[str], library: Path) -> tuple[float, float]:
    """Seconds and peak resident MiB of a command; raises RuntimeError with its words."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment(library),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import failed:\n{said}")
    return seconds, _mebibytes(used)


def _mebibytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / KIB if sys.platform == "linux" else used.ru_maxrss / KIB**2
