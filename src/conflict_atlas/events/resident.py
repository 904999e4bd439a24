"""Datasets held in memory, in small columns: twice as fast to sum up as the files they come from.

A million events take about 60 MB. Texts that are read only when events are listed or searched stay
in the file. Names become numbers that sort as the names do (DuckDB's ENUM).
"""

import threading
from collections.abc import Iterable

import duckdb

from conflict_atlas.events.aside import aside
from conflict_atlas.events.source import Source

COLUMNS = frozenset(
    (
        *("date_start", "date_end", "event_type", "side_a", "side_b", "place", "admin1", "country"),
        *("latitude", "longitude", "low", "best", "high", "tile_x", "tile_y"),
        *("date_precision", "geo_precision"),
    )
)
MOST_EVENTS = 12_000_000
# Fewer are read while the first question waits; more are read beside it, from the file until then.
_AT_ONCE = 300_000
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


class Resident:
    """Tables of datasets in the memory of one DuckDB database; safe between threads."""

    def __init__(self, duck: duckdb.DuckDBPyConnection) -> None:
        self._duck = duck
        self._lock = threading.Lock()
        self._state: dict[str, bool] = {}  # by view: whether its table can be asked
        self._events: dict[str, int] = {}

    def table(self, source: Source, view: str) -> str:
        """Name of the relation to ask: the table in memory, or the view until it is there."""
        ready = self._state.get(view)
        if ready is None:
            ready = self._begin(source, view)
        return _table(view) if ready else view

    def forget(self, views: Iterable[str]) -> None:
        """Give back the memory of versions that have gone."""
        with self._lock:
            for view in views:
                if self._state.pop(view, False):
                    self._drop(view)
                self._events.pop(view, None)

    def _begin(self, source: Source, view: str) -> bool:
        with self._lock:
            if view in self._state:
                return self._state[view]
            self._state[view] = False
            if sum(self._events.values()) + source.imported > MOST_EVENTS:
                return False
            self._events[view] = source.imported
        if source.imported > _AT_ONCE:
            threading.Thread(
                target=self._load, args=(view,), name=f"events of {view}", daemon=True
            ).start()
        else:
            with aside():
                self._load(view)
        return self._state.get(view, False)

    def _load(self, view: str) -> None:
        try:
            with self._duck.cursor() as cursor:
                _fill(cursor, view)
        except duckdb.Error:  # the file went, or memory is short: the view says so, or answers
            return
        with self._lock:
            if view in self._state:
                self._state[view] = True
            else:  # forgotten while it was read
                self._drop(view)

    def _drop(self, view: str) -> None:
        with self._duck.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{_table(view)}"')
            for name in _NAMES:
                cursor.execute(f'DROP TYPE IF EXISTS "{view} {name}"')


def _table(view: str) -> str:
    return f"{view} in memory"


def _fill(cursor: duckdb.DuckDBPyConnection, view: str) -> None:
    types = _types(cursor, view)
    columns = ", ".join(
        f"{name}::{types[name]} AS {name}" if name in types else name for name in sorted(COLUMNS)
    )
    cursor.execute(f'CREATE TABLE "{_table(view)}" AS SELECT {columns} FROM "{view}"')


def _types(cursor: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    """Make the types of names, and choose the smallest type that holds each figure."""
    types: dict[str, str] = {}
    for name, columns in _NAMES.items():
        listed = " UNION ".join(f'SELECT {c} AS name FROM "{view}"' for c in columns)
        # An empty text stands for a missing name in answers; with it no list is ever empty.
        cursor.execute(
            f'CREATE TYPE "{view} {name}" AS ENUM (SELECT DISTINCT name FROM '
            f"({listed} UNION SELECT '') AS names WHERE name IS NOT NULL ORDER BY name)"
        )
        types |= dict.fromkeys(columns, f'"{view} {name}"')
    for column in ("low", "best", "high"):
        found = cursor.execute(f'SELECT max(abs({column})) FROM "{view}"').fetchone()
        if found is None or (found[0] or 0) <= _LARGEST_INTEGER:
            types[column] = "INTEGER"
    return types
