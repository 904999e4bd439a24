"""Parquet and GeoParquet as CSV, a batch at a time."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.tables import arrow_table
from conflict_atlas.events.tables.source_file import Content
from conflict_atlas.events.tables.table_writer import Place

_BATCH = 1 << 16


def as_csv(content: Content, name: str, place: Place) -> Content:
    """Write the rows as CSV; raises ImportFault."""
    source = pa.BufferReader(content) if isinstance(content, bytes) else str(content)
    try:
        with pq.ParquetFile(source) as file:
            schema = file.schema_arrow
            shapes = _geometry(schema, name)
            return arrow_table.as_csv(file.iter_batches(_BATCH), schema, shapes, place, name)
    except (pa.ArrowException, OSError) as error:
        raise ImportFault(name, f"the Parquet file cannot be read: {error}") from None


def _geometry(schema: pa.Schema, name: str) -> arrow_table.Geometry:
    """The column of shapes that the metadata name."""
    try:
        geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
        column = geo.get("primary_column", "")
        known = geo.get("columns", {}).get(column, {})
    except (ValueError, AttributeError) as error:
        raise ImportFault(name, f"the metadata of GeoParquet cannot be read: {error}") from None
    # Events of the project's own have points as numbers, and columns of degrees beside them.
    wkb = known.get("encoding") == "WKB"
    return arrow_table.Geometry(column, known.get("crs")) if wkb else arrow_table.Geometry()
