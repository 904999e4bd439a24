"""Land, sea, borders and divisions from one shared topology, so that no two layers disagree."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import box, shape

if TYPE_CHECKING:
    from pathlib import Path

# Douglas-Peucker tolerance in degrees outside the bounds, which only the lowest zooms show.
COARSE = 0.08


@dataclass(frozen=True)
class Outlines:
    """Divisions and countries of the area, simplified together, not yet cut to the bounds."""

    divisions: gpd.GeoDataFrame
    countries: gpd.GeoDataFrame
    bounds: Geometry


def to_box(sides: dict) -> Geometry:
    """The rectangle between four sides in degrees."""
    return box(sides["west"], sides["south"], sides["east"], sides["north"])


def read_divisions(path: Path, bounds: Geometry, settings: dict) -> gpd.GeoDataFrame:
    """First-level divisions that touch the bounds, with `code`, `country` and geometry."""
    rows = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry, told = shape(feature["geometry"]), feature["properties"]
        if geometry.intersects(bounds):
            code = settings["merge"].get(told["iso_3166_2"], told["iso_3166_2"])
            rows.append(
                {
                    "code": code,
                    "country": told["iso_a2"],
                    "name_source": told["name"],
                    "geometry": geometry,
                }
            )
    # The division a strip is merged into comes first, so that its name is kept.
    frame = gpd.GeoDataFrame(rows, crs="EPSG:4326").sort_values(
        ["country", "code", "name_source"], kind="stable"
    )
    return frame.reset_index(drop=True)


def drop_islands(geometry: Geometry, smallest: float) -> Geometry:
    """The geometry without parts below `smallest` square degrees, but with its largest."""
    parts = sorted(shapely.get_parts(geometry), key=shapely.area, reverse=True)
    kept = [part for index, part in enumerate(parts) if index == 0 or part.area >= smallest]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def dissolve(frame: gpd.GeoDataFrame, column: str) -> gpd.GeoDataFrame:
    """One row for each value of `column`, shared edges removed without moving any vertex."""
    groups = frame.groupby(column, sort=True)
    merged = groups["geometry"].apply(lambda group: shapely.coverage_union_all(group.to_numpy()))
    return gpd.GeoDataFrame(
        groups.first().drop(columns="geometry"), geometry=merged, crs=frame.crs
    ).reset_index()


def build_outlines(path: Path, area: dict) -> Outlines:
    """Read, simplify and round the divisions; derive the countries from the same vertices."""
    settings = area["outlines"]
    bounds = to_box(area["bounds"])
    divisions = read_divisions(path, bounds, settings)
    simple = shapely.coverage_simplify(divisions.geometry.to_numpy(), settings["tolerance"])
    rounded = shapely.transform(simple, lambda points: np.round(points, area["decimals"]))
    divisions["geometry"] = [
        drop_islands(g, settings["smallest_island"]) for g in shapely.make_valid(rounded)
    ]
    if not shapely.coverage_is_valid(divisions.geometry.to_numpy()):
        message = "the rounded divisions overlap or leave gaps: take a smaller tolerance"
        raise ValueError(message)
    divisions = dissolve(divisions, "code")
    return Outlines(divisions, dissolve(divisions, "country"), bounds)


def country_areas(outlines: Outlines, settings: dict) -> gpd.GeoDataFrame:
    """Country polygons in the bounds, coarser than the borders drawn over their edges."""
    frame = outlines.countries[["country", "geometry"]].copy()
    frame["geometry"] = shapely.coverage_simplify(
        frame.geometry.to_numpy(), settings["country_tolerance"]
    )
    return frame.clip(outlines.bounds, sort=True)


def shared_lines(frame: gpd.GeoDataFrame) -> list[tuple[int, int, Geometry]]:
    """Each pair of neighbours, by row position, with the lines both have as their edge."""
    edges = shapely.boundary(frame.geometry.to_numpy())
    pairs = shapely.STRtree(edges).query(edges, predicate="intersects").T.tolist()
    found = []
    for one, other in sorted(pair for pair in pairs if pair[0] < pair[1]):
        parts = shapely.get_parts(shapely.intersection(edges[one], edges[other]))
        lines = [part for part in parts if part.length > 0]
        if lines:
            found.append((one, other, shapely.line_merge(shapely.union_all(lines))))
    return found


def read_unsettled(path: Path, bounds: Geometry) -> set[frozenset[str]]:
    """Pairs of country names between which Natural Earth draws no settled boundary."""
    frame = gpd.read_file(path, bbox=bounds.bounds)
    unsettled = frame[~frame["featurecla"].str.startswith("International boundary")]
    return {
        frozenset(pair)
        for pair in zip(unsettled["adm0_left"], unsettled["adm0_right"], strict=True)
    }


def country_borders(outlines: Outlines, unsettled: set[frozenset[str]], names: dict) -> list[dict]:
    """One row for each pair of neighbouring countries, as `kind` country or unsettled."""
    rows = []
    for one, other, line in shared_lines(outlines.countries):
        codes = [outlines.countries["country"][index] for index in (one, other)]
        settled = frozenset(names["country", code]["name_en"] for code in codes) not in unsettled
        rows.append(
            {
                "kind": "country" if settled else "unsettled",
                "between": "-".join(codes),
                "geometry": line,
            }
        )
    return rows


def division_lines(outlines: Outlines, settings: dict) -> list[dict]:
    """One row for each country with the lines between its divisions, coarser outside the focus."""
    rows = []
    for country in settings["division_lines"]:
        group = outlines.divisions[outlines.divisions["country"] == country].reset_index(drop=True)
        lines = shapely.line_merge(shapely.union_all([line for _, _, line in shared_lines(group)]))
        if country not in settings["focus"]:
            lines = shapely.simplify(lines, settings["neighbour_tolerance"])
        rows.append({"kind": "admin1", "iso_a2": country, "geometry": lines})
    return rows


def borders_around(path: Path, area: dict) -> dict:
    """One row with the coarse country borders between the bounds and the edge of the surround."""
    around = to_box(area["surround"])
    lines = shapely.union_all(gpd.read_file(path, bbox=around.bounds).geometry)
    outside = shapely.difference(shapely.intersection(lines, around), to_box(area["bounds"]))
    return {"kind": "around", "geometry": shapely.simplify(shapely.line_merge(outside), COARSE)}


def build_sea(outlines: Outlines, land_path: Path, area: dict) -> Geometry:
    """The sea: exact inside the bounds, coarse around them out to the edge of the surround."""
    around = to_box(area["surround"])
    land = shapely.coverage_union_all(outlines.countries.geometry.to_numpy())
    coarse = shapely.simplify(
        shapely.union_all(gpd.read_file(land_path, bbox=around.bounds).geometry), COARSE
    )
    inner = shapely.difference(outlines.bounds, land)
    outer = shapely.difference(shapely.difference(around, coarse), outlines.bounds)
    smallest = area["outlines"]["smallest_island"]
    parts = [
        part
        for part in shapely.get_parts(shapely.union_all([inner, outer]))
        if part.area >= smallest
    ]
    return shapely.multipolygons(parts)
