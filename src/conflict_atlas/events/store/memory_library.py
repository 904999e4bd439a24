"""One dataset in memory only: what a reader brings along, or the bundled sample.

The engine may not write to disk, not even when it runs short of memory. ``Held`` owns the events
and belongs to whoever brought them; a ``MemoryLibrary`` only points at it, so that a cache that
keeps a library as its key does not keep anybody's events.
"""

import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
from ibis.expr import types as ir

from conflict_atlas.events.cache.wait_hook import waiting
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.queries import table
from conflict_atlas.events.query.sql_compiler import Query, SqlCompiler
from conflict_atlas.events.query.typed_frame import frame
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.store.dataset_folder import LibraryError

_READ_ONLY = "a dataset in memory is neither replaced nor removed"


class Held:
    """Events of one dataset in an engine of their own; gone when nobody holds this any more."""

    def __init__(self, source: Manifest, events: pa.Table) -> None:
        """Copy a table in the columns of ``schema`` into the engine; geometry is left out."""
        self.source = source
        self.name = f"{source.source_id}/{source.version}"
        self._duck = duckdb.connect(config={"temp_directory": ""})
        self._duck.execute("SET autoinstall_known_extensions = false")
        # No method of this object: it would hold itself, and stay until a full collection.
        self.compile = _compiler(self._duck)
        self._wording = SqlCompiler(self.compile)
        kept = set(table(self.name).columns)
        columns = ", ".join(
            f"CAST({c.name} AS {c.sql}) AS {c.name}" for c in COLUMNS if c.name in kept
        )
        self._duck.register("brought", events)
        self._duck.execute(f'CREATE TABLE "{self.name}" AS SELECT {columns} FROM brought')
        self._duck.unregister("brought")

    def library(self) -> "MemoryLibrary":
        """Return a library that points here."""
        return MemoryLibrary(self)

    def run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        """Answer a query with a new frame."""
        with self._duck.cursor() as cursor, waiting():
            found = cursor.sql(sql).to_arrow_table()
        return frame(found, schema)

    def ask(self, asked: EventFilter, question: Query, tiles: Tiles | None) -> pd.DataFrame:
        """Answer a question about the events that are asked for."""
        return self.run(*self._wording.sql(self.name, asked, question, tiles))


def _compiler(duck: duckdb.DuckDBPyConnection) -> Callable[[ir.Table], str]:
    """Give a function that writes queries in the engine's words, safe between threads."""
    lock, backend = threading.Lock(), ibis.duckdb.from_connection(duck)

    def compile_(expr: ir.Table) -> str:
        with lock:
            return str(backend.compile(expr))

    return compile_


class MemoryLibrary:
    """A library of the one dataset that is held elsewhere; nothing can be put into it."""

    def __init__(self, held: Held) -> None:
        """Point at a dataset, which somebody else must hold."""
        self._held = weakref.ref(held)

    def sources(self) -> tuple[Manifest, ...]:
        """The dataset; none when it is no longer held."""
        held = self._held()
        return (held.source,) if held else ()

    def events(self, source_id: str) -> ir.Table:
        """Events of the dataset; raises KeyError."""
        return table(self._find(source_id).name)

    def execute(self, expr: ir.Table) -> pd.DataFrame:
        """Answer a query with a new frame; raises LibraryError when the dataset is gone."""
        held = self._held()
        if held is None:
            raise LibraryError("this dataset is no longer in memory")
        return held.run(held.compile(expr), expr.schema())

    def ask(
        self, source_id: str, asked: EventFilter, question: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a question about the events that are asked for; raises KeyError."""
        return self._find(source_id).ask(asked, question, tiles)

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:  # noqa: ARG002 - as every library
        """Refuse; raises LibraryError."""
        raise LibraryError(_READ_ONLY)

    def remove(self, source_id: str) -> bool:  # noqa: ARG002 - as every library
        """Refuse; raises LibraryError."""
        raise LibraryError(_READ_ONLY)

    def _find(self, source_id: str) -> Held:
        held = self._held()
        if held is None or held.source.source_id != source_id:
            raise KeyError(source_id)
        return held
