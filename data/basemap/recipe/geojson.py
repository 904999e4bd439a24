"""RFC 7946 GeoJSON with one feature in each line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry

if TYPE_CHECKING:
    from pathlib import Path


def is_present(value: object) -> bool:
    """Whether a property has a value worth writing."""
    return not (value is None or value == "" or (isinstance(value, float) and np.isnan(value)))


def round_geometry(geometry: Geometry, decimals: int) -> Geometry:
    """The geometry rounded, valid, outer rings counter-clockwise, without parts that collapse."""
    moved = shapely.transform(geometry, lambda points: np.round(points, decimals))
    parts = [
        part for piece in shapely.get_parts(shapely.make_valid(moved)) for part in split(piece)
    ]
    dimension = shapely.get_dimensions(geometry)
    kept = [part for part in parts if shapely.get_dimensions(part) == dimension]
    whole = kept[0] if len(kept) == 1 else shapely.union_all(kept)
    return shapely.orient_polygons(shapely.line_merge(whole) if dimension == 1 else whole)


def split(geometry: Geometry) -> list[Geometry]:
    """The single parts of a geometry, without repeated points."""
    return [shapely.remove_repeated_points(part) for part in shapely.get_parts(geometry)]


def write_layer(path: Path, frame: gpd.GeoDataFrame, decimals: int) -> None:
    """Write a layer; properties without a value are left out."""
    rows = frame.drop(columns="geometry").to_dict("records")
    lines = []
    for row, geometry in zip(rows, frame.geometry, strict=True):
        told = {name: value for name, value in row.items() if is_present(value)}
        shape = shapely.geometry.mapping(round_geometry(geometry, decimals))
        feature = {"type": "Feature", "properties": told, "geometry": shape}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")
