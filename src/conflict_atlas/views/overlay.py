"""Everything on the map that changes: areas, cities, marks, and the legend that explains them."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from conflict_atlas.claims import control, displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.views import map_style, palette, words
from conflict_atlas.views.atlas_map import Overlay, to_script_json
from conflict_atlas.views.map_asset import BASEMAP_DESCRIPTOR
from conflict_atlas.views.mark import FOUND, layer_of, marks

Entry = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """What the reader wants on the map.

    ``at`` is the day for city control and displacement; ``layers`` are names of ``ALL_LAYERS``.
    """

    layers: tuple[str, ...]
    at: pd.Timestamp
    selected: str = ""
    people: str = "idps"


def overlays(
    package: Package, claims: pd.DataFrame, scene: Scene
) -> tuple[tuple[Overlay, ...], str]:
    """Return the layers to draw, lowest first, and the legend's entries as JSON."""
    drawn: list[Overlay] = []
    legend: list[Entry] = []
    if "Displacement" in scene.layers:
        areas, entries = _areas(package, scene)
        if areas:
            drawn.append(Overlay.of("choropleth", areas))
            legend += entries
    collection = marks(package, claims, scene.layers, scene.selected)
    drawn.append(Overlay.of("layer", collection))
    if "City control" in scene.layers:
        cities, entries = _cities(package, scene)
        if cities:
            drawn.append(Overlay.of("holders", cities))
            legend += entries
    legend = _mark_entries(claims, scene) + legend
    return tuple(drawn), to_script_json(legend)


def absent(package: Package, claims: pd.DataFrame) -> str:
    """Say which claims of a selection the map cannot show: without a place, or beyond its edge."""
    parts = []
    nowhere = int((claims["place_id"] == "").sum())
    if nowhere:
        parts.append(f"{nowhere} without a place")
    edge = bounds(package)
    if edge is not None:
        west, south, east, north = edge
        placed = claims.loc[claims["place_id"] != "", "place_id"]
        inside = package.places.cx[west:east, south:north].index
        beyond = placed[~placed.isin(inside)]
        if len(beyond):
            names = phrase.listed(sorted(package.places.loc[beyond.unique(), "name"]), most=6)
            parts.append(f"{len(beyond)} beyond this map ({names})")
    return f"Not drawn: {' and '.join(parts)}; the list has them." if parts else ""


def bounds(package: Package) -> tuple[float, float, float, float] | None:
    """Edges of the basemap in degrees: west, south, east, north; None without a basemap."""
    file = package.basemap_file(BASEMAP_DESCRIPTOR)
    if file is None:
        return None
    edge = json.loads(file.read_text("utf-8"))["bounds"]
    return edge["west"], edge["south"], edge["east"], edge["north"]


def _areas(package: Package, scene: Scene) -> tuple[dict[str, Any], list[Entry]]:
    """Colour each governorate by its class of people in the round nearest to the day."""
    table = displacement.by_admin1(package, scene.people, scene.at)
    if table.empty:
        return {}, []
    breaks = classes(package, scene.people)
    publisher = package.sources["publisher"][table["source_id"].iloc[0]]
    day = phrase.day(table["date"].iloc[0])
    people = map_style.PEOPLE[scene.people]
    values = {
        row["admin1_code"]: {
            "color": map_style.SEQUENTIAL[_class(row["individuals"], breaks)],
            "tip": [
                f"{row['admin1']}: {phrase.exact(row['individuals'])} {people}",
                f"{publisher}, {day}",
            ],
        }
        for row in records(table)
    }
    entries: list[Entry] = [{"heading": f"{people.capitalize()}, {day}"}]
    lower = 0.0
    for index, upper in enumerate([*breaks, None]):
        label = (
            f"{phrase.number(lower)} and more"
            if upper is None
            else f"{phrase.number(lower)} to {phrase.number(upper)}"
        )
        entries.append({"label": label, "color": map_style.SEQUENTIAL[index], "shape": "area"})
        lower = upper or 0.0
    return values, entries


@lru_cache(maxsize=16)
def classes(package: Package, measure: str) -> tuple[float, ...]:
    """Limits between five classes: fifths of all rounds' counts, made round.

    They are the same for every day, so that a colour means the same while time moves.
    """
    counts = package.displacement.loc[package.displacement["measure"] == measure, "individuals"]
    fifths = counts.astype("float64").quantile([0.2, 0.4, 0.6, 0.8])
    return tuple(dict.fromkeys(_round(value) for value in fifths))


def _round(value: float) -> float:
    """Round to one of 1, 1.5, 2, 3, 5 or 7 times a power of ten, the nearest by ratio."""
    if value < 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = [step * power for step in (1, 1.5, 2, 3, 5, 7, 10)]
    return min(steps, key=lambda step: abs(math.log(step / value)))


def _class(value: float, breaks: tuple[float, ...]) -> int:
    return sum(value >= limit for limit in breaks)


def _cities(package: Package, scene: Scene) -> tuple[list[dict[str, Any]], list[Entry]]:
    held = control.holders(package, scene.at)
    cities, entries = [], []
    latitudes = package.places["latitude"].loc[list(held["place_id"])]
    for row in records(held):
        place = record(package.places, row["place_id"])
        holder = package.actors["short_name"][row["holder_id"]]
        colour = map_style.holder_colour(package, row["holder_id"])
        # Plates go above or below their city in turn from south to north, to keep clear of others.
        rank = int((latitudes < place["latitude"]).sum())
        cities.append(
            {
                "place": place["name"],
                "holder": f"{holder}{map_style.CONTROL_SUFFIX[row['status']]}",
                "status": row["status"],
                "color": colour,
                "side": "up" if rank % 2 else "down",
                "latitude": place["latitude"],
                "longitude": place["longitude"],
            }
        )
        entries.append({"label": holder, "color": colour, "shape": "area"})
    unique = list({entry["label"]: entry for entry in entries}.values())
    heading = {"heading": f"City held by, {phrase.day(scene.at)}"}
    return cities, [heading, *unique] if unique else []


def _mark_entries(claims: pd.DataFrame, scene: Scene) -> list[Entry]:
    """Explain the kinds of marks that are on the map, and what their lines mean."""
    drawn = claims["claim_type"].map(layer_of).isin(scene.layers)
    placed = claims[(claims["place_id"] != "") & drawn]
    present = set(placed["claim_type"])
    entries: list[Entry] = [{"heading": "Claims"}]
    for kind, label in words.TYPE_LABEL.items():
        if kind in present:
            entries.append(
                {
                    "label": label,
                    "color": palette.TYPE_COLOUR[kind],
                    "shape": map_style.SHAPE[kind],
                    "kind": kind,
                }
            )
    if "casualty" in present:
        colour = palette.TYPE_COLOUR["casualty"]
        entries += [
            {
                "label": "area by figure, ring up to the high value",
                "color": colour,
                "ring": "high",
                "radius": 5,
            },
            {"label": "open ring: at least", "color": colour, "ring": "open", "radius": 6},
        ]
    if set(placed["geo_precision"]) & {"admin1", "region", "country"}:
        entries.append(
            {
                "label": "somewhere in the area, not at the point",
                "color": map_style.NEUTRAL,
                "precision": "area",
                "ring": "area",
            }
        )
    if FOUND in scene.layers and (placed["found_place_id"] != "").any():
        entries.append(
            {
                "label": "place found in another source",
                "color": map_style.NEUTRAL,
                "precision": "found",
                "shape": "diamond",
            }
        )
    return entries if len(entries) > 1 else []
