"""Whether the files of a package's basemap are whole, and show the part of the earth they should.

``basemap.json`` names them: layers of GeoJSON, and pictures of the relief.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from conflict_atlas.claims.check.odd_characters import find_odd
from conflict_atlas.claims.check.relief import check_relief
from conflict_atlas.claims.folder import DESCRIPTOR, read_json
from conflict_atlas.claims.package import Package
from conflict_atlas.country_boxes import EARTH, Box
from conflict_atlas.fault import Fault, PackageError

BASEMAP, COUNTRIES, ADMIN1 = "basemap.json", "countries.geojson", "admin1.geojson"
# Without basemap.json these are looked at, where the folder has them.
_CODES = {COUNTRIES: "iso_a2", ADMIN1: "iso_3166_2"}
_AROUND = 45  # degrees around the map that its outlines may reach, for wide windows

RawFeature = dict[str, Any]


@dataclass
class Basemap:
    """A basemap as read: the features of each layer by file, and its faults."""

    layers: dict[str, list[RawFeature]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_basemap(package: Package) -> Basemap:
    """Read every file of the basemap; empty where the package brings none."""
    read, folder = Basemap(), package.map.basemap
    if not folder:
        return read
    path = package.path / folder
    if path.is_symlink() or not path.is_dir():
        reason = "the package has no such folder"
        read.faults.append(Fault(DESCRIPTOR, 0, "map.basemap", folder, reason))
        return read
    try:
        bounds, layers, reliefs = _settings(package.path, f"{folder}/{BASEMAP}")
        read.faults += _check_names(path, f"{folder}/{BASEMAP}", [*layers, *reliefs])
    except PackageError as error:
        read.faults += error.faults
    if read.faults:
        return read
    for file, count in layers.items():
        _read_layer(read, package.path, f"{folder}/{file}", bounds, count)
    for file, stated in reliefs.items():
        read.faults += check_relief(package.path, f"{folder}/{file}", bounds, stated)
    return read


def _settings(path: Path, name: str) -> tuple[Box, dict[str, Any], dict[str, Any]]:
    """Bounds, number of features by layer, settings by picture; raises PackageError."""
    if not (path / name).exists():
        present = [file for file in _CODES if (path / name).with_name(file).exists()]
        return EARTH, dict.fromkeys(present), {}
    settings = read_json(path, name)
    try:
        box = Box(*(float(settings["bounds"][side]) for side in Box._fields))
        parts = settings.get("layers", {}).values()
        reliefs = {str(part["file"]): part for part in (settings.get("relief") or {}).values()}
        layers = {str(part["file"]): part.get("features") for part in parts}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        reason = f"expected bounds and layers with files: {error!r}"
        raise PackageError([Fault(name, 0, "", "", reason)]) from None
    if not (box.west < box.east and box.south < box.north and EARTH.encloses(box)):
        value = ", ".join(f"{side:g}" for side in box)
        reason = "expected west < east and south < north, in degrees"
        raise PackageError([Fault(name, 0, "bounds", value, reason)])
    return box, layers, reliefs


def _check_names(folder: Path, name: str, files: list[str]) -> Iterator[Fault]:
    for file in files:
        if Path(file).name != file or not (folder / file).exists():
            yield Fault(name, 0, "file", file, "expected the name of a file beside basemap.json")


def _read_layer(read: Basemap, path: Path, name: str, bounds: Box, count: object) -> None:
    try:
        features = read_json(path, name)["features"]
        faults = list(_check_features(name, features, bounds))
    except PackageError as error:
        read.faults += error.faults
    except (LookupError, TypeError, AttributeError) as error:
        reason = f"not readable as GeoJSON: {error!r}"
        read.faults.append(Fault(name, 0, "", "", reason))
    else:
        if count is not None and count != len(features):
            reason = f"expected {count} features, as basemap.json says"
            faults.append(Fault(name, 0, "features", str(len(features)), reason))
        read.faults += faults
        read.layers[Path(name).name] = features


def _check_features(name: str, features: list[RawFeature], bounds: Box) -> Iterator[Fault]:
    """Check each feature: its geometry, where it lies, its texts, its code."""
    code = _CODES.get(Path(name).name)
    for number, feature in enumerate(features, start=1):
        properties = feature["properties"] or {}
        where = f"features[{number}]"
        texts = (text for text in properties.values() if isinstance(text, str))
        for odd in filter(None, map(find_odd, texts)):
            yield Fault(name, 0, where, "", odd)
        if code and not isinstance(properties.get(code), str):
            yield Fault(name, 0, f"{where}.{code}", "", "a value is required")
        if reason := _misshapen(feature["geometry"], bounds):
            yield Fault(name, 0, where, "", reason)


def _misshapen(geometry: object, bounds: Box) -> str:
    """Say what is wrong with a geometry; "" for nothing. A feature may have none."""
    if geometry is None:
        return ""
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.GEOSException, ValueError) as error:
        return f"not readable as GeoJSON: {error}"
    if shape.is_empty:
        return "expected a geometry that is not empty"
    box = Box(*shape.bounds)
    if not EARTH.encloses(box):
        return "coordinates that are not on earth: expected longitude, latitude"
    return "lies far from the bounds of the map" if bounds.apart(box) > _AROUND else ""
