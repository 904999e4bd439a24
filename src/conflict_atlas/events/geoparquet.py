"""Events as GeoParquet 1.1, which geopandas and QGIS read: points as a struct of x and y."""

import json
from pathlib import Path

import duckdb

from conflict_atlas.events.recipe import literal

# What a filter can skip at once, and what the engine holds of a file while it writes.
ROW_GROUP = 122_880


def metadata(box: tuple[float, float, float, float] | None) -> str:
    """The key ``geo`` of a file; ``box`` is west, south, east, north."""
    column: dict[str, object] = {"encoding": "point", "geometry_types": ["Point"]}
    if box:
        column["bbox"] = list(box)
    return json.dumps(
        {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    )


def write(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    target: Path,
    box: tuple[float, float, float, float] | None,
) -> int:
    """Write the answer to a query in its order; returns how many events that were."""
    written = connection.execute(
        f"COPY ({query}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd,"
        f" ROW_GROUP_SIZE {ROW_GROUP}, KV_METADATA {{geo: {literal(metadata(box))}}})"
    ).fetchone()
    return int(written[0]) if written else 0
