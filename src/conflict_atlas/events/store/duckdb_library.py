"""DuckDB inside this process over Parquet files: nothing to start."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import ibis
import pandas as pd

from conflict_atlas.events.cache import memory_tables
from conflict_atlas.events.cache.day_totals import Totals
from conflict_atlas.events.cache.memory_tables import MemoryTables
from conflict_atlas.events.cache.search_results import SearchResults
from conflict_atlas.events.cache.wait_hook import waiting
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.query.queries import table
from conflict_atlas.events.query.sql_compiler import Query
from conflict_atlas.events.query.typed_frame import frame
from conflict_atlas.events.sql_literal import file_literal
from conflict_atlas.events.store.file_library import FileLibrary


class ParquetLibrary(FileLibrary):
    """DuckDB inside this process over Parquet files: nothing to start."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._ibis = ibis.duckdb.connect()
        self._duck: duckdb.DuckDBPyConnection = self._ibis.con
        # Nothing is fetched: every function that the queries use is built in.
        self._duck.execute("SET autoinstall_known_extensions = false")
        self._resident = MemoryTables(self._duck)
        self._totals = Totals(self._duck, self._resident)
        self._searched = SearchResults(self._duck)

    def ask(
        self, source_id: str, asked: EventFilter, question: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a question about the events that are asked for; raises KeyError."""
        name = self._view(source_id)
        if self._wording.needs_only(memory_tables.COLUMNS, question):
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
        self, view: str, asked: EventFilter, question: Query, tiles: Tiles | None
    ) -> pd.DataFrame:
        """Answer from the events that hold the words, which are looked for once."""
        words = EventFilter(text=asked.text)
        with waiting():
            found = self._searched.table(view, asked.text, lambda: self._wording.kept(view, words))
        return self._run(*self._wording.sql(found, replace(asked, text=""), question, tiles))

    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        # A connection is one thread's; a cursor is another connection to the same database.
        with self._duck.cursor() as cursor, waiting():
            found = cursor.sql(sql).to_arrow_table()
        return frame(found, schema)

    def _view(self, source_id: str) -> str:
        """Name of the view of a dataset, made when it is first asked for; raises KeyError."""
        source = self._folder.sources()[source_id]
        name = f"{source.source_id}/{source.version}"
        with self._lock:
            if name not in self._views:
                columns = ", ".join(table(name).columns)
                file = file_literal(self._folder.parquet(source))
                content = f"SELECT {columns} FROM read_parquet({file})"
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
