"""What the libraries over files have in common, whichever engine reads the files."""

import threading
from abc import ABC, abstractmethod
from pathlib import Path

import ibis
import pandas as pd

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.query.sql_compiler import SqlCompiler
from conflict_atlas.events.store.dataset_folder import Folder


class FileLibrary(ABC):
    """Datasets in a folder; an engine of its own answers questions about them."""

    def __init__(self, root: Path, compiler: SqlCompiler) -> None:
        self._folder = Folder(root)
        self._compiler = compiler
        self._lock = threading.Lock()
        self._views: set[str] = set()

    def sources(self) -> tuple[Manifest, ...]:
        """Every dataset, in the order of identifiers; sees imports by other programs."""
        return tuple(self._folder.sources().values())

    def ask(
        self, source_id: str, event_filter: EventFilter, query: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a query about the events that pass a filter; raises KeyError."""
        view = self._view(source_id)
        return self._run(*self._compiler.sql(view, event_filter, query, tiles))

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset in one step; False when it is there already."""
        return self._folder.put(source, parquet, rejected)

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""
        return self._folder.remove(source_id)

    def _view(self, source_id: str) -> str:
        """Name of the view of a dataset, made when it is first asked for; raises KeyError."""
        source = self._folder.sources()[source_id]
        with self._lock:
            if source.relation not in self._views:
                self._create_view(source.relation, self._folder.parquet(source))
                self._views.add(source.relation)
        return source.relation

    @abstractmethod
    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        """Answer a query in the engine's SQL."""

    @abstractmethod
    def _create_view(self, name: str, parquet: Path) -> None:
        """Let the engine read a file of events under a name."""
