"""Events as GeoParquet 1.1, which geopandas and QGIS read: points as a struct of x and y."""

import json
import os
from pathlib import Path

import duckdb

from conflict_atlas.events.sql_literal import literal

# What a filter can skip at once, and what the engine holds of a file while it writes.
ROW_GROUP = 122_880


# The key ``geo`` is written at this length, so that a box can be put in when it is known.
_ROOM = 320
# The metadata of Parquet are followed by their length in four bytes and by four letters.
_TAIL = 8

BoundingBox = tuple[float, float, float, float]


def metadata(box: BoundingBox | None) -> str:
    """The key ``geo`` of a file; ``box`` is west, south, east, north."""
    column: dict[str, object] = {"encoding": "point", "geometry_types": ["Point"]}
    if box:
        column["bbox"] = list(box)
    text = json.dumps(
        {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    )
    return text[:-1].ljust(_ROOM - 1) + text[-1]


def write(
    connection: duckdb.DuckDBPyConnection, query: str, target: Path, box: BoundingBox | None
) -> int:
    """Write the answer to a query in its order; returns how many events that were."""
    written = connection.execute(
        f"COPY ({query}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd,"
        f" ROW_GROUP_SIZE {ROW_GROUP}, KV_METADATA {{geo: {literal(metadata(box))}}})"
    ).fetchone()
    return int(written[0]) if written else 0


def put_box(target: Path, box: BoundingBox) -> None:
    """Say which part of the map a file covers that was written without a box."""
    unknown = metadata(None).encode()
    with target.open("r+b") as file:
        file.seek(-_TAIL, os.SEEK_END)
        length = int.from_bytes(file.read(4), "little")
        begun = file.seek(-_TAIL - length, os.SEEK_END)
        place = file.read(length).rindex(unknown)
        file.seek(begun + place)
        file.write(metadata(box).encode())
