"""What the libraries over files have in common, whichever engine reads the files."""

import threading
from abc import ABC, abstractmethod
from pathlib import Path

import ibis
import pandas as pd
from ibis.backends.sql import SQLBackend
from ibis.expr import types as ir

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.queries import table
from conflict_atlas.events.query.sql_compiler import Query, SqlCompiler
from conflict_atlas.events.store.dataset_folder import Folder


class FileLibrary(ABC):
    """Datasets in a folder; an engine of its own answers questions about them.

    ``_ibis`` is set by the engine.
    """

    _ibis: SQLBackend

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._lock = threading.Lock()
        self._views: set[str] = set()
        self._wording = SqlCompiler(self._compile)

    def sources(self) -> tuple[Manifest, ...]:
        """Every dataset, in the order of identifiers; sees imports by other programs."""
        return tuple(self._folder.sources().values())

    def events(self, source_id: str) -> ir.Table:
        """Events of the dataset as it is now; raises KeyError."""
        return table(self._view(source_id))

    def execute(self, expr: ir.Table) -> pd.DataFrame:
        """Answer a query with a new frame."""
        return self._run(self._compile(expr), expr.schema())

    def ask(
        self, source_id: str, asked: EventFilter, question: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a question about the events that are asked for; raises KeyError."""
        return self._run(*self._wording.sql(self._view(source_id), asked, question, tiles))

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset in one step; False when it is there already."""
        return self._folder.put(source, parquet, rejected)

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""
        return self._folder.remove(source_id)

    def _compile(self, expr: ir.Table) -> str:
        with self._lock:
            return str(self._ibis.compile(expr))

    @abstractmethod
    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        """Answer a query in the engine's SQL."""

    @abstractmethod
    def _view(self, source_id: str) -> str:
        """Name of the view of a dataset, made when it is first asked for; raises KeyError."""
