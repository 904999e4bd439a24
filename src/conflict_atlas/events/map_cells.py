"""Squares of the map in which the events of a view are summed: how fine, and a row for each."""

from itertools import pairwise

import numpy as np
import pandas as pd

from conflict_atlas.events.geometry import Bounds, Tiles, snap
from conflict_atlas.events.schema import FIGURES, TILE_ZOOM

# A cell is this many zoom levels finer than the view: 32 pixels of a tile's 256.
_FINER = 3
# Views are widened to whole tiles this much coarser than their zoom.
_COARSER = 2
# A program may ask for the world at street level: cells are then made coarser beforehand.
_MOST_CELLS_ASKED = 1 << 17
_WORLD = 1 << TILE_ZOOM
COLUMNS = (
    "cell", "latitude", "longitude", "events", "figured", *FIGURES, "vague", "kind", "kinds",
    "place", "places",
)  # fmt: skip


def cover(bounds: Bounds, zoom: float) -> tuple[Tiles, int]:
    """Whole tiles that hold a view, and the zoom level of its cells."""
    whole = max(0, min(TILE_ZOOM, int(zoom)))
    tiles = snap(bounds, whole - _COARSER)
    level = min(TILE_ZOOM, whole + _FINER)
    while level > tiles.zoom and tiles.count << 2 * (level - tiles.zoom) > _MOST_CELLS_ASKED:
        level -= 1
    return tiles, level


def fitting_level(rows: pd.DataFrame, level: int, limit: int) -> int:
    """Highest level, ``level`` or lower, at which the cells of some rows are at most ``limit``."""
    places = rows["x"] * _WORLD + rows["y"]
    while places.nunique() > limit:
        level -= 1
        places = places // (2 * _WORLD) * _WORLD + places % _WORLD // 2
    return level


def merge_kinds(rows: pd.DataFrame, level: int) -> pd.DataFrame:
    """Make one row of each cell, whose rows are adjacent, with a list of its kinds.

    ``rows`` are those of ``queries.symbols``; the columns of the answer are COLUMNS.
    """
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
    return cells.assign(**added)[list(COLUMNS)].reset_index(drop=True)
