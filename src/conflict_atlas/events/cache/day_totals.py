"""Questions about days alone, from running totals: hardly later of ten million events than of one.

Readers move through the days more than through anything else. What each day adds is worked out
once for every place and kind: a question then looks at places, which are few, and not at events. It
takes about 60 bytes of memory an event and choice of colours.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import duckdb
import pandas as pd

from conflict_atlas.events.cache import day_totals_read, memory_tables
from conflict_atlas.events.cache.background_build import BackgroundBuild
from conflict_atlas.events.cache.memory_tables import MemoryTables
from conflict_atlas.events.cache.totals_by_place import Places
from conflict_atlas.events.cache.totals_by_span import Spans
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.sql_compiler import Query

_Made = TypeVar("_Made")
_ALL = EventFilter()
# Columns by which symbols are counted here; without one, all kinds of either are alike.
_COLUMN = {"": "event_type", "event_type": "event_type", "side_a": "side_a"}


class Totals:
    """Running totals of datasets that are held in memory; safe between threads."""

    def __init__(self, duck: duckdb.DuckDBPyConnection, tables: MemoryTables) -> None:
        self._duck = duck
        self._tables = tables
        self._places: BackgroundBuild[tuple[str, str], Places] = BackgroundBuild()
        self._spans: BackgroundBuild[str, Spans] = BackgroundBuild()
        self._one = threading.Lock()  # at a time: each takes several times what it leaves

    def ask(
        self, source: Manifest, view: str, asked: EventFilter, question: Query, tiles: Tiles | None
    ) -> pd.DataFrame | None:
        """Answer a question; None where it is not about days alone, and until totals are there."""
        if replace(asked, start=None, end=None) != _ALL:
            return None
        if asked.start and asked.end and asked.start > asked.end:
            return None
        wait = source.imported <= memory_tables.AT_ONCE
        if question.ask is queries.symbols and question.arguments[1] in _COLUMN:
            level, by = question.arguments
            column = _COLUMN[by]
            make = partial(self._make, view, partial(day_totals_read.places, column=column))
            places = self._places.get((view, column), make, wait=wait)
            return places.symbols(asked, level, by, tiles) if places else None
        if question.ask is queries.summary and tiles is None:
            spans = self._spans.get(
                view, partial(self._make, view, day_totals_read.spans), wait=wait
            )
            return spans.summary(asked) if spans else None
        return None

    def forget(self, views: Iterable[str]) -> None:
        """Give back the memory of versions that have gone."""
        gone = set(views)
        self._spans.forget(gone)
        self._places.forget([(view, column) for view in gone for column in _COLUMN.values()])

    def _make(
        self, view: str, read: Callable[[duckdb.DuckDBPyConnection, str], _Made | None]
    ) -> _Made | None:
        table = self._tables.wait(view)
        if table is None:
            return None
        try:
            with self._one, self._duck.cursor() as cursor:
                return read(cursor, table)
        # Memory is short, figures are vast, or the dataset went: the table answers, or says so.
        except (duckdb.Error, MemoryError, OverflowError):
            return None
