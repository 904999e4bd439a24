"""DuckDB inside this process: how a database is opened, and how it answers from any thread."""

from typing import Any

import duckdb
import ibis
import pandas as pd

from conflict_atlas.events.query.sql_compiler import SqlCompiler
from conflict_atlas.events.query.typed_frame import frame

COMPILER = SqlCompiler(ibis.duckdb.compile)


# Of the one engine that holds readers' own files.
_UPLOAD_LIMITS = {"temp_directory": "", "memory_limit": "1GB", "threads": "2"}


def connect(*, may_write: bool) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory; it ``may_write`` to disk when it runs short of memory.

    One that may not is for what readers bring along: it is bounded in memory and threads.
    """
    duck = duckdb.connect(config=dict[str, Any]() if may_write else dict[str, Any](_UPLOAD_LIMITS))
    # Nothing is fetched: every function that the queries use is built in.
    duck.execute("SET autoinstall_known_extensions = false")
    # A table that has gone is an error, not a variable of the same name.
    duck.execute("SET python_enable_replacements = false")
    return duck


def run(duck: duckdb.DuckDBPyConnection, sql: str, schema: ibis.Schema) -> pd.DataFrame:
    """Answer a query with a new frame."""
    # A connection belongs to one thread; a cursor is another connection to the same database.
    with duck.cursor() as cursor:
        found = cursor.sql(sql).to_arrow_table()
    return frame(found, schema)
