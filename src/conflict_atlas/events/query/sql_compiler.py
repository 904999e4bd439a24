"""A query and a filter as SQL, put together from parts that are kept.

Compiling a query from Ibis to SQL takes as long as answering it from a million events. Readers
change filters all the time, and seldom the view or what a page asks of the events that stay. So
three parts are written separately, each reading from the one before: the events that are kept,
those of them that are in view, and the query.
"""

import re
import threading
from collections.abc import Callable
from functools import lru_cache

import ibis
from ibis.expr import types as ir

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.conditions import inside, keep
from conflict_atlas.events.query.query import Query

_KEPT = "events that are kept"
_PLACE = re.compile(f'["`]{_KEPT}["`]')


class SqlCompiler:
    """Writes queries in the SQL of one engine; ``compile_`` is Ibis's for that engine."""

    def __init__(self, compile_: Callable[[ir.Table], str]) -> None:
        self._compile = compile_
        self._lock = threading.Lock()
        self._query = lru_cache(maxsize=256)(self._write_query)
        self._kept = lru_cache(maxsize=1024)(self._write_kept)
        self._inside = lru_cache(maxsize=1024)(self._write_inside)

    def sql(
        self, relation: str, event_filter: EventFilter, query: Query, tiles: Tiles | None
    ) -> tuple[str, ibis.Schema]:
        """SQL of a query about events of a table or view, and the types it answers in."""
        written, schema = self._query(query)
        kept = self._kept(relation, event_filter)
        if tiles:
            kept = _put(kept, self._inside(tiles))
        return _put(kept, written), schema

    def _write_query(self, query: Query) -> tuple[str, ibis.Schema]:
        asked = queries.BY_NAME[query.name](queries.table(_KEPT), *query.arguments)
        return self._write(asked), asked.schema()

    def _write_kept(self, relation: str, event_filter: EventFilter) -> str:
        return self._write(keep(queries.table(relation), event_filter))

    def _write_inside(self, tiles: Tiles) -> str:
        return self._write(inside(queries.table(_KEPT), tiles))

    def _write(self, table: ir.Table) -> str:
        with self._lock:  # Ibis's compilers are not safe between threads
            return str(self._compile(table))


def _put(kept: str, written: str) -> str:
    return _PLACE.sub(lambda _: f"({kept})", written)
