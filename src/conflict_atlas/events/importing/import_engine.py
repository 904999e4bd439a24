"""A query engine for one import, that keeps to its memory and writes where it may."""

from pathlib import Path
from typing import Any

import duckdb

from conflict_atlas.country_boxes import boxes

# With the interpreter and its libraries an import stays below 4 GB.
MEMORY = "2500MB"
# Limits for a reader's own file, which is read while pages are served.
_UPLOAD_MEMORY, _UPLOAD_THREADS = "512MB", 2


def start(scratch: Path | None, held: dict[str, bytes]) -> duckdb.DuckDBPyConnection:
    """Connect to an empty engine; without ``scratch`` nothing is ever written to disk.

    ``held`` are files in memory by name; ``stop`` lets go of them.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY if scratch else _UPLOAD_MEMORY,
            "temp_directory": str(scratch) if scratch else "",
            "autoinstall_known_extensions": "false",
            "preserve_insertion_order": "true",
        }
    )
    if not scratch:
        connection.execute(f"SET threads = {_UPLOAD_THREADS}")
    # The engine takes a CSV file for a small table and would hold all of it to join the boxes, and
    # makes a join of each list of words for missing, which every row would go through.
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side,in_clause'")
    if held:
        memory = _files_in_memory()
        for name, content in held.items():
            memory.pipe(name, content)
        connection.register_filesystem(memory)
    return connection


def stop(connection: duckdb.DuckDBPyConnection, held: dict[str, bytes]) -> None:
    """Close the engine and free what was held for it."""
    connection.close()
    if held:
        memory = _files_in_memory()
        for name in held:
            memory.rm(name)


def _files_in_memory() -> Any:
    import fsspec  # noqa: PLC0415 - 0.15 s, and only uploads need it

    return fsspec.filesystem("memory")


def load_boxes(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Load the boxes of countries: name, west, south, east, north."""
    held = boxes()
    sides = ("west", "south", "east", "north")
    columns = ", ".join(f"unnest(${side}::DOUBLE[]) AS {side}" for side in sides)
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT unnest($name::VARCHAR[]) AS name, {columns}",
        {"name": list(held)}
        | {side: [getattr(box, side) for box in held.values()] for side in sides},
    )
