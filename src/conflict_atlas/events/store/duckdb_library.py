"""DuckDB inside this process over Parquet files: nothing to start, and nothing held in memory.

Sums by day, tables in memory and kept searches were faster by fractions of a second, and are gone:
docs/architecture.md has the figures.
"""

from pathlib import Path

import ibis
import pandas as pd

from conflict_atlas.events.query.queries import table
from conflict_atlas.events.sql_literal import parquet_file
from conflict_atlas.events.store import duckdb_engine
from conflict_atlas.events.store.file_library import FileLibrary


class ParquetLibrary(FileLibrary):
    """Datasets in ``root``, asked by DuckDB inside this process."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, duckdb_engine.COMPILER)
        self._duck = duckdb_engine.connect(may_write=True)

    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        return duckdb_engine.run(self._duck, sql, schema)

    def _create_view(self, name: str, parquet: Path) -> None:
        file = parquet_file(parquet)
        with self._duck.cursor() as cursor:
            held = set(cursor.sql(f"FROM {file} LIMIT 0").columns)
        # What was imported before a column came into the schema has it empty.
        columns = ", ".join(
            column if column in held else f"CAST(NULL AS VARCHAR) AS {column}"
            for column in table(name).columns
        )
        self._duck.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM {file}")
