"""Answers for pages and programs: small, kept by what was asked, and the same for all who ask.

Everything is kept by the dataset's manifest, whose version changes with its content, so that a new
import is seen at once. Frames are shared and must not be changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds, Tiles, snap
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.queries import By, Named
from conflict_atlas.events.query.sql_compiler import Query
from conflict_atlas.events.schema import TILE_ZOOM
from conflict_atlas.events.single_flight import single_flight
from conflict_atlas.events.store.library import Library

MOST_SYMBOLS = 2_000
# A cell is this many zoom levels finer than the view: 32 pixels of a tile's 256.
_FINER = 3
# Views are widened to whole tiles this much coarser than their zoom.
_COARSER = 2
# A program may ask for the world at street level: cells are then made coarser beforehand.
_MOST_CELLS_ASKED = 1 << 17
_WORLD = 1 << TILE_ZOOM

_COLUMNS = (
    "cell",
    "latitude",
    "longitude",
    "events",
    "figured",
    "low",
    "best",
    "high",
    "vague",
    "kind",
    "kinds",
    "place",
    "places",
)


@dataclass(frozen=True)
class Summary:
    """What events add up to; figures and days are None where there are none.

    ``figured`` counts events with a figure, ``placed`` those with coordinates.
    """

    events: int
    figured: int
    low: int | None
    best: int | None
    high: int | None
    first_day: date | None
    last_day: date | None
    placed: int


@single_flight(2048)
def summary(library: Library, source: Manifest, asked: EventFilter) -> Summary:
    """Sum up the events that are asked for; raises KeyError when the dataset has gone."""
    row = _ask(library, source, asked, queries.summary).iloc[0]
    low, best, high = (None if pd.isna(row[n]) else int(row[n]) for n in ("low", "best", "high"))
    first, last = (
        None if pd.isna(row[n]) else pd.Timestamp(row[n]).date() for n in ("first_day", "last_day")
    )
    return Summary(
        int(row["events"]), int(row["figured"]), low, best, high, first, last, int(row["placed"])
    )


def symbols(  # noqa: PLR0913, PLR0917 - one view has this many parts
    library: Library,
    source: Manifest,
    asked: EventFilter,
    bounds: Bounds,
    zoom: float,
    by: By,
    limit: int = MOST_SYMBOLS,
) -> pd.DataFrame:
    """At most ``limit`` cells of the map for a view, those with most events first.

    Columns cell ("z/x/y"), latitude and longitude (means), events, figured, low, best, high, vague
    (events known to a province or further only), kind (the most frequent), kinds (list of name and
    events, most first), place (one name there) and places (how many). Cells are 32 pixels wide and
    grow until they fit. Raises ValueError for a limit below one, KeyError when the dataset has
    gone.
    """
    if limit < 1:
        raise ValueError("expected a limit of at least one symbol")
    whole = max(0, min(TILE_ZOOM, int(zoom)))
    tiles = snap(bounds, whole - _COARSER)
    level = min(TILE_ZOOM, whole + _FINER)
    while level > tiles.zoom and tiles.count << 2 * (level - tiles.zoom) > _MOST_CELLS_ASKED:
        level -= 1
    return _symbols(library, source, asked, tiles, level, by, limit)


@single_flight(256)
def _symbols(  # noqa: PLR0913, PLR0917 - and this many to be kept by
    library: Library,
    source: Manifest,
    asked: EventFilter,
    tiles: Tiles,
    level: int,
    by: By,
    limit: int,
) -> pd.DataFrame:
    rows = library.ask(source.source_id, asked, Query(queries.symbols, (level, by)), tiles)
    fitting = _fitting(rows, level, limit)
    if fitting < level:  # names of places do not add up, so coarser cells are asked for anew
        level = fitting
        rows = library.ask(source.source_id, asked, Query(queries.symbols, (level, by)), tiles)
    return _by_cell(rows, level)


def _fitting(rows: pd.DataFrame, level: int, limit: int) -> int:
    """Lower the level until the cells are few enough."""
    places = rows["x"] * _WORLD + rows["y"]
    while places.nunique() > limit:
        level -= 1
        places = places // (2 * _WORLD) * _WORLD + places % _WORLD // 2
    return level


def _by_cell(rows: pd.DataFrame, level: int) -> pd.DataFrame:
    """Make one row of each cell, whose rows stand together, and a list of its kinds."""
    x, y = rows["x"].to_numpy(), rows["y"].to_numpy()
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    cells = rows[begins]
    first = [*np.flatnonzero(begins).tolist(), len(rows)]
    pairs = list(zip(rows["kind"].tolist(), rows["of_kind"].tolist(), strict=True))
    places = zip(cells["x"].tolist(), cells["y"].tolist(), strict=True)
    added = {
        "cell": pd.Series([f"{level}/{x}/{y}" for x, y in places], cells.index, dtype="str"),
        "kinds": pd.Series([pairs[a:b] for a, b in pairwise(first)], cells.index, dtype="object"),
    }
    return cells.assign(**added)[list(_COLUMNS)].reset_index(drop=True)


@single_flight(256)
def monthly(library: Library, source: Manifest, asked: EventFilter, by: By) -> pd.DataFrame:
    """Events and figures by month and kind; columns as ``query.monthly``."""
    return _ask(library, source, asked, queries.monthly, by)


@single_flight(128)
def monthly_without(
    library: Library, source: Manifest, asked: EventFilter, by: By, names: tuple[str, ...]
) -> pd.DataFrame:
    """Events and figures by month of those that have none of the kinds named."""
    return _ask(library, source, asked, queries.monthly_without, by, names)


@single_flight(128)
def daily(library: Library, source: Manifest, asked: EventFilter) -> pd.DataFrame:
    """Events and figures by day; columns as ``query.daily``."""
    return _ask(library, source, asked, queries.daily)


@single_flight(128)
def listed(
    library: Library, source: Manifest, asked: EventFilter, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Events one by one, newest first; every column of the schema but geometry."""
    return _ask(library, source, asked, queries.listed, limit, offset)


@single_flight(256)
def names(library: Library, source: Manifest, asked: EventFilter, column: Named) -> pd.DataFrame:
    """Names in a column and how many events have them, most first: name, events."""
    return _ask(library, source, asked, queries.names, column)


def _ask(
    library: Library, source: Manifest, asked: EventFilter, ask: Callable[..., Any], *arguments: Any
) -> pd.DataFrame:
    return library.ask(source.source_id, asked, Query(ask, arguments))
