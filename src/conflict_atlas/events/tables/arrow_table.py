"""Batches of Arrow as CSV: every column as text, points as latitude and longitude."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyproj
import shapely

from conflict_atlas.events.formats.csv_dialect import check_width
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.tables.source_file import Content
from conflict_atlas.events.tables.table_writer import LATITUDE, LONGITUDE, Place, Sink

# How points are named among the other columns of a table.
_POINT, _MULTIPOINT = 0, 4


@dataclass(frozen=True)
class Geometry:
    """The column of shapes in well-known binary, "" for none, and its coordinate system."""

    column: str = ""
    crs: Any = None


def as_csv(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, shapes: Geometry, place: Place, name: str
) -> Content:
    """Write batches as CSV; raises ImportFault."""
    check_width(len(schema), name)
    geometry = shapes.column
    to_degrees = _to_degrees(shapes.crs, name) if geometry else None
    with Sink(place, name) as sink:
        written = _written(schema, geometry)
        with pyarrow.csv.CSVWriter(pa.PythonFile(sink, "w"), written) as writer:
            for batch in batches:
                columns = [
                    _texts(batch.column(field.name)) for field in schema if field.name != geometry
                ]
                if geometry:
                    columns += _degrees(batch.column(geometry), to_degrees)
                writer.write_batch(pa.record_batch(columns, schema=written))
    return sink.content


def _written(schema: pa.Schema, geometry: str) -> pa.Schema:
    names = [field.name for field in schema if field.name != geometry]
    return pa.schema(
        [(one, pa.string()) for one in (*names, *((LATITUDE, LONGITUDE) if geometry else ()))]
    )


def _texts(column: pa.Array) -> pa.Array:
    """A column as text; what holds several values is written as JSON, bytes are left out."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_nested(kind):
        values = column.to_pylist()
        return pa.array(
            [
                None if one is None else json.dumps(one, ensure_ascii=False, default=str)
                for one in values
            ],
            pa.string(),
        )
    return pc.cast(column, pa.string())


def _degrees(column: pa.Array, to_degrees: Any) -> list[pa.Array]:
    """Latitude and longitude of points; other shapes and empty ones have none."""
    shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
    alone = (shapely.get_type_id(shapes) == _MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    shapes = np.where(alone, shapely.get_geometry(shapes, 0), shapes)
    points = (shapely.get_type_id(shapes) == _POINT) & ~shapely.is_empty(shapes)
    x, y = np.full(len(shapes), np.nan), np.full(len(shapes), np.nan)
    x[points], y[points] = shapely.get_x(shapes[points]), shapely.get_y(shapes[points])
    if to_degrees is not None:
        x, y = to_degrees.transform(x, y)
    return [_numbers(y), _numbers(x)]


def _numbers(values: Any) -> pa.Array:
    finite = pa.array(values, pa.float64(), mask=~np.isfinite(values))
    return pc.cast(finite, pa.string())


def _to_degrees(crs: Any, name: str) -> Any:
    """The conversion of coordinates to degrees; None if they are degrees or nothing is stated."""
    if not crs:
        return None
    try:
        known = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise ImportFault(name, f"its coordinate system is not known: {error}") from None
    if known.is_geographic and known.equals("OGC:CRS84", ignore_axis_order=True):
        return None
    return pyproj.Transformer.from_crs(known, "OGC:CRS84", always_xy=True)
