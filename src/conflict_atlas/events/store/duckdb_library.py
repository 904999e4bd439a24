"""DuckDB inside this process over Parquet files: nothing to start, and nothing held in memory.

Sums by day, tables in memory and kept searches were faster by fractions of a second, and are gone:
docs/architecture.md has the figures.
"""

from pathlib import Path

import ibis
import pandas as pd

from conflict_atlas.events.query.queries import table
from conflict_atlas.events.sql_literal import file_literal
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
        columns = ", ".join(table(name).columns)
        # A folder called year=2016 is no column.
        file = f"read_parquet({file_literal(parquet)}, hive_partitioning = false)"
        self._duck.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM {file}")
