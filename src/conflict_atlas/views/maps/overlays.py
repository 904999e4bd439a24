"""Everything on the map that changes: coloured areas, plates, the day, and the area framed."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.views.maps import place_groups
from conflict_atlas.views.maps.areas import areas
from conflict_atlas.views.maps.month_areas import month_areas
from conflict_atlas.views.maps.plates import plates
from conflict_atlas.views.maps.script_layer import Overlay

_ROOM = 0.35  # degrees of margin around the framed places
_AREA_ROOM = 3.5  # and around the point of a whole country or region


@dataclass(frozen=True)
class Scene:
    """The content of the map.

    ``at`` is the day for cities and counts, ``measure`` what areas are coloured by, ``opened`` the
    selected place. The map frames the remaining claims when ``frame`` changes, or with ``whole``
    its opening view; if ``view`` (latitude, longitude, zoom) is given, it shows that instead.
    """

    at: pd.Timestamp
    measure: str = ""
    opened: str = ""
    frame: str = ""
    whole: bool = True
    view: tuple[float, float, float] | None = None


def overlays(package: Package, claim_ids: Sequence[str], scene: Scene) -> tuple[Overlay, ...]:
    """Return the layers to draw, lowest first."""
    drawn = [Overlay.of("plates", plates(package, claim_ids, scene.opened))]
    coloured = areas(package, scene.measure) or month_areas(package, scene.measure)
    if coloured:
        drawn.insert(0, coloured)
    bounds = None if scene.whole else _bounds(package, claim_ids)
    framed = {"asked": scene.frame, "bounds": bounds, "view": scene.view}
    drawn.append(Overlay.of("frame", framed))
    drawn.append(Overlay.of("day", f"{scene.at:%Y-%m-%d}"))
    return tuple(drawn)


def _bounds(package: Package, claim_ids: Sequence[str]) -> list[list[float]] | None:
    """South-west and north-east corner of the places of some claims; None without any on the map.

    The point of an area counts only if there is no other place.
    """
    groups = place_groups.group(package, tuple(claim_ids))
    shown = groups.towns or groups.areas
    places = [record(package, "places")[one.place_id] for one in shown]
    if not places:
        return None
    north = [place["latitude"] for place in places]
    east = [place["longitude"] for place in places]
    room = _ROOM if groups.towns else _AREA_ROOM
    return [[min(north) - room, min(east) - room], [max(north) + room, max(east) + room]]
