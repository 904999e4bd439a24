"""From claims to marks: what stands where on the map, how large, and how sure."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.memoization import memoized
from conflict_atlas.views import palette, words
from conflict_atlas.views.maps import map_style

LAYERS = ("Events", "Casualties", "Deployments", "Displacement", "City control", "Other claims")
FOUND = "Found places"
ALL_LAYERS = (*LAYERS, FOUND)
LAYER_OF_TYPE = {
    "event": "Events",
    "casualty": "Casualties",
    "deployment": "Deployments",
    "displacement": "Displacement",
}
AREAS = frozenset(("admin1", "region", "country"))
SCALED = {"casualty": 32.0, "deployment": 22.0}
PLAIN_RADIUS = 6.5
SMALLEST = 4.5
STEP = 17.0


@dataclass(frozen=True)
class Size:
    """Radii in pixels; the areas are proportional to the figures within one claim type.

    ``outer`` is the upper bound's ring, or where ``is_open`` a ring that only says "or more".
    """

    radius: float
    outer: float | None = None
    is_open: bool = False


def layer_of(claim_type: str) -> str:
    """Name of the map layer a type of claim belongs to."""
    return LAYER_OF_TYPE.get(claim_type, "Other claims")


def marks(package: Package, placed: list[Record], selected: str, *, found: bool) -> dict[str, Any]:
    """Make one GeoJSON FeatureCollection of the marks of claims with a place, given or found.

    ``found`` adds the places that other sources give for them.
    """
    groups: dict[str, list[Record]] = {}
    for row in placed:
        if row["place_id"]:
            groups.setdefault(row["place_id"], []).append(row)
    features = []
    for place_id, group in groups.items():
        place = record(package, "places")[place_id]
        sized = [(row, size_of(package, row["claim_id"])) for row in group]
        sized.sort(key=lambda pair: -pair[1].radius)
        offsets = _around([size for _, size in sized])
        for (row, size), offset in zip(sized, offsets, strict=True):
            features.append(_mark(package, row, (place, size, offset), selected))
    if found:
        features += _found(package, placed, selected)
    return {"type": "FeatureCollection", "features": features}


@memoized(4096)
def tip(package: Package, claim_id: str) -> list[str]:
    """Lines of a mark's tooltip: headline, figure, when and how sure, who says so."""
    row = record(package, "claims")[claim_id]
    figure = phrase.figure(row["low"], row["high"], row["bound"], row["unit"])
    when = phrase.span(row["date_start"], row["date_end"], row["time_precision"])
    place = record(package, "places")[row["place_id"]]["name"]
    precision = words.GEO_PRECISION_LABEL[row["geo_precision"]]
    lines = [row["title"], figure, f"{when}; {place} ({precision})"]
    lines.append(f"Says: {row['attributed_to']}, paragraph {row['paragraph']}")
    return [line for line in lines if line]


def _mark(
    package: Package,
    row: Record,
    at: tuple[Record, Size, tuple[float, float]],
    selected: str,
) -> dict[str, Any]:
    place, size, offset = at
    kind = row["claim_type"]
    is_area = row["geo_precision"] in AREAS
    return _feature(
        place,
        claim_id=row["claim_id"],
        kind=kind,
        shape=map_style.SHAPE[kind],
        color=palette.TYPE_COLOUR[kind],
        radius=round(size.radius, 1),
        outer=round(size.outer, 1) if size.outer else None,
        open=size.is_open,
        precision="area" if is_area else "exact",
        dx=round(offset[0], 1),
        dy=round(offset[1], 1),
        selected=row["claim_id"] == selected,
        tip=tip(package, row["claim_id"]),
    )


def _found(package: Package, placed: list[Record], selected: str) -> list[dict[str, Any]]:
    """Hollow marks for the places another source gives, tied to the place the article gives."""
    features: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], int] = {}
    for row in placed:
        if not row["found_place_id"]:
            continue
        place = record(package, "places")[row["found_place_id"]]
        home = record(package, "places").get(row["place_id"])
        pair = (row["place_id"], row["found_place_id"])
        nth = seen[pair] = seen.get(pair, -1) + 1
        if nth == 0 and home:
            line = {"type": "LineString", "coordinates": [_point(home), _point(place)]}
            features.append({"type": "Feature", "geometry": line, "properties": {}})
        source = record(package, "sources")[row["found_source_id"]]["publisher"]
        said = home["name"] if home else "no place"
        tip_lines = [
            f"{place['name']}: found for “{row['title']}”",
            f"The article says {said}; the place is from {source}",
        ]
        features.append(_found_mark(row, place, nth, tip_lines, selected=selected))
    return features


def _found_mark(
    row: Record, place: Record, nth: int, tip_lines: list[str], *, selected: str
) -> dict[str, Any]:
    return _feature(
        place,
        claim_id=row["claim_id"],
        kind="found",
        shape="drop",
        color=palette.TYPE_COLOUR[row["claim_type"]],
        radius=6.0,
        outer=None,
        open=False,
        precision="found",
        dx=nth * STEP,
        dy=0.0,
        selected=row["claim_id"] == selected,
        tip=tip_lines,
    )


def _feature(place: Record, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _point(place)},
        "properties": properties,
    }


def _point(place: Record) -> list[float]:
    return [round(place["longitude"], 5), round(place["latitude"], 5)]


@memoized(4096)
def size_of(package: Package, claim_id: str) -> Size:
    """Size of a claim's mark: plain without a figure, else an area in proportion to it."""
    row = record(package, "claims")[claim_id]
    largest = SCALED.get(row["claim_type"])
    low, high = row["low"], row["high"]
    missing = phrase.is_missing(low), phrase.is_missing(high)
    if largest is None or all(missing):
        return Size(PLAIN_RADIUS)
    top = _top(package, row["claim_type"])

    def radius(value: float) -> float:
        return max(SMALLEST, largest * math.sqrt(value / top))

    inner = radius(high if missing[0] else low)
    if row["bound"] == "at_least":
        return Size(inner, inner + 4, is_open=True)
    if not any(missing) and high > low:
        return Size(inner, radius(high))
    return Size(inner)


@memoized(64)
def _top(package: Package, claim_type: str) -> float:
    same = package.claims[package.claims["claim_type"] == claim_type]
    largest = float(same[["low", "high"]].to_numpy(dtype="float64", na_value=0.0).max())
    return largest or 1.0  # where every figure is 0, any scale shows them as small as can be


def _around(sizes: list[Size]) -> Iterator[tuple[float, float]]:
    """Offsets in pixels that set marks of one place around the largest, ring by ring.

    ``sizes`` come largest first. The first mark stands on the place itself.
    """
    if not sizes:
        return
    yield 0.0, 0.0
    reach = max(sizes[0].radius, sizes[0].outer or 0)
    rest = sizes[1:]
    while rest:
        widest = max(max(size.radius, size.outer or 0) for size in rest)
        distance = reach + widest + 3
        # Neighbours are a chord apart, which is shorter than the arc between them.
        room = int(math.pi / math.asin(min(1.0, max(STEP, 2 * widest + 3) / 2 / distance)))
        ring, rest = rest[:room], rest[room:]
        for index in range(len(ring)):
            angle = -math.pi / 2 + 2 * math.pi * index / max(len(ring), min(3, room))
            yield distance * math.cos(angle), distance * math.sin(angle)
        reach = distance + widest
