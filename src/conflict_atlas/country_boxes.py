"""Boxes around countries, by code and by name: coarse, so they find gross errors only.

Derived from Natural Earth by ``data/basemap/recipe/country_boxes.py``. A country that reaches over
the date line has a box around the whole world.
"""

import csv
from typing import NamedTuple

from conflict_atlas.settings import CODE

_FILE = CODE / "country_boxes.csv"


class Box(NamedTuple):
    """Sides in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float, margin: float) -> bool:
        """Whether a point lies inside, or less than ``margin`` degrees outside."""
        within = self.south - margin <= latitude <= self.north + margin
        return within and self.west - margin <= longitude <= self.east + margin

    def encloses(self, other: "Box") -> bool:
        """Whether another box lies inside this one."""
        corners = ((other.south, other.west), (other.north, other.east))
        return all(self.holds(*corner, margin=0) for corner in corners)

    def apart(self, other: "Box") -> float:
        """Degrees between two boxes, the greater of latitude and longitude; 0 where they meet."""
        across = (self.west - other.east, other.west - self.east)
        return max(0, *across, self.south - other.north, other.south - self.north)


EARTH = Box(-180, -90, 180, 90)


def boxes() -> dict[str, Box]:
    """Boxes by lower-case name, and by ISO 3166 code of two or three letters."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["name"]: Box(*(float(row[side]) for side in Box._fields)) for row in rows}
