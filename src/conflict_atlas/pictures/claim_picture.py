"""One claim as a picture: what it says, a small map, and every competing figure."""

from collections.abc import Iterator
from dataclasses import dataclass

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.pictures import fonts, glyphs, interval_plot, sheet
from conflict_atlas.pictures.drawing import Clip, Drawing, Path, Shape, Stroke, Text
from conflict_atlas.pictures.map_drawing import MapContent, draw_with_scale
from conflict_atlas.pictures.mercator import View
from conflict_atlas.pictures.sheet import Caption, Size, Space
from conflict_atlas.views import words
from conflict_atlas.views.look import Look
from conflict_atlas.views.maps import place_groups

_SIDE = 16.0
_SMALL_ZOOM, _AREA_ZOOM = 7.0, 5.0  # of the map, around a town and of a country
_MAP = 0.42  # share of the width
_SUMMARY, _SUMMARY_LINE = 13.5, 18.0
_FACTS = 12.0
_NO_FIGURES = "No figure, neither in the article nor by others."


@dataclass(frozen=True)
class _Parts:
    """The claim, the space for its text and plot, and the one for its map, None without a place."""

    claim: Record
    text: Space
    map: Space | None


def draw_card(package: Package, claim_id: str, caption: Caption, size: Size, look: Look) -> Drawing:
    """Draw a claim; raises KeyError for an unknown one."""
    claim = record(package, "claims")[claim_id]
    made, space = sheet.begin(package, caption, size)
    parts = _part(package, claim, space)
    if parts.map:
        made.add(_map(package, claim, parts.map, look))
    made.add(*_text(package, parts))
    made.add(Path([[(0, space.top), (space.width, space.top)]], Stroke("line", 1)))
    made.add(sheet.rule(space))
    return made


def _part(package: Package, claim: Record, space: Space) -> _Parts:
    place_id = claim["place_id"]
    is_placed = bool(place_id) and place_groups.on_map(package, place_id)
    wide = round(space.width * _MAP) if is_placed else 0
    text = Space(_SIDE, space.top, space.width - wide - 2 * _SIDE, space.height)
    left = space.width - wide
    return _Parts(claim, text, Space(left, space.top, wide, space.height) if wide else None)


def _map(package: Package, claim: Record, space: Space, look: Look) -> Clip:
    place = record(package, "places")[claim["place_id"]]
    area = place_groups.is_area(package, claim["place_id"])
    zoom = min(package.map.zoom, _AREA_ZOOM + 0.3) if area else _SMALL_ZOOM
    view = View(place["latitude"], place["longitude"], zoom, space.width, space.height)
    day = f"{claim['date_end']:%Y-%m-%d}"
    content = MapContent((claim["claim_id"],), day, claim["place_id"])
    shapes = draw_with_scale(package, content, view, look)
    shapes.append(Path([[(0, 0), (0, space.height)]], Stroke("line", 1)))
    return Clip(space.left, space.top, space.width, space.height, shapes)


def _text(package: Package, parts: _Parts) -> Iterator[Shape]:
    """Write kind, summary and facts, and plot the figures in the remaining space."""
    claim, text = parts.claim, parts.text
    y = text.top + 24
    kind = claim["claim_type"]
    yield from glyphs.draw(kind, text.left, y - 11, 14)
    yield Text((text.left + 19, y), words.TYPE_LABEL[kind], _FACTS, 600, "muted")
    y += 20
    for line in fonts.wrap(claim["summary"], _SUMMARY, text.width, 5):
        yield Text((text.left, y), line, _SUMMARY)
        y += _SUMMARY_LINE
    for line in _facts(package, claim):
        yield Text((text.left, y), fonts.cut(line, _FACTS, text.width), _FACTS, colour="muted")
        y += 16
    yield from _figures(package, parts, y + 4)


def _facts(package: Package, claim: Record) -> Iterator[str]:
    when = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    place = record(package, "places").get(claim["place_id"])
    yield " · ".join(filter(None, (when, place["name"] if place else "No place given")))
    yield f"Says: {claim['attributed_to']}, paragraph {claim['paragraph']}"


def _figures(package: Package, parts: _Parts, top: float) -> Iterator[Shape]:
    text = parts.text
    room = text.top + text.height - top - 8
    most = int((room - 32) / 17)
    names = min(190.0, text.width * 0.42)
    plot = None
    if most > 0:
        size = interval_plot.PlotSize(text.width, names, most)
        plot = interval_plot.draw(package, parts.claim["claim_id"], size)
    if plot:
        yield Clip(text.left, top, text.width, plot.height, plot.shapes)
    elif phrase.is_missing(parts.claim["low"]) and phrase.is_missing(parts.claim["high"]):
        yield Text((text.left, top + 14), _NO_FIGURES, _FACTS, colour="muted", is_italic=True)
