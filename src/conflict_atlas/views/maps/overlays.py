"""Everything on the map that changes: areas, marks, cities, and the legend that explains them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps.areas import areas
from conflict_atlas.views.maps.atlas_map import Entry, Overlay, to_script_json
from conflict_atlas.views.maps.cities import cities
from conflict_atlas.views.maps.legend import mark_entries
from conflict_atlas.views.maps.map_assets import BASEMAP_DESCRIPTOR
from conflict_atlas.views.maps.map_marks import FOUND, layer_of, marks


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
    package: Package, claim_ids: Sequence[str], scene: Scene
) -> tuple[tuple[Overlay, ...], str]:
    """Return the layers to draw, lowest first, and the legend's entries as JSON."""
    rows = [record(package, "claims")[claim_id] for claim_id in claim_ids]
    found = FOUND in scene.layers
    wanted = [r for r in rows if layer_of(r["claim_type"]) in scene.layers]
    placed = [r for r in wanted if r["place_id"] or (found and r["found_place_id"])]
    drawn = [Overlay.of("layer", marks(package, placed, scene.selected, found=found))]
    legend: list[Entry] = mark_entries(placed, found=found)
    if "Displacement" in scene.layers and (part := areas(package, scene.people, scene.at)):
        drawn.insert(0, part.overlay)
        legend += part.entries
    if "City control" in scene.layers and (part := cities(package, scene.at)):
        drawn.append(part.overlay)
        legend += part.entries
    return tuple(drawn), to_script_json(legend)


def absent(package: Package, claim_ids: Sequence[str]) -> str:
    """Say which claims of a selection the map cannot show: without a place, or beyond its edge."""
    parts = []
    rows = [record(package, "claims")[claim_id] for claim_id in claim_ids]
    place_ids = [row["place_id"] or row["found_place_id"] for row in rows]
    nowhere = place_ids.count("")
    if nowhere:
        parts.append(f"{nowhere} without a place")
    beyond = [place_id for place_id in place_ids if place_id in _beyond(package)]
    if beyond:
        names = sorted({record(package, "places")[place_id]["name"] for place_id in beyond})
        parts.append(f"{len(beyond)} beyond this map ({phrase.listed(names, most=6)})")
    return f"Not drawn: {' and '.join(parts)}; the list has them." if parts else ""


@memoized(8)
def _beyond(package: Package) -> frozenset[str]:
    """Places outside the basemap; none without a basemap."""
    file = package.basemap_file(BASEMAP_DESCRIPTOR)
    if file is None:
        return frozenset()
    edge = json.loads(file.read_text("utf-8"))["bounds"]
    inside = package.places.cx[edge["west"] : edge["east"], edge["south"] : edge["north"]]
    return frozenset(package.places.index.difference(inside.index))
