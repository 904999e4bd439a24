"""Datasets in memory only: readers' own files, and the bundled sample.

One engine holds them all, within its memory and its threads; it may not write to disk, not even
when it runs short of memory. ``EventsInMemory`` owns the events of one dataset; a ``MemoryLibrary``
only points at it, so that a cache that keeps a library as its key does not keep anybody's events.
"""

import threading
import weakref
from itertools import count
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.queries import table
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.store import duckdb_engine
from conflict_atlas.events.store.dataset_folder import DatasetGoneError, LibraryError
from conflict_atlas.events.uploaded_answers import Answers
from conflict_atlas.memoization import memoized

_READ_ONLY = "a dataset in memory is neither replaced nor removed"
MOST_BYTES = 256 << 20  # bytes of all that is held at a time
_LOCK = threading.RLock()  # the garbage collector may free one while another is being stored
_SIZES: dict[str, int] = {}  # bytes held, by table
_NUMBERS = count()


class EventsInMemory:
    """Events of one dataset in the engine; freed when nothing refers to this any longer."""

    def __init__(self, source: Manifest, events: pa.Table, most: int = MOST_BYTES) -> None:
        """Copy a table in the columns of ``schema`` into the engine; geometry is left out.

        Raises ImportFault when ``most`` bytes are taken with the datasets held already.
        """
        self.source, self.answers = source, Answers()
        self._table = f"{source.relation}_{next(_NUMBERS)}"
        _take_room(self._table, events.nbytes, source.file_name, most)
        self._let_go = weakref.finalize(self, _drop, self._table)
        kept = set(table(source.relation).columns)
        columns = ", ".join(
            f"CAST({c.name} AS {c.sql}) AS {c.name}" for c in COLUMNS if c.name in kept
        )
        with engine().cursor() as cursor:
            cursor.register("uploaded", events)
            cursor.execute(f"CREATE TABLE {self._table} AS SELECT {columns} FROM uploaded")
            cursor.unregister("uploaded")

    def library(self) -> "MemoryLibrary":
        """Return a library that points here."""
        return MemoryLibrary(self)

    def close(self) -> None:
        """Free the events now, instead of when nobody holds this any longer."""
        self.answers.clear()
        self._let_go()

    def ask(self, event_filter: EventFilter, query: Query, tiles: Tiles | None) -> pd.DataFrame:
        """Answer a query about the events that pass a filter; raises DatasetGoneError."""
        if not self._let_go.alive:
            raise DatasetGoneError(self.source.source_id)
        sql, schema = duckdb_engine.COMPILER.sql(self._table, event_filter, query, tiles)
        return duckdb_engine.run(engine(), sql, schema)


def held_bytes() -> int:
    """How much is held at the moment."""
    with _LOCK:
        return sum(_SIZES.values())


@memoized(1)
def engine() -> duckdb.DuckDBPyConnection:
    """Return the engine that all of them share."""
    return duckdb_engine.connect(may_write=False)


def _take_room(name: str, size: int, file: str, most: int) -> None:
    with _LOCK:
        if sum(_SIZES.values()) + size > most:
            reason = (
                "the files of this server's readers fill the"
                f" {most >> 20} MB set aside for them: try again in a few minutes,"
                " or with a smaller file"
            )
            raise ImportFault(file, reason)
        _SIZES[name] = size


def _drop(name: str) -> None:
    with engine().cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
    with _LOCK:
        _SIZES.pop(name, None)
    pa.default_memory_pool().release_unused()


class MemoryLibrary:
    """A library of the one dataset that is held elsewhere; nothing can be put into it."""

    def __init__(self, held: EventsInMemory) -> None:
        """Refer to a dataset without keeping it alive."""
        self._held = weakref.ref(held)

    def sources(self) -> tuple[Manifest, ...]:
        """The dataset; none when it is no longer held."""
        held = self._held()
        return (held.source,) if held else ()

    def damaged(self) -> dict[str, str]:
        """None: it was read a moment ago."""
        return {}

    @property
    def answers(self) -> Answers | None:
        """What has been answered about the dataset; None when it is no longer held."""
        held = self._held()
        return held.answers if held else None

    def ask(
        self, source_id: str, event_filter: EventFilter, query: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a query about the events that pass a filter; raises KeyError when it has gone."""
        held = self._held()
        if held is None or held.source.source_id != source_id:
            raise DatasetGoneError(source_id)
        return held.ask(event_filter, query, tiles)

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:  # noqa: ARG002 - as every library
        """Refuse; raises LibraryError."""
        raise LibraryError(_READ_ONLY)

    def remove(self, source_id: str) -> bool:  # noqa: ARG002 - as every library
        """Refuse; raises LibraryError."""
        raise LibraryError(_READ_ONLY)
