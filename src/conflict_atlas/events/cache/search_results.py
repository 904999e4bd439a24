"""Events that hold some words, found once and kept in memory in small columns.

A search looks through every text of every event: half a second of a million. Readers search for
the same few names, and go on to change the days or the kind: those questions ask only the events
that were found.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count

import duckdb

from conflict_atlas.events.cache.memory_tables import COLUMNS

MOST_SEARCHES = 64
MOST_EVENTS = 2_000_000  # of all searches together: some 150 MB


@dataclass
class _Found:
    table: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    events: int | None = None  # until they are counted, nobody may ask the table


class SearchResults:
    """Tables of found events in the memory of one DuckDB database; safe between threads."""

    def __init__(self, duck: duckdb.DuckDBPyConnection) -> None:
        self._duck = duck
        self._lock = threading.Lock()
        self._found: OrderedDict[tuple[str, str], _Found] = OrderedDict()
        self._number = count()

    def table(self, view: str, text: str, write: Callable[[], str]) -> str:
        """Name of the table of the events of ``view`` that hold the words of ``text``.

        ``write`` gives the SQL that finds them. Who asks for the same waits for the first. A table
        that has not been asked for lately may go at any time: asking it then raises
        duckdb.CatalogException. Raises duckdb.Error where the events cannot be read.
        """
        key = view, " ".join(text.lower().split())
        with self._lock:
            found = self._found.get(key)
            if found is None:
                found = self._found[key] = _Found(f"{view} search {next(self._number)}")
            self._found.move_to_end(key)
        with found.lock:
            if found.events is None:
                found.events = self._fill(found.table, write())
        with self._lock:
            if self._found.get(key) is not found:  # it was given back while it was filled
                self._drop(found)
                raise duckdb.CatalogException(f"{found.table} has gone")
        self._give_back()
        return found.table

    def forget(self, views: Iterable[str]) -> None:
        """Give back the memory of versions that have gone."""
        gone = set(views)
        with self._lock:
            for key in [key for key in self._found if key[0] in gone]:
                self._drop(self._found.pop(key))

    def _fill(self, table: str, sql: str) -> int:
        columns = ", ".join(sorted(COLUMNS))
        with self._duck.cursor() as cursor:
            cursor.execute(f'CREATE TABLE "{table}" AS SELECT {columns} FROM ({sql}) AS kept')
            counted = cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        return int(counted[0]) if counted else 0

    def _give_back(self) -> None:
        """Drop what was asked for longest ago, but never the last."""
        with self._lock:
            while len(self._found) > 1 and self._is_much():
                self._drop(self._found.popitem(last=False)[1])

    def _is_much(self) -> bool:
        events = sum(found.events or 0 for found in self._found.values())
        return len(self._found) > MOST_SEARCHES or events > MOST_EVENTS

    def _drop(self, found: _Found) -> None:
        if found.events is not None:
            with self._duck.cursor() as cursor:
                cursor.execute(f'DROP TABLE IF EXISTS "{found.table}"')
