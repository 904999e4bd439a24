"""Whether a code is a country's and a point lies in it, as far as outlines and boxes tell."""

import re
from collections.abc import Iterator, Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from conflict_atlas.country_boxes import Box

Point = tuple[float, float]  # latitude, longitude

# About 50 km: simplified borders and points at sea or on a river bank must not raise an alarm.
_TOLERANCE_DEGREES = 0.5
_CLEARLY_DEGREES = 0.1  # further than the outlines are coarse
# Codes that ISO 3166-1 leaves for private use: several countries, or invented ones.
_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
# Countries and dependencies that Natural Earth counts as parts of others.
_WITHOUT_BOX = frozenset(("BQ", "BV", "CC", "CX", "GF", "GP", "MQ", "RE", "SJ", "YT"))


class Countries:
    """What is known of countries: outlines, which end at the edge of the basemap, and boxes."""

    def __init__(self, outlines: Mapping[str, BaseGeometry], boxes: Mapping[str, Box]) -> None:
        """Take outlines by code, and boxes by lower-case code or name."""
        self._outlines, self._boxes = outlines, boxes
        self._sight = shapely.union_all(list(outlines.values())).envelope if outlines else None

    def doubt_code(self, code: str, name: str) -> str:
        """Say why a code cannot be that of the country named; "" when it can."""
        if code in self._outlines or code in _WITHOUT_BOX or _USER_ASSIGNED.fullmatch(code):
            return ""
        box, named = self._boxes.get(code.lower()), self._boxes.get(name.lower())
        if box is None:
            return "no country has this code (ISO 3166-1)"
        # A name may mean several states; its box then encloses theirs.
        return "" if named is None or named.encloses(box) else f"this is not the code of {name}"

    def doubt_point(self, code: str, point: Point, *, exact: bool = True) -> str:
        """Say why a point cannot lie in a country; "" when it can, or nothing is known of it.

        One that is not ``exact``, as that of a label, may lie beyond a border nearby.
        """
        outline, box = self._outlines.get(code), self._boxes.get(code.lower())
        there = self._lies_in_another(outline, point) if exact else ""
        if not there and self._may_hold(outline, box, point):
            return ""
        for slip, other in slips(point):
            if _is_near(outline, other) or (outline is None and box and _is_in(box, other)):
                return f"{slip}, else it lies in {code}"
        if there:
            return f"lies in {there}, and not in {code}"
        if box is None and not self._is_in_sight(point):
            return ""
        return f"lies more than 50 km outside {code}"

    def _lies_in_another(self, outline: BaseGeometry | None, point: Point) -> str:
        """Code of the country that a point lies in, clearly on that side of the border."""
        spot = _spot(point)
        if outline is None or outline.distance(spot) <= _CLEARLY_DEGREES:
            return ""
        return next((one for one, other in self._outlines.items() if other.contains(spot)), "")

    def _may_hold(self, outline: BaseGeometry | None, box: Box | None, point: Point) -> bool:
        if outline is None:
            return box is None or _is_in(box, point)
        if _is_near(outline, point):
            return True
        # Beyond the edge of the basemap, where the country may go on.
        return not self._is_in_sight(point) and box is not None and _is_in(box, point)

    def _is_in_sight(self, point: Point) -> bool:
        return self._sight is not None and bool(self._sight.contains(_spot(point)))


def slips(point: Point) -> Iterator[tuple[str, Point]]:
    """Slips of the pen that may have changed a point, each with the point that was meant."""
    latitude, longitude = point
    yield "latitude and longitude are perhaps swapped", (longitude, latitude)
    yield "the sign of the latitude is perhaps wrong", (-latitude, longitude)
    yield "the sign of the longitude is perhaps wrong", (latitude, -longitude)
    yield "both signs are perhaps wrong", (-latitude, -longitude)


def _is_near(outline: BaseGeometry | None, point: Point) -> bool:
    return outline is not None and bool(outline.distance(_spot(point)) <= _TOLERANCE_DEGREES)


def _is_in(box: Box, point: Point) -> bool:
    return box.holds(*point, _TOLERANCE_DEGREES)


def _spot(point: Point) -> shapely.Point:
    return shapely.Point(point[1], point[0])
