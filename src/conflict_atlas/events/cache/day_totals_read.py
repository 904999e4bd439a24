"""Reads a table in memory once, for what running totals are made of."""

from typing import Any, cast

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from conflict_atlas.events.cache.cumulative_sums import FIGURES, Days, Ints, check, there
from conflict_atlas.events.cache.totals_by_place import Places
from conflict_atlas.events.cache.totals_by_span import Spans
from conflict_atlas.events.schema import VAGUE

_POINT = ("tile_x", "tile_y", "latitude", "longitude", "place")
# As ``query`` sums them: where an event has no lowest or highest figure, its best.
_FIGURE = {"low": "coalesce(low, best)", "best": "best", "high": "coalesce(high, best)"}
# So many places by kind are looked at as soon as the events of any table; of more, only where there
# are several events at each. Measured with tables of 20 thousand to a million events.
_FEW, _EVENTS = 6_000, 4
_DAYS = (
    "date_start - DATE '1970-01-01' AS first_day",
    "date_end - DATE '1970-01-01' AS last_day",
)


def spans(cursor: duckdb.DuckDBPyConnection, table: str) -> Spans:
    """Add up the events of every span of days.

    Raises OverflowError, or duckdb.Error, for figures too large.
    """
    sums = {"events": "count(*)", "figured": "count(coalesce(low, best, high))"}
    for name, sql in _FIGURE.items():
        sums |= {name: f"coalesce(sum({sql}), 0)", there(name): f"count({sql})"}
    sums["placed"] = "count(latitude)"
    read = _read(
        cursor,
        *_DAYS,
        *(f'{sql}::BIGINT AS "{name}"' for name, sql in sums.items()),
        source=f'"{table}" GROUP BY ALL',
    )
    found = {name: read[name] for name in sums}
    check(found)
    return Spans(read["first_day"], read["last_day"], found)


def places(cursor: duckdb.DuckDBPyConnection, table: str, column: str) -> Places | None:
    """Work out the running totals of places by ``column``, whose names the table has as numbers.

    None where they would answer no sooner than the table, as hardly two events are at one place,
    and where some event is not as the importer writes it. Raises OverflowError for figures too
    large.
    """
    events = _count_sound(cursor, table, column)
    if events is None:
        return None
    distinct = f'SELECT DISTINCT {", ".join(_POINT)} FROM "{table}" WHERE tile_x IS NOT NULL'
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE points AS"
        f" SELECT row_number() OVER () - 1 AS point, * FROM ({distinct})"
    )
    point = _read(cursor, *_POINT[:-1], _code("place"), source="points ORDER BY point")
    most = max(_FEW, events // _EVENTS)
    if len(point["code"]) > most:
        return None
    same = " AND ".join(f"e.{name} IS NOT DISTINCT FROM p.{name}" for name in _POINT)
    read = _read(
        cursor,
        "point::INTEGER AS point",
        _code(column),
        *_DAYS,
        *(f"{sql} AS {name}" for name, sql in _FIGURE.items()),
        f"(geo_precision IN {VAGUE})::TINYINT AS vague",
        source=f'"{table}" AS e JOIN points AS p ON {same}',
    )
    cursor.execute("DROP TABLE points")
    kinds = _names(cursor, table, column)
    row, rows = pd.factorize(read["point"].astype(np.int64) * len(kinds) + read["code"])
    if len(rows) > most:
        return None
    at, kind = np.divmod(rows, len(kinds))
    return Places(
        tile_x=point["tile_x"][at],
        tile_y=point["tile_y"][at],
        latitude=point["latitude"][at],
        longitude=point["longitude"][at],
        name=point["code"][at],
        kind=kind,
        names=_names(cursor, table, "place"),
        kinds=kinds,
        days=Days(len(rows), row, (read["first_day"], read["last_day"]), _figures(read)),
    )


def _count_sound(cursor: duckdb.DuckDBPyConnection, table: str, column: str) -> int | None:
    """Count events with coordinates; None if there are any that the importer never writes.

    A name of no letters is not told from none here, and a last day before the first is no span.
    """
    odd = f"date_end < date_start OR tile_y IS NULL OR place = '' OR {column} = ''"
    cursor.execute(
        f'SELECT count(*), count(*) FILTER ({odd}) FROM "{table}" WHERE tile_x IS NOT NULL'
    )
    events, oddities = cursor.fetchone() or (0, 0)
    return None if oddities else int(events)


def _read(cursor: duckdb.DuckDBPyConnection, *columns: str, source: str) -> dict[str, NDArray[Any]]:
    cursor.execute(f"SELECT {', '.join(columns)} FROM {source}")
    return cast("dict[str, NDArray[Any]]", cursor.fetchnumpy())  # no column of names


def _code(column: str) -> str:
    return f"coalesce(enum_code({column})::INTEGER, 0) AS code"


def _names(cursor: duckdb.DuckDBPyConnection, table: str, column: str) -> NDArray[np.object_]:
    """Names that stand behind a column's numbers: all in order, "" first."""
    found = cursor.execute(f'SELECT enum_range(any_value({column})) FROM "{table}"').fetchone()
    return np.array(found[0] if found else [""], dtype=object)


def _figures(read: dict[str, NDArray[Any]]) -> dict[str, Ints]:
    """Figures with nought for those missing, and whether they are there."""
    found: dict[str, Ints] = {"events": np.ones(len(read["first_day"]), dtype=np.int8)}
    for name in FIGURES:
        column = np.ma.asarray(read[name])
        found[name] = column.filled(0)
        found[there(name)] = (~np.ma.getmaskarray(column)).astype(np.int8)
    found["vague"] = read["vague"]
    found["figured"] = np.maximum.reduce([found[there(name)] for name in FIGURES])
    return found
