"""Datasets held in memory, in small columns: twice as fast to sum up as the files they come from.

A million events take about 60 MB. Texts that are read only when events are listed or searched stay
in the file. Names become numbers that sort as the names do (DuckDB's ENUM).
"""

import threading
from collections.abc import Iterable
from functools import partial
from itertools import count

import duckdb

from conflict_atlas.events.cache.background_build import BackgroundBuild
from conflict_atlas.events.manifest import Manifest

COLUMNS = frozenset(
    (
        *("date_start", "date_end", "event_type", "side_a", "side_b", "place", "admin1", "country"),
        *("latitude", "longitude", "low", "best", "high", "tile_x", "tile_y"),
        *("date_precision", "geo_precision"),
    )
)
MOST_EVENTS = 12_000_000
# Fewer are read while the first question waits; more are read beside it, from the file until then.
AT_ONCE = 300_000
_LARGEST_INTEGER = 2**31 - 1

# Both sides are of one type, or else counting events under either would bring back the names.
_NAMES = {
    "event type": ("event_type",),
    "side": ("side_a", "side_b"),
    "place": ("place",),
    "admin1": ("admin1",),
    "country": ("country",),
    "date precision": ("date_precision",),
    "geo precision": ("geo_precision",),
}


class MemoryTables:
    """Tables of datasets in the memory of one DuckDB database; safe between threads."""

    def __init__(self, duck: duckdb.DuckDBPyConnection) -> None:
        self._duck = duck
        self._tables: BackgroundBuild[str, str] = BackgroundBuild(self._drop)
        self._lock = threading.Lock()
        self._number = count()
        self._events: dict[str, int | None] = {}  # by view; None has no room

    def table(self, source: Manifest, view: str) -> str | None:
        """Name of the table to ask; None until it is there, and where it has no room."""
        if not self._has_room(source, view):
            return None
        wait = source.imported <= AT_ONCE
        return self._tables.get(view, partial(self._load, view), wait=wait)

    def wait(self, view: str) -> str | None:
        """Name of the table of a view that has been asked for, once it is there."""
        return self._tables.wait(view)

    def forget(self, views: Iterable[str]) -> None:
        """Give back the memory of versions that have gone."""
        gone = set(views)
        with self._lock:
            for view in gone:
                self._events.pop(view, None)
        self._tables.forget(gone)

    def _has_room(self, source: Manifest, view: str) -> bool:
        with self._lock:
            if view not in self._events:
                held = sum(events or 0 for events in self._events.values())
                has_room = held + source.imported <= MOST_EVENTS
                self._events[view] = source.imported if has_room else None
            return self._events[view] is not None

    def _load(self, view: str) -> str | None:
        # Of each load its own: the same version can be taken out and put again meanwhile.
        table = f"{view} in memory {next(self._number)}"
        try:
            with self._duck.cursor() as cursor:
                _fill(cursor, view, table)
        except duckdb.Error:  # the file went, or memory is short: the view says so, or answers
            self._drop(table)
            return None
        return table

    def _drop(self, table: str) -> None:
        with self._duck.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{table}"')
            for name in _NAMES:
                cursor.execute(f'DROP TYPE IF EXISTS "{table} {name}"')


def _fill(cursor: duckdb.DuckDBPyConnection, view: str, table: str) -> None:
    types = _types(cursor, view, table)
    columns = ", ".join(
        f"{name}::{types[name]} AS {name}" if name in types else name for name in sorted(COLUMNS)
    )
    cursor.execute(f'CREATE TABLE "{table}" AS SELECT {columns} FROM "{view}"')


def _types(cursor: duckdb.DuckDBPyConnection, view: str, table: str) -> dict[str, str]:
    """Make the types of names, and choose the smallest type that holds each figure."""
    types: dict[str, str] = {}
    for name, columns in _NAMES.items():
        listed = " UNION ".join(f'SELECT {c} AS name FROM "{view}"' for c in columns)
        # An empty text stands for a missing name in answers; with it no list is ever empty.
        cursor.execute(
            f'CREATE TYPE "{table} {name}" AS ENUM (SELECT DISTINCT name FROM '
            f"({listed} UNION SELECT '') AS names WHERE name IS NOT NULL ORDER BY name)"
        )
        types |= dict.fromkeys(columns, f'"{table} {name}"')
    for column in ("low", "best", "high"):
        found = cursor.execute(f'SELECT max(abs({column})) FROM "{view}"').fetchone()
        if found is None or (found[0] or 0) <= _LARGEST_INTEGER:
            types[column] = "INTEGER"
    return types
