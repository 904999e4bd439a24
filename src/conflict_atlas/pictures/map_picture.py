"""The map of a selection as a picture: title, selection, map, legend, sources."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from conflict_atlas.claims import city_control, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.pictures import basemap, sheet, sign_legend
from conflict_atlas.pictures.drawing import Clip, Drawing
from conflict_atlas.pictures.map_drawing import MapContent, draw, draw_with_scale
from conflict_atlas.pictures.mercator import View
from conflict_atlas.pictures.sheet import Caption, Size
from conflict_atlas.pictures.sign_legend import Entry
from conflict_atlas.views import palette, words
from conflict_atlas.views.look import DARK, Look
from conflict_atlas.views.maps import place_groups
from conflict_atlas.views.maps.casualty_disc import disc

_DOT = 6.5  # pixels: radius of a town's dot
_STEP, _STEPS = 0.05, 12  # of the zoom


@dataclass(frozen=True)
class Asked:
    """The map asked for: content, centre and zoom, and additional entries of its legend.

    A view that is not ``fixed`` may be widened.
    """

    content: MapContent
    latitude: float
    longitude: float
    zoom: float
    legend: tuple[Entry, ...] = ()
    is_fixed: bool = False


def draw_card(package: Package, asked: Asked, caption: Caption, size: Size, look: Look) -> Drawing:
    """Draw the map of a selection, on a sheet with title and sources or by itself."""
    if size.is_bare:
        return _bare(package, asked, size, look)
    attributed = Caption(
        caption.title,
        caption.words,
        " ".join(filter(None, (caption.sources, _attribution(package)))),
        caption.address,
    )
    made, space = sheet.begin(package, attributed, size)
    entries = [
        *_kinds(package, asked.content),
        *_sides(package, asked.content, look),
        *asked.legend,
    ]
    high, placed = sign_legend.lay_out(entries, space.width - 32)
    tall = space.height - high - 6
    view = View(asked.latitude, asked.longitude, asked.zoom, space.width, tall)
    if not asked.is_fixed:
        view = _holding_discs(package, asked.content, view)
    shapes = draw_with_scale(package, asked.content, view, look)
    made.add(Clip(space.left, space.top, space.width, tall, shapes))
    made.add(*sign_legend.draw(placed, 16, space.top + tall + 6))
    return made


def _holding_discs(package: Package, content: MapContent, view: View) -> View:
    """Show a little more of the earth, if that keeps the edge from cutting a town or its disc."""
    places = record(package, "places")
    towns = [
        (places[one.place_id], _reach(package, one.claim_ids))
        for one in place_groups.group(package, content.claim_ids).towns
    ]
    for step in range(_STEPS + 1):
        wider = replace(view, zoom=view.zoom - step * _STEP)
        spots = [(wider.point(one["longitude"], one["latitude"]), reach) for one, reach in towns]
        if not any(wider.holds(at, -reach) and not wider.holds(at, reach) for at, reach in spots):
            return wider
    return view


def _reach(package: Package, claim_ids: tuple[str, ...]) -> float:
    """Radius of what is drawn at a town."""
    found = disc(package, claim_ids)
    return 2 + max(_DOT, (found.outer or found.radius) if found else 0)


def _bare(package: Package, asked: Asked, size: Size, look: Look) -> Drawing:
    made = Drawing(size.width, size.height, "", "land" if basemap.read(package, "sea") else "sea")
    view = View(asked.latitude, asked.longitude, asked.zoom, size.width, size.height)
    made.add(*draw(package, asked.content, view, look))
    return made


def _kinds(package: Package, content: MapContent) -> Iterator[Entry]:
    """Legend entries for the signs at towns on the map, and for the discs."""
    groups = place_groups.group(package, content.claim_ids)
    claims = record(package, "claims")
    shown = [claim_id for group in groups.towns for claim_id in group.claim_ids]
    present = {claims[claim_id]["claim_type"] for claim_id in shown}
    for kind, name in words.TYPE_LABEL.items():
        if kind in present:
            yield Entry(name, kind)
    discs = [made for group in groups.towns if (made := disc(package, group.claim_ids))]
    if any(one.outer and not one.is_open for one in discs):
        yield Entry("area by deaths, ring: high value", "disc")
    if any(one.is_open for one in discs):
        yield Entry("dotted ring: or more", "open")
    if any(claims[claim_id]["found_place_id"] for claim_id in content.claim_ids):
        yield Entry("place from others", "found")


def _sides(package: Package, content: MapContent, look: Look) -> Iterator[Entry]:
    """Legend entries for those who hold a city on the day."""
    if not content.day:
        return
    held = city_control.holders(package, pd.Timestamp(content.day))
    holders = list(dict.fromkeys(row["holder_id"] for row in records(held)))
    if holders:
        yield Entry(f"City held on {phrase.day(pd.Timestamp(content.day))}:")
    for actor_id in holders:
        shade = palette.side_shade(package, actor_id)
        name = record(package, "actors")[actor_id]["short_name"]
        yield Entry(name, "side", shade.dark if look is DARK else shade.light)


def _attribution(package: Package) -> str:
    said = str(basemap.describe(package).get("attribution", ""))
    return f"Map: {said}." if said else ""
