"""Governorates as areas of the classes and colours of the map page, with names where they fit."""

import math
from itertools import pairwise
from typing import Any

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go
import shapely
from shapely.geometry.base import BaseGeometry

from conflict_atlas.claims import phrase
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.maps import map_style

_MAP_HEIGHT = 420
# A map without tiles and background, so that the page's own shows through. No layer uses the
# source: plotly drops an empty "sources" when it redraws, and then its map fails.
STYLE = {
    "version": 8,
    "sources": {"none": {"type": "geojson", "data": {"type": "Point", "coordinates": [0, 0]}}},
    "layers": [{"id": "ground", "type": "background", "paint": {"background-color": canvas.CLEAR}}],
}
_WORLD = 512  # pixels of the whole world at zoom 0
_PHONE = 330  # width of a phone in pixels
_SIZE, _LETTER = 10, 6.4  # pixels: size of names and width of a letter


def draw(
    table: pd.DataFrame,
    breaks: tuple[float, ...],
    features: list[dict[str, Any]],
    key: str,
    shades: tuple[str, ...] = map_style.SEQUENTIAL,
) -> go.Figure:
    """Draw the rows of a round, each with its ``rank`` among the classes and its ``hover``.

    ``breaks`` are the lower ends of the classes. The frame holds all features.
    """
    shapes = gpd.GeoDataFrame.from_features(features)
    frame = _frame(shapes)
    labels = _ranges(breaks)
    traces = [
        _areas(table[table["rank"] == rank], features, key) | {"name": label, **_fill(rank, shades)}
        for rank, label in enumerate(labels)
        if (table["rank"] == rank).any()
    ]
    return canvas.draw(
        traces,
        height=_MAP_HEIGHT + 22 * math.ceil(len(labels) / 2),
        margin={"l": 0, "r": 0, "t": 0, "b": 8, "pad": 0},
        map=frame,
        annotations=_names(table, shapes, key, frame, shades),
    )


def _ranges(breaks: tuple[float, ...]) -> list[str]:
    """Names of the classes: the range of each."""
    limits = [phrase.number(limit) for limit in breaks]
    return [*(f"{low} to {high}" for low, high in pairwise(limits)), f"{limits[-1]} and more"]


def _areas(rows: pd.DataFrame, features: list[dict[str, Any]], key: str) -> dict[str, Any]:
    codes = set(rows["admin1_code"])
    drawn = [f for f in features if f["properties"][key] in codes]
    return {
        "type": "choroplethmap",
        "geojson": {"type": "FeatureCollection", "features": drawn},
        "featureidkey": f"properties.{key}",
        "locations": rows["admin1_code"].tolist(),
        "z": [1] * len(rows),
        "marker": {"line": {"color": palette.FAINT, "width": 1}},
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
    }


def _fill(rank: int, shades: tuple[str, ...]) -> dict[str, Any]:
    colour = shades[rank]
    return {
        "colorscale": [[0, colour], [1, colour]],
        "showscale": False,
        "showlegend": True,
        "legendrank": 1000 + rank,
    }


def _names(
    table: pd.DataFrame,
    shapes: gpd.GeoDataFrame,
    key: str,
    frame: dict[str, Any],
    shades: tuple[str, ...],
) -> list[dict[str, Any]]:
    """Names of areas that are wide enough for them."""
    outlines = dict(zip(shapes[key], shapes.geometry, strict=True))
    scale = _WORLD * 2 ** frame["zoom"] / 360  # pixels a degree of longitude
    notes = []
    for code, name, rank in zip(table["admin1_code"], table["admin1"], table["rank"], strict=True):
        spot = outlines[code].representative_point() if code in outlines else None
        if spot is None or _width(outlines[code], spot) * scale < len(name) * _LETTER:
            continue
        north = _northing(spot.y) - _northing(frame["center"]["lat"])
        place = {"xshift": (spot.x - frame["center"]["lon"]) * scale, "yshift": north * scale}
        notes.append(_note(name, shades[rank]) | place)
    return notes


def _width(outline: BaseGeometry, spot: shapely.Point) -> float:
    """Width of an outline in degrees, at a point in it."""
    west, _, east, _ = outline.bounds
    across = shapely.LineString([(west, spot.y), (east, spot.y)]).intersection(outline)
    return max((part.length for part in shapely.get_parts(across)), default=0.0)


def _northing(latitude: float) -> float:
    """Distance of a latitude from the equator on a Mercator map, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _note(name: str, ground: str) -> dict[str, Any]:
    ink = palette.ink_on(ground)
    return {
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        # Set in the text, because Streamlit's theme overrides the font colour of an annotation.
        "text": f'<span style="color:{ink}">{canvas.escape(name)}</span>',
        "showarrow": False,
        "font": {"size": _SIZE},
    }


def _frame(shapes: gpd.GeoDataFrame) -> dict[str, Any]:
    """Map settings that show all features on a transparent background, without tiles."""
    west, south, east, north = shapes.total_bounds
    return {
        "style": STYLE,
        "center": {"lon": float(west + east) / 2, "lat": float(south + north) / 2},
        "zoom": _zoom(max(east - west, (north - south) * 1.2)),
    }


def _zoom(degrees: float) -> float:
    """Zoom at which a number of degrees fits the width of a phone."""
    return math.log2(360 * 330 / 512 / max(degrees, 0.01))
