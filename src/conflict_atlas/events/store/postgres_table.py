"""One version of a dataset as a table of PostgreSQL: made, filled with COPY, indexed, dropped."""

from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from conflict_atlas.events.schema import COLUMNS

_TYPES = {"VARCHAR": "text", "DOUBLE": "double precision"}
# In the order of letters' numbers, as the other engines sort, yet with small letters beyond ASCII.
_COLLATIONS = ("pg_c_utf8", "C.utf8", "C.UTF-8", "C")


def drop(connection: psycopg.Connection[Any], *relations: str | None) -> None:
    """Drop some tables, where there are any."""
    for relation in filter(None, relations):
        connection.execute(f"DROP TABLE IF EXISTS conflict_atlas.{relation}")


def load(connection: psycopg.Connection[Any], relation: str, parquet: Path) -> None:
    """Make a table of the events of a file, inside the caller's transaction."""
    (collation,) = connection.execute(
        "SELECT collname FROM pg_collation WHERE collname = ANY(%s) AND collencoding"
        " IN (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))"
        " ORDER BY array_position(%s, collname::text) LIMIT 1",
        (list(_COLLATIONS), list(_COLLATIONS)),
    ).fetchone() or ("C",)
    kept = [column for column in COLUMNS if not column.sql.startswith("STRUCT")]
    types = {c.name: _TYPES.get(c.sql, c.sql) for c in kept}
    defined = ", ".join(
        f'{name} {kind} COLLATE "{collation}"' if kind == "text" else f"{name} {kind}"
        for name, kind in types.items()
    )
    target = f"conflict_atlas.{relation}"
    connection.execute(f"CREATE TABLE {target} ({defined})")
    # An empty text is quoted and a missing one is not, which is how COPY distinguishes them.
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="all_valid")
    with (
        connection.cursor().copy(
            f"COPY {target} ({', '.join(types)}) FROM STDIN (FORMAT csv)"
        ) as copy,
        pyarrow.parquet.ParquetFile(parquet) as file,
    ):
        for batch in file.iter_batches(1 << 16, columns=list(types)):
            sink = pa.BufferOutputStream()
            pyarrow.csv.write_csv(batch.select(list(types)), sink, options)
            copy.write(memoryview(sink.getvalue()))
    connection.execute(f"CREATE INDEX ON {target} (date_start DESC, event_id)")
    connection.execute(f"CREATE INDEX ON {target} (tile_x, tile_y)")
    connection.execute(f"ANALYZE {target}")
