"""Circles on the globe: the box that holds one, so that an engine measures few distances."""

import math

from conflict_atlas.events.asked import Bounds, Circle

EARTH_KM = 6371.0088
# Rounding must not push a point on the edge of a circle out of the box drawn around it.
_SLACK = 1e-9


def around(circle: Circle) -> Bounds:
    """Smallest box that holds a circle."""
    angle = circle.km / EARTH_KM
    reach = math.degrees(angle) + _SLACK
    south, north = circle.latitude - reach, circle.latitude + reach
    if south <= -90 or north >= 90:  # noqa: PLR2004 - the poles
        return Bounds(-180, south, 180, north)
    side = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(circle.latitude))))
    west, east = circle.longitude - side - _SLACK, circle.longitude + side + _SLACK
    if east - west >= 360:  # noqa: PLR2004 - once around
        return Bounds(-180, south, 180, north)
    return Bounds(wrap(west), south, wrap(east), north)


def wrap(longitude: float) -> float:
    """Bring a longitude to -180 up to 180 degrees; the date line stays on its side."""
    inside = -180 <= longitude <= 180  # noqa: PLR2004 - the date line
    return longitude if inside else (longitude + 180) % 360 - 180
