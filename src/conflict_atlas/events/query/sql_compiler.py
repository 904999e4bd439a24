"""Queries written once: what was asked as SQL, put together from parts that are kept.

Bringing a query from Ibis to SQL takes as long as a million events take to answer it. Readers
change filters all the time, and seldom the view or what a page asks of the events that stay. So
these are written apart: what is kept, what of it is in view, and what is asked, each reading from
the one before.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ibis
from ibis.expr import types as ir

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.query import queries

_KEPT = "events that are kept"
_COLUMNS = frozenset(queries.table(_KEPT).columns)
_QUOTED = re.compile(r"""["`](\w+)["`]""")
_PLACE = re.compile(f'["`]{_KEPT}["`]')


@dataclass(frozen=True)
class Query:
    """What is asked of the events that are kept: a function of ``query`` and its arguments."""

    ask: Callable[..., ir.Table]
    arguments: tuple[Any, ...] = ()

    def of(self, events: ir.Table) -> ir.Table:
        """Ask it of a table of events."""
        return self.ask(events, *self.arguments)


class SqlCompiler:
    """Writes questions in the SQL of one engine; ``compile`` is Ibis's for that engine."""

    def __init__(self, compile_: Callable[[ir.Table], str]) -> None:
        self._compile = compile_
        self._question = lru_cache(maxsize=256)(self._write_question)
        self._kept = lru_cache(maxsize=1024)(self._write_kept)
        self._inside = lru_cache(maxsize=1024)(self._write_inside)

    def sql(
        self, name: str, asked: EventFilter, question: Query, tiles: Tiles | None
    ) -> tuple[str, ibis.Schema]:
        """SQL of a question about the events of the table ``name``, and the types it answers in."""
        written, schema = self._question(question)
        kept = self._kept(name, asked)
        if tiles:
            kept = _put(kept, self._inside(tiles))
        return _put(kept, written), schema

    def kept(self, name: str, asked: EventFilter) -> str:
        """SQL of the events of the table ``name`` that are asked for."""
        return str(self._kept(name, asked))

    def needs_only(self, columns: frozenset[str], question: Query) -> bool:
        """Say whether a question can be answered from these columns of the events kept."""
        written, schema = self._question(question)
        others = _COLUMNS - columns
        named = frozenset(_QUOTED.findall(written)) | frozenset(schema.names)
        return named.isdisjoint(others)

    def _write_question(self, question: Query) -> tuple[str, ibis.Schema]:
        asked = question.of(queries.table(_KEPT))
        return str(self._compile(asked)), asked.schema()

    def _write_kept(self, name: str, asked: EventFilter) -> str:
        return str(self._compile(queries.keep(queries.table(name), asked)))

    def _write_inside(self, tiles: Tiles) -> str:
        return str(self._compile(queries.inside(queries.table(_KEPT), tiles)))


def _put(kept: str, written: str) -> str:
    return _PLACE.sub(lambda _: f"({kept})", written)
