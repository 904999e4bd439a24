"""Finds the governorate of the basemap in which a place lies."""

import json

import geopandas as gpd

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.memoization import memoized

OUTLINES = "admin1.geojson"
KEY = "iso_3166_2"
# Kinds of places that lie in several governorates unless they name one.
_WIDE = frozenset(("country", "region"))


@memoized(512)
def code_of(package: Package, place_id: str) -> str:
    """Code of the governorate a place lies in; "" for a wider area or outside all outlines.

    It is found by the place's point, since governorates are spelt in many ways.
    """
    place = record(package, "places")[place_id]
    if place["place_type"] in _WIDE and not place["admin1"]:
        return ""
    shapes = _shapes(package)
    around = shapes[shapes.contains(package.places.geometry[place_id])] if len(shapes) else shapes
    return str(around[KEY].iloc[0]) if len(around) else ""


@memoized(4)
def _shapes(package: Package) -> gpd.GeoDataFrame:
    file = package.basemap_file(OUTLINES)
    features = json.loads(file.read_text("utf-8"))["features"] if file else []
    return gpd.GeoDataFrame.from_features(features) if features else gpd.GeoDataFrame()
