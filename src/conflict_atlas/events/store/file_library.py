"""The common part of libraries over files, whichever engine reads the files."""

import threading
from abc import ABC, abstractmethod
from pathlib import Path

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.query.sql_compiler import SqlCompiler
from conflict_atlas.events.store.dataset_folder import DatasetGoneError
from conflict_atlas.events.store.folder_store import FolderStore


class FileLibrary(FolderStore, ABC):
    """Datasets in a folder; an engine of its own answers questions about them."""

    def __init__(self, root: Path, compiler: SqlCompiler) -> None:
        super().__init__(root)
        self._compiler = compiler
        self._lock = threading.Lock()
        self._views: set[str] = set()

    def ask(
        self, source_id: str, event_filter: EventFilter, query: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a query about the events that pass a filter; raises KeyError."""
        source = self._folder.sources().get(source_id)
        if source is None:
            raise DatasetGoneError(source_id)
        try:
            view = self._view(source)
            return self._run(*self._compiler.sql(view, event_filter, query, tiles))
        except Exception as error:
            if self._is_sound(source):
                raise
            # Removed, replaced or damaged under the reader's eyes; all other datasets go on.
            with self._lock:
                self._views.discard(source.relation)
            self._folder.doubt(source, f"events that cannot be read ({error})")
            raise DatasetGoneError(source_id) from None

    def _view(self, source: Manifest) -> str:
        """Name of the view of a dataset, made on first use."""
        with self._lock:
            if source.relation not in self._views:
                self._create_view(source.relation, self._folder.parquet(source))
                self._views.add(source.relation)
        return source.relation

    def _is_sound(self, source: Manifest) -> bool:
        """Whether every value of a dataset can be read: then an error was the question's."""
        try:
            with pq.ParquetFile(self._folder.parquet(source)) as file:
                for batch in file.iter_batches():
                    batch.validate()
        except (OSError, pa.ArrowException):
            return False
        return True

    @abstractmethod
    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        """Answer a query in the engine's SQL."""

    @abstractmethod
    def _create_view(self, name: str, parquet: Path) -> None:
        """Let the engine read a file of events under a name."""
