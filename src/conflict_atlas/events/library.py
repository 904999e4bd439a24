"""Where imported datasets are kept and asked: one interface over three engines."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import duckdb
import ibis
import pandas as pd
from ibis.expr import types as ir

from conflict_atlas.events import place, resident
from conflict_atlas.events.aside import aside
from conflict_atlas.events.asked import Asked
from conflict_atlas.events.files import FileLibrary
from conflict_atlas.events.frame import frame
from conflict_atlas.events.manifest import LibraryError
from conflict_atlas.events.place import DATABASE_VARIABLE
from conflict_atlas.events.query import table
from conflict_atlas.events.resident import Resident
from conflict_atlas.events.searched import Searched
from conflict_atlas.events.source import Source
from conflict_atlas.events.tile import Tiles
from conflict_atlas.events.totals import Totals
from conflict_atlas.events.wording import Question

_EXTRAS = {"postgresql": "postgres", "postgres": "postgres", "spark": "spark"}


class Library(Protocol):
    """Imported datasets and an engine that answers queries about them; safe between threads."""

    def __hash__(self) -> int:
        """Every library is itself: answers are kept by it."""

    def sources(self) -> tuple[Source, ...]:
        """Every dataset, in the order of identifiers; sees imports by other programs."""

    def events(self, source_id: str) -> ir.Table:
        """Events of the dataset as it is now; raises KeyError. The table is asked by execute."""

    def execute(self, expr: ir.Table) -> pd.DataFrame:
        """Answer a query with a new frame, typed as ``frame`` says."""

    def ask(
        self, source_id: str, asked: Asked, question: Question, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a question about the events that are asked for; raises KeyError.

        The same as ``execute(question.of(inside(keep(events(source_id), asked), tiles)))``, sooner.
        """

    def put(self, source: Source, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset in one step; False when it is there already."""

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""


def open_library(environ: Mapping[str, str]) -> Library:
    """Open the library that the environment names; raises LibraryError.

    ``CONFLICT_ATLAS_DATABASE`` is empty (DuckDB over files), ``postgresql://…`` or ``spark://…``;
    ``CONFLICT_ATLAS_EVENTS`` is the folder of the files, else ``events`` in the data package.
    """
    address, root = place.database(environ), place.root(environ)
    if not address:
        return ParquetLibrary(root)
    scheme = address.partition("://")[0]
    extra = _EXTRAS.get(scheme)
    if extra is None:
        raise LibraryError(
            f"{DATABASE_VARIABLE} starts with {scheme!r}: expected postgresql:// or spark://"
        )
    try:  # only here: an engine that nobody asked for is never imported
        if extra == "spark":
            from conflict_atlas.events.spark import SparkLibrary  # noqa: PLC0415

            return SparkLibrary(address, root)
        from conflict_atlas.events.postgres import PostgresLibrary  # noqa: PLC0415

        return PostgresLibrary(address)
    except ImportError as error:
        raise LibraryError(
            f"{DATABASE_VARIABLE} asks for an engine that is not installed ({error.name}): "
            f"pip install 'conflict-atlas[{extra}]'"
        ) from None


class ParquetLibrary(FileLibrary):
    """DuckDB inside this process over Parquet files: nothing to start."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._ibis = ibis.duckdb.connect()
        self._duck: duckdb.DuckDBPyConnection = self._ibis.con
        # Nothing is fetched: every function that the queries use is built in.
        self._duck.execute("SET autoinstall_known_extensions = false")
        self._resident = Resident(self._duck)
        self._totals = Totals(self._duck, self._resident)
        self._searched = Searched(self._duck)

    def ask(
        self, source_id: str, asked: Asked, question: Question, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a question about the events that are asked for; raises KeyError."""
        name = self._view(source_id)
        if self._wording.needs_only(resident.COLUMNS, question):
            if asked.text:
                with suppress(duckdb.CatalogException):  # given back just now
                    return self._ask_found(name, asked, question, tiles)
            else:
                source = self._folder.sources()[source_id]
                table = self._resident.table(source, name)
                found = self._totals.ask(source, name, asked, question, tiles)
                if name not in self._views:  # another version came just now
                    self._give_back({name})
                    table = None
                if found is not None:
                    return found
                name = table or name
        return self._run(*self._wording.sql(name, asked, question, tiles))

    def _ask_found(
        self, view: str, asked: Asked, question: Question, tiles: Tiles | None
    ) -> pd.DataFrame:
        """Answer from the events that hold the words, which are looked for once."""
        words = Asked(text=asked.text)
        with aside():
            found = self._searched.table(view, asked.text, lambda: self._wording.kept(view, words))
        return self._run(*self._wording.sql(found, replace(asked, text=""), question, tiles))

    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        # A connection is one thread's; a cursor is another connection to the same database.
        with self._duck.cursor() as cursor, aside():
            found = cursor.sql(sql).to_arrow_table()
        return frame(found, schema)

    def _view(self, source_id: str) -> str:
        """Name of the view of a dataset, made when it is first asked for; raises KeyError."""
        source = self._folder.sources()[source_id]
        name = f"{source.source_id}/{source.version}"
        with self._lock:
            if name not in self._views:
                columns = ", ".join(table(name).columns)
                file = str(self._folder.parquet(source)).replace("'", "''")
                content = f"SELECT {columns} FROM read_parquet('{file}')"
                self._duck.execute(f'CREATE OR REPLACE VIEW "{name}" AS {content}')
                self._forget(source_id)
                self._views.add(name)
        return name

    def _forget(self, source_id: str) -> None:
        """Drop what is kept of earlier versions of a dataset."""
        gone = {view for view in self._views if view.startswith(f"{source_id}/")}
        self._views -= gone
        self._give_back(gone)

    def _give_back(self, views: set[str]) -> None:
        self._resident.forget(views)
        self._totals.forget(views)
        self._searched.forget(views)

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""
        removed = super().remove(source_id)
        with self._lock:
            self._forget(source_id)
        return removed
