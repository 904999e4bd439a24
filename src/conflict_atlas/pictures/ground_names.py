"""Names on the basemap: towns, countries and governorates, each only where there is free space."""

from collections.abc import Iterator
from dataclasses import dataclass

from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized
from conflict_atlas.pictures import basemap, fonts
from conflict_atlas.pictures.drawing import Circle, Fill, Shape, Text
from conflict_atlas.pictures.mercator import View, degrees
from conflict_atlas.pictures.room import Area, Room

_SIDES = ("right", "left", "top", "bottom")
_ALWAYS = 99.0
_FONT = {0: (13.0, 600), 1: (12.0, 500)}  # for the most important towns


@dataclass(frozen=True)
class Label:
    """A name and the zoom levels between which it is shown."""

    words: str
    longitude: float
    latitude: float
    first: float
    last: float
    kind: str
    rank: int = 9
    side: str = "right"


@memoized(8)
def labels(package: Package) -> tuple[Label, ...]:
    """All names of the basemap, towns first, more important ones before others."""
    last = (basemap.describe(package).get("country_label_zooms") or [5, 7])[1]
    found = [
        *_towns(package),
        *_named(package, "countries", last),
        *_named(package, "admin1", _ALWAYS),
    ]
    return tuple(sorted(found, key=lambda one: (one.kind != "town", one.first)))


def place(
    package: Package, view: View, room: Room, named: list[tuple[float, float]], but: frozenset[str]
) -> Iterator[Shape]:
    """Draw the names for which there is room.

    ``named`` are pixels of towns that have a plate, ``but`` countries already named by one.
    """
    for label in labels(package):
        if not label.first <= view.zoom <= label.last:
            continue
        at = view.point(label.longitude, label.latitude)
        if not view.holds(at) or (label.kind == "country" and label.words in but):
            continue
        near = (abs(at[0] - x) + abs(at[1] - y) < 12 for x, y in named)  # noqa: PLR2004 - pixels
        if label.kind == "town" and any(near):
            continue
        yield from _draw(label, at, room)


def _draw(label: Label, at: tuple[float, float], room: Room) -> Iterator[Shape]:
    size, weight = _FONT.get(label.rank, (12.0, 400)) if label.kind == "town" else (12.0, 400)
    size = 11.0 if label.kind == "admin1" else size
    apart = {"country": 1.8, "admin1": 0.7}.get(label.kind, 0.0)
    words = label.words.upper() if label.kind == "country" else label.words
    italic = label.kind == "admin1"
    wide = fonts.measure(words, size, weight, italic=italic) + apart * len(words)
    sides = [label.side, *_SIDES] if label.kind == "town" else ["middle"]
    for side in sides:
        box = _box(at, wide, side)
        if not room.is_free(box):
            continue
        room.take(box)
        if label.kind == "town":
            yield Circle(at, 3, fill=Fill("halo", 0.9))
            yield Circle(at, 2, fill=Fill("muted"))
        start = {"right": at[0] + 7, "left": at[0] - 7 - wide}.get(side, at[0] - wide / 2)
        base = box.y + 12
        yield Text(
            (start, base), words, size, weight, "muted", halo="halo", is_italic=italic, apart=apart
        )
        return


def _box(at: tuple[float, float], wide: float, side: str) -> Area:
    w = wide + 14
    x = {"right": at[0] - 4, "left": at[0] - w + 4}.get(side, at[0] - w / 2)
    y = {"top": at[1] - 20, "bottom": at[1] + 4}.get(side, at[1] - 8)
    return Area(x, y, w, 16)


def _towns(package: Package) -> Iterator[Label]:
    for feature in basemap.read(package, "towns"):
        known = feature.properties
        longitude, latitude = _degrees(feature)
        yield Label(
            words=known.get("name_en") or known.get("name") or "",
            longitude=longitude,
            latitude=latitude,
            first=known.get("min_zoom") or 6,
            last=_ALWAYS,
            kind="town",
            rank=known.get("rank") or 0,
            side=known.get("anchor") or "right",
        )


def _named(package: Package, layer: str, last: float) -> Iterator[Label]:
    kind = "country" if layer == "countries" else "admin1"
    for feature in basemap.read(package, layer):
        known = feature.properties
        if known.get("label_zoom") is None or known.get("label_lat") is None:
            continue
        name = known.get("name_en") or known.get("name") or ""
        spot = known["label_lon"], known["label_lat"]
        yield Label(name, *spot, first=known["label_zoom"], last=last, kind=kind)


def _degrees(feature: basemap.Feature) -> tuple[float, float]:
    """Longitude and latitude of a point of the basemap."""
    x, y = feature.parts[0][0]
    return degrees(float(x), float(y))
