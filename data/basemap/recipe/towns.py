"""Towns, each with the zoom and side at which its label fits without touching another."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely
from labels import FIRST_ZOOM, Label, is_free, touch

if TYPE_CHECKING:
    from pathlib import Path

# Size of a label by its first zoom in towns.csv.
SIZES = {5: (17, 8.0, 6), 6: (16, 6.7, 6), 7: (15, 6.4, 6), 8: (15, 6.2, 6)}
# The sides of the dot on which a label may be, the best one first.
SIDES = ("right", "left", "top", "bottom")
NAMES = ["name_en", "name_ar", "name_source", "country"]
PLACING = ["rank", "min_zoom", "anchor", "capital", "geonames_id"]


def read_towns(places: Path, chosen: Path) -> list[dict]:
    """The towns of towns.csv, most important first, with position and population from GeoNames."""
    known = json.loads(places.read_text(encoding="utf-8"))
    with chosen.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        place = known[row["geonames_id"]]
        row |= {key: place[key] for key in ("longitude", "latitude", "population")}
        row |= {"name_source": place["name"], "from_zoom": int(row["from_zoom"])}
        row["rank"] = row["from_zoom"] - FIRST_ZOOM
    return sorted(rows, key=importance)


def importance(town: dict) -> tuple:
    """Sorting key: zoom in towns.csv, capitals, population, name."""
    return town["from_zoom"], not town["capital"], -town["population"], town["name_en"]


def as_label(town: dict, side: str, zooms: range) -> Label:
    """The label of a town on one side of its dot."""
    size = SIZES[town["from_zoom"]]
    return Label(town["longitude"], town["latitude"], town["name_en"], side, size, zooms)


def place_town(town: dict, zooms: range, placed: list[Label], waiting: list[dict]) -> Label | None:
    """The town's label on the side that is free from its first zoom and hides the fewest dots."""
    candidates = [as_label(town, side, zooms) for side in SIDES]
    free = [label for label in candidates if is_free(label, placed)]
    dots = []
    for zoom in zooms[:2]:
        soon = [other for other in waiting if other["from_zoom"] <= zoom and other is not town]
        dots += [(as_label(other, "right", zooms).boxes(zoom)[1], zoom) for other in soon]

    def hidden(label: Label) -> int:
        return sum(touch(label.boxes(zoom)[0], dot) for dot, zoom in dots)

    return min(free, key=hidden, default=None)


def place_towns(towns: list[dict], ranks: range, zooms: range, placed: list[Label]) -> list[dict]:
    """Take from `towns` those of these ranks whose labels fit, with their positions."""
    rows = []
    for zoom in zooms:
        due = [town for town in towns if town["rank"] in ranks and town["from_zoom"] <= zoom]
        for town in due:
            label = place_town(town, range(zoom, zooms.stop), placed, towns)
            if label is not None:
                placed.append(label)
                towns.remove(town)
                rows.append({**town, "min_zoom": zoom, "anchor": label.side})
    return rows


def to_points(rows: list[dict]) -> gpd.GeoDataFrame:
    """The placed towns as points, without the columns used only for placing."""
    points = shapely.points([(row["longitude"], row["latitude"]) for row in rows])
    frame = gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
    frame["capital"] = frame["capital"] == "yes"
    frame["geonames_id"] = frame["geonames_id"].astype(int)
    return frame[[*NAMES, *PLACING, "geometry"]]
