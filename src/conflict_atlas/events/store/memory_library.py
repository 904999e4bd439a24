"""One dataset in memory only: what a reader brings along, or the bundled sample.

The engine may not write to disk, not even when it runs short of memory. ``Held`` owns the events
and belongs to whoever brought them; a ``MemoryLibrary`` only points at it, so that a cache that
keeps a library as its key does not keep anybody's events.
"""

import weakref
from pathlib import Path

import pandas as pd
import pyarrow as pa

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.queries import table
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.store import duckdb_engine
from conflict_atlas.events.store.dataset_folder import DatasetGoneError, LibraryError

_READ_ONLY = "a dataset in memory is neither replaced nor removed"


class Held:
    """Events of one dataset in an engine of their own; gone when nobody holds this any more."""

    def __init__(self, source: Manifest, events: pa.Table) -> None:
        """Copy a table in the columns of ``schema`` into the engine; geometry is left out."""
        self.source = source
        self._duck = duckdb_engine.connect(may_write=False)
        kept = set(table(source.relation).columns)
        columns = ", ".join(
            f"CAST({c.name} AS {c.sql}) AS {c.name}" for c in COLUMNS if c.name in kept
        )
        self._duck.register("brought", events)
        self._duck.execute(f"CREATE TABLE {source.relation} AS SELECT {columns} FROM brought")
        self._duck.unregister("brought")

    def library(self) -> "MemoryLibrary":
        """Return a library that points here."""
        return MemoryLibrary(self)

    def ask(self, event_filter: EventFilter, query: Query, tiles: Tiles | None) -> pd.DataFrame:
        """Answer a query about the events that pass a filter."""
        relation = self.source.relation
        sql, schema = duckdb_engine.COMPILER.sql(relation, event_filter, query, tiles)
        return duckdb_engine.run(self._duck, sql, schema)


class MemoryLibrary:
    """A library of the one dataset that is held elsewhere; nothing can be put into it."""

    def __init__(self, held: Held) -> None:
        """Point at a dataset, which somebody else must hold."""
        self._held = weakref.ref(held)

    def sources(self) -> tuple[Manifest, ...]:
        """The dataset; none when it is no longer held."""
        held = self._held()
        return (held.source,) if held else ()

    def damaged(self) -> dict[str, str]:
        """None: it was read a moment ago."""
        return {}

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
