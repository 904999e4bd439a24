"""Everything on the map that changes: areas, cities, marks, and the legend that explains them."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from conflict_atlas.claims import control, displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.views import map_style, palette, words
from conflict_atlas.views.atlas_map import Overlay, to_script_json
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


def _areas(package: Package, scene: Scene) -> tuple[dict[str, Any], list[Entry]]:
    """Colour each governorate by its class of people in the round nearest to the day."""
    table = displacement.by_admin1(package, scene.people, scene.at)
    if table.empty:
        return {}, []
    breaks = classes(table["individuals"])
    publisher = package.sources.loc[table["source_id"].iloc[0], "publisher"]
    day = phrase.day(table["date"].iloc[0])
    people = map_style.PEOPLE[scene.people]
    values = {
        row.admin1_code: {
            "color": map_style.SEQUENTIAL[_class(row.individuals, breaks)],
            "tip": [
                f"{row.admin1}: {phrase.exact(row.individuals)} {people}",
                f"{publisher}, {day}",
            ],
        }
        for row in table.itertuples()
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


def classes(values: pd.Series) -> list[float]:
    """Four round limits between five classes, spread over the values' range."""
    top = float(values.max())
    if top <= 0:
        return [1.0, 2.0, 3.0, 4.0]
    magnitude = 10.0 ** (len(str(int(top))) - 1)
    step = magnitude * (0.2 if top < 2 * magnitude else 0.5 if top < 5 * magnitude else 1.0)
    return [step * part for part in (0.25, 0.5, 1.0, 2.0)]


def _class(value: float, breaks: list[float]) -> int:
    return sum(value >= limit for limit in breaks)


def _cities(package: Package, scene: Scene) -> tuple[list[dict[str, Any]], list[Entry]]:
    held = control.holders(package, scene.at)
    cities, entries = [], []
    latitudes = package.places.loc[held["place_id"], "latitude"]
    for row, latitude in zip(held.itertuples(), latitudes, strict=True):
        place = package.places.loc[row.place_id]
        actor = package.actors.loc[row.holder_id]
        colour = map_style.holder_colour(package, row.holder_id)
        # Plates go above or below their city in turn from south to north, to keep clear of others.
        rank = int((latitudes < latitude).sum())
        cities.append(
            {
                "place": place["name"],
                "holder": f"{actor['short_name']}{map_style.CONTROL_SUFFIX[row.status]}",
                "status": row.status,
                "color": colour,
                "side": "up" if rank % 2 else "down",
                "latitude": float(place["latitude"]),
                "longitude": float(place["longitude"]),
            }
        )
        entries.append({"label": actor["short_name"], "color": colour, "shape": "area"})
    unique = list({entry["label"]: entry for entry in entries}.values())
    heading = {"heading": f"City held by, {phrase.day(scene.at)}"}
    return cities, [heading, *unique] if unique else []


def _mark_entries(claims: pd.DataFrame, scene: Scene) -> list[Entry]:
    """Explain the kinds of marks that are on the map, and what their lines mean."""
    placed = claims[(claims["place_id"] != "") & claims["claim_type"].map(layer_of).isin(scene.layers)]
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
            {"heading": "Area by figure, ring by bound"},
            {"label": "low, ring up to high", "color": colour, "ring": "high", "radius": 5},
            {"label": "at least: open ring", "color": colour, "ring": "open", "radius": 6},
        ]
    if set(placed["geo_precision"]) & {"admin1", "region", "country"}:
        entries.append(
            {
                "label": "somewhere in this area, not at this point",
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
