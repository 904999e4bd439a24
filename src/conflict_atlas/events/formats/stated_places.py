"""Points that a mapping file gives for codes or names of areas, for rows without coordinates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conflict_atlas.events.formats.import_fault import ImportFault

# How exactly a point of an area says where an event was.
PRECISIONS = ("admin2", "admin1", "region", "country")
_LIMITS = (90, 180)


@dataclass(frozen=True)
class Places:
    """Points by what a column holds: code or name, degrees north, degrees east.

    ``precision`` is that of every one of them: the point stands for an area around it.
    """

    column: str
    precision: str
    points: tuple[tuple[str, float, float], ...]


def check_places(value: Mapping[str, Any], file: str) -> Places:
    """Check the section [places] of a mapping file; raises ImportFault."""
    for name in value:
        if name not in ("column", "precision", "points"):
            reason = "expected column, precision and [places.points]"
            raise ImportFault(file, reason, column=f"places.{name}")
    column, precision, points = (value.get(name) for name in ("column", "precision", "points"))
    if not isinstance(column, str | int) or isinstance(column, bool):
        raise ImportFault(file, "expected the column of codes or names", column="places.column")
    if precision not in PRECISIONS:
        reason = f"expected one of {', '.join(PRECISIONS)}"
        raise ImportFault(file, reason, column="places.precision", value=str(precision or ""))
    if not isinstance(points, Mapping) or not points:
        reason = "expected lines such as IQG08 = [33.3, 44.4], degrees north and east"
        raise ImportFault(file, reason, column="places.points")
    read = tuple((name.strip(), *_point(name, point, file)) for name, point in points.items())
    if len({name for name, _, _ in read}) < len(read):
        raise ImportFault(file, "two lines have the same name", column="places.points")
    return Places(str(column), precision, read)


def _point(name: str, point: Any, file: str) -> tuple[float, float]:
    sound = (
        isinstance(point, list)
        and len(point) == len(_LIMITS)
        and all(isinstance(one, int | float) and not isinstance(one, bool) for one in point)
        and all(abs(one) <= most for one, most in zip(point, _LIMITS, strict=True))
    )
    if not sound:
        reason = "expected [degrees north, degrees east]"
        raise ImportFault(file, reason, column=f"places.points.{name}", value=str(point))
    return float(point[0]), float(point[1])
