"""Rivers and lakes, cut to the bounds, with the spellings of names.csv."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely
from shapely import Geometry

if TYPE_CHECKING:
    from pathlib import Path

# Degrees by which the point that names a lake may lie outside its drawn shore.
SHORE = 0.02


@dataclass(frozen=True)
class View:
    """The area cut out, the part of it drawn in detail, and both tolerances in degrees."""

    bounds: Geometry
    focus: Geometry
    settings: dict

    def cut(self, path: Path) -> gpd.GeoDataFrame:
        """The features of a file inside the bounds."""
        return gpd.read_file(path, bbox=self.bounds.bounds).clip(self.bounds, keep_geom_type=True)

    def simplify(self, geometry: Geometry) -> Geometry:
        """The geometry with fewer vertices: fine where it touches the focus, coarser elsewhere."""
        near = geometry.intersects(self.focus)
        return shapely.simplify(
            geometry, self.settings["tolerance" if near else "neighbour_tolerance"]
        )


def read_rivers(path: Path, view: View, names: dict) -> gpd.GeoDataFrame:
    """Rivers with their names and `scalerank` (1 is the largest); nameless ones stay nameless."""
    source = view.cut(path)
    source["name"] = source["name"].where(source["name"].notna(), "")
    rows = []
    for (rank, name), group in source.groupby(["scalerank", "name"]):
        line = view.simplify(shapely.line_merge(shapely.union_all(group.geometry)))
        told = names.get(("river", name), {"name_en": name}) | {"name_source": name}
        rows.append({**told, "scalerank": int(rank), "geometry": line})
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def read_lakes(path: Path, view: View, names: dict) -> gpd.GeoDataFrame:
    """Lakes; the source has no names, so names.csv gives one for a point inside each."""
    spellings = {key: told for (layer, key), told in names.items() if layer == "lake"}
    rows = []
    for lake in view.cut(path).geometry:
        around = lake.buffer(SHORE)
        keys = [key for key in spellings if around.contains(shapely.from_wkt(f"POINT ({key})"))]
        told = spellings[keys[0]] if keys else {}
        rows.append({**told, "geometry": view.simplify(lake)})
    frame = gpd.GeoDataFrame(rows, crs="EPSG:4326")
    return frame.sort_values("name_en", kind="stable").reset_index(drop=True)
