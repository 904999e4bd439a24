"""Symbols of the map from running totals of places: sums of any days in every square."""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from conflict_atlas.events.cache.cumulative_sums import FIGURES, Days, Ints, there
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.typed_frame import frame
from conflict_atlas.events.schema import TILE_ZOOM
from conflict_atlas.memoization import memoized

_WORLD = 1 << TILE_ZOOM
_Column = NDArray[Any]


@dataclass(frozen=True)
class Places:
    """Places with the kinds of events there, a row each, and what the events add up to by day.

    ``name`` and ``kind`` are positions in ``names`` and ``kinds``, whose first is "" for none and
    whose others are in order.
    """

    tile_x: Ints
    tile_y: Ints
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    name: Ints
    kind: Ints
    names: NDArray[np.object_]
    kinds: NDArray[np.object_]
    days: Days

    def symbols(self, asked: EventFilter, level: int, by: str, tiles: Tiles | None) -> pd.DataFrame:
        """Answer as ``query.symbols`` does for the days that are asked for.

        Means of points differ from a database's by rounding.
        """
        rows = self._inside(tiles) if tiles else np.arange(len(self.kind))
        sums = self.days.kept(rows, asked.start, asked.end)
        some = np.flatnonzero(sums["events"])
        rows, sums = rows.take(some), {name: sums[name].take(some) for name in sums}
        x, y = (tile.take(rows) >> TILE_ZOOM - level for tile in (self.tile_x, self.tile_y))
        squares = x * np.int64(_WORLD) + y
        cells, cell = np.unique(squares, return_inverse=True)
        whole = self._sum_up(rows, sums, cell, len(cells))
        kinds = len(self.kinds) if by else 1  # of which the first is ""
        parts, part = np.unique(cell * kinds + self.kind.take(rows) % kinds, return_inverse=True)
        of_kind = np.bincount(part, sums["events"], len(parts)).astype(np.int64)
        at, kind = np.divmod(parts, kinds)
        order = np.lexsort((kind, -of_kind, at, -whole["events"][at]))
        at = at[order]
        found = {name: column[at] for name, column in whole.items()} | {
            "x": cells[at] // _WORLD,
            "y": cells[at] % _WORLD,
            "of_kind": of_kind[order],
            "kind": self.kinds[kind[order]],
        }
        return frame(pa.table(found).select(_schema().names), _schema())

    def _inside(self, tiles: Tiles) -> Ints:
        x, y = (tile >> TILE_ZOOM - tiles.zoom for tile in (self.tile_x, self.tile_y))
        west, east = x >= tiles.left, x <= tiles.right
        columns = west & east if tiles.left <= tiles.right else west | east
        return np.flatnonzero(columns & (y >= tiles.top) & (y <= tiles.bottom))

    def _sum_up(
        self, rows: Ints, sums: dict[str, Ints], cell: Ints, cells: int
    ) -> dict[str, _Column]:
        """Sums, means of points and names of every cell, of which each row has one."""

        def add(column: _Column) -> NDArray[np.float64]:
            return np.asarray(np.bincount(cell, column, cells), np.float64)

        events = add(sums["events"])
        found: dict[str, _Column] = {
            "events": events.astype(np.int64),
            "figured": add(sums["figured"]).astype(np.int64),
            "vague": add(sums["vague"]).astype(np.int64),
        }
        for name in FIGURES:
            found[name] = np.where(add(sums[there(name)]) > 0, add(sums[name]), np.nan)
        found["latitude"] = add(self.latitude.take(rows) * sums["events"]) / events
        found["longitude"] = add(self.longitude.take(rows) * sums["events"]) / events
        names = len(self.names)
        at, called = np.divmod(np.unique(cell * names + self.name.take(rows)), names)
        at, called = at[called > 0], called[called > 0]
        named, first = np.unique(at, return_index=True)
        place = np.zeros(cells, dtype=np.int64)
        place[named] = called[first]
        return found | {
            "places": np.bincount(at, minlength=cells),
            "place": self.names[place],
        }


@memoized(1)
def _schema() -> ibis.Schema:
    return queries.symbols(queries.table("events"), 0, "").schema()
