"""The first reading of a file: every row as an event on disk, or a mark of each in memory.

Writing events costs more than marks, but where no row is odd or repeated they are the result: a
file of sound rows is read once.
"""

from pathlib import Path

import duckdb

from conflict_atlas.events.importing import geoparquet
from conflict_atlas.events.importing.import_sql import LATE, ImportSql
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.sql_literal import parquet_file


def read(connection: duckdb.DuckDBPyConnection, statement: ImportSql) -> None:
    """Read the file; ``marks`` are its rows: hash of the identifier, reason, days and place."""
    if not statement.staged:
        connection.execute(f"CREATE TEMP TABLE marks AS {_marks(statement)}")
        return
    events = statement.events(statement.judged(), every=True)
    query = statement.finished(f"SELECT * FROM ({events}) ORDER BY {statement.order()}")
    geoparquet.write(connection, query, Path(statement.staged), None)
    connection.execute(
        "CREATE TEMP VIEW marks AS SELECT hash(event_id) AS mark, date_start AS first,"
        " CASE WHEN geo_precision IS NULL THEN 0 END AS reason, date_end AS last,"
        f" latitude AS y, longitude AS x, figure_note AS note"
        f" FROM {parquet_file(statement.staged)}"
    )


def forget(connection: duckdb.DuckDBPyConnection, statement: ImportSql) -> None:
    """Drop the marks: in memory they are large, and the events are still to be sorted."""
    connection.execute(f"DROP {'VIEW' if statement.staged else 'TABLE'} marks")


def sound_rows(statement: ImportSql) -> str:
    """SQL: events of rows that are neither odd nor doubled, but for what ``finished`` adds."""
    doubled = "IN (FROM twice)"
    if not statement.staged:
        sound = f"reason IS NULL AND hash(row_id) NOT {doubled}"
        return statement.events(f"SELECT * FROM ({statement.judged()}) WHERE {sound}")
    columns = ", ".join(column.name for column in COLUMNS if column.name not in LATE)
    sound = f"geo_precision IS NOT NULL AND hash(event_id) NOT {doubled}"
    return f"SELECT {columns} FROM {parquet_file(statement.staged)} WHERE {sound}"


def whole(connection: duckdb.DuckDBPyConnection, statement: ImportSql, events: int) -> bool:
    """Whether that file holds these many events and nothing else, and is what is to be stored."""
    if not statement.staged:
        return False
    written = connection.execute(
        f"SELECT count(*) FROM {parquet_file(statement.staged)}"
    ).fetchall()
    return written == [(events,)]


def span(statement: ImportSql) -> str:
    """Days, place and note of a row, for the extent of all of them."""
    mapping = statement.mapping
    placed = mapping.latitude and mapping.longitude
    y, x = ("degrees_y", "degrees_x") if placed else ("CAST(NULL AS DOUBLE)",) * 2
    return (
        f"CAST({mapping.first_day} AS DATE) AS first, CAST({mapping.last_day} AS DATE) AS last,"
        f" {y} AS y, {x} AS x, {statement.note} AS note"
    )


def _marks(statement: ImportSql) -> str:
    return f"SELECT hash(row_id) AS mark, reason, {span(statement)} FROM ({statement.judged()})"
