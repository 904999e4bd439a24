"""Whether places lie where their rows say, by the borders of the package's own basemap."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from conflict_atlas.claims.folder import DESCRIPTOR
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault

BASEMAP, COUNTRIES, ADMIN1 = "basemap.json", "countries.geojson", "admin1.geojson"
SIDES = ("west", "south", "east", "north")

# About 50 km: simplified borders and points at sea or on a river bank must not raise an alarm.
_TOLERANCE_DEGREES = 0.5


def check_geography(package: Package) -> list[Fault]:
    """Compare coordinates and governorate codes with the basemap, where the package brings one."""
    folder = package.map.basemap
    if folder and not (package.path / folder).is_dir():
        return [Fault(DESCRIPTOR, 0, "map.basemap", folder, "the package has no such folder")]
    faults = _basemap(package)
    if faults:
        return faults
    try:
        outlines = _outlines(_read(package.basemap_file(COUNTRIES)))
        codes = {f["properties"]["iso_3166_2"] for f in _read(package.basemap_file(ADMIN1))}
    except (OSError, ValueError, LookupError, TypeError, shapely.GEOSException) as error:
        return [Fault(DESCRIPTOR, 0, "map.basemap", folder, f"not readable as GeoJSON: {error}")]
    return [*_places(package, outlines), *_governorates(package, codes)]


def _basemap(package: Package) -> list[Fault]:
    """Faults of basemap.json: its edges, and the files it names."""
    file = package.basemap_file(BASEMAP)
    if file is None:
        return []
    name = f"{package.map.basemap}/{BASEMAP}"
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
        west, south, east, north = (float(settings["bounds"][side]) for side in SIDES)
        parts = [*settings.get("layers", {}).values(), *(settings.get("relief") or {}).values()]
        named = [str(part["file"]) for part in parts]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        return [Fault(name, 0, "", "", f"expected bounds and layers with files: {error!r}")]
    faults = []
    if not (west < east and south < north):
        value = f"{west:g}, {south:g}, {east:g}, {north:g}"
        faults.append(Fault(name, 0, "bounds", value, "expected west < east and south < north"))
    missing = [part for part in named if Path(part).name != part or not package.basemap_file(part)]
    reason = "expected the name of a file beside basemap.json"
    return [*faults, *(Fault(name, 0, "file", part, reason) for part in missing)]


def _read(path: Path | None) -> list[dict[str, Any]]:
    if path is None:
        return []
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _outlines(features: list[dict[str, Any]]) -> dict[str, BaseGeometry]:
    return {
        f["properties"]["iso_a2"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features
    }


def _places(package: Package, outlines: dict[str, BaseGeometry]) -> Iterator[Fault]:
    file = package.file_of("places")
    seen = shapely.union_all(list(outlines.values())).envelope if outlines else None
    table = package.places
    columns = zip(table["iso_a2"], table["latitude"], table["longitude"], strict=True)
    for number, (country, latitude, longitude) in enumerate(columns, start=2):
        value = f"{latitude:g}, {longitude:g}"
        if latitude == 0 and longitude == 0:
            yield Fault(file, number, "latitude, longitude", value, "0, 0 is no known place")
        elif seen is not None and country in outlines:
            reason = _misplaced(outlines[country], seen, latitude, longitude)
            if reason:
                yield Fault(file, number, "latitude, longitude", value, f"{reason} {country}")


def _misplaced(outline: BaseGeometry, seen: BaseGeometry, latitude: float, longitude: float) -> str:
    """Say what is wrong with a point; outlines may be cut off at the edge of the basemap."""
    point = shapely.Point(longitude, latitude)
    if outline.distance(point) <= _TOLERANCE_DEGREES:
        return ""
    if outline.distance(shapely.Point(latitude, longitude)) <= _TOLERANCE_DEGREES:
        return "latitude and longitude are perhaps swapped: the other way round it lies in"
    return "lies more than 50 km outside" if seen.contains(point) else ""


def _governorates(package: Package, codes: set[str]) -> Iterator[Fault]:
    reason = f"expected the iso_3166_2 of an outline in {ADMIN1}"
    for name, table in (
        ("displacement", package.displacement),
        ("area-counts", package.area_counts),
    ):
        for number, code in enumerate(table["admin1_code"], start=2):
            if codes and code and code not in codes:
                yield Fault(package.file_of(name), number, "admin1_code", code, reason)
