"""The picture of what an address shows: a map of its selection, a claim, or a page's series."""

from dataclasses import replace

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import identify
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures import (
    claim_picture,
    coloured_areas,
    map_picture,
    page_picture,
    pixels,
    svg,
)
from conflict_atlas.pictures.drawing import Drawing
from conflict_atlas.pictures.map_drawing import MapContent
from conflict_atlas.pictures.map_picture import Asked
from conflict_atlas.pictures.mercator import View, fit
from conflict_atlas.pictures.picture_request import (
    EVENTS,
    LOOKS,
    MAP,
    MEDIA_TYPES,
    SIZES,
    STORY,
    PictureRequest,
)
from conflict_atlas.pictures.recorded_layer import NOTHING, RecordedLayer
from conflict_atlas.pictures.sheet import Caption, Size
from conflict_atlas.views.look import Look
from conflict_atlas.views.maps import place_groups
from conflict_atlas.views.story import step_link

_NARROW = 480  # pixels of a phone
_CLOSEST = 8.0  # zoom at which a few claims of one place are shown


def draw(
    package: Package,
    request: PictureRequest,
    caption: Caption,
    recorded: RecordedLayer = NOTHING,
) -> Drawing:
    """Draw what is asked for, with what was recorded in its view."""
    size, look = SIZES[request.size], LOOKS[request.look]
    link = request.link
    if request.is_card:
        return claim_picture.draw_card(package, link.claim, caption, size, look)
    if link.page.name == STORY:
        link = step_link.of_step(package, link.step)
    caption = replace(
        caption,
        title=recorded.title or caption.title,
        words=recorded.words or caption.words,
        sources=recorded.sources,
    )
    if link.page.name == MAP:
        asked = _asked(package, link, size, look, recorded)
        # A view that a reader chose is kept; that of a step of the story may be widened.
        asked = replace(asked, is_fixed=request.link.view is not None)
        return map_picture.draw_card(package, asked, caption, size, look)
    if request.events or recorded.window:
        asked = _asked_events(package, link, size, recorded)
        return map_picture.draw_card(package, asked, caption, size, look)
    return page_picture.draw_card(package, link, identify(package, link.selection), caption, size)


def write(drawing: Drawing, request: PictureRequest) -> bytes:
    """Write a drawing in the format asked for."""
    look = LOOKS[request.look]
    if request.form == "svg":
        return svg.write(drawing, look)
    scale = SIZES[request.size].scale
    return pixels.write(drawing, look, scale, MEDIA_TYPES[request.form])


def _asked(
    package: Package, link: LinkRequest, size: Size, look: Look, recorded: RecordedLayer
) -> Asked:
    day = link.day.isoformat() if link.day else f"{package.reference_day:%Y-%m-%d}"
    coloured, legend = coloured_areas.read(package, link.measure, day, look)
    content = MapContent(
        identify(package, link.selection),
        day,
        _opened(package, link),
        coloured,
        recorded.symbols,
        recorded.cell,
    )
    view = find_view(package, link, size)
    legend = (*legend, *recorded.legend)
    return Asked(content, view.latitude, view.longitude, view.zoom, legend)


def _asked_events(
    package: Package, link: LinkRequest, size: Size, recorded: RecordedLayer
) -> Asked:
    """Ask for a map of recorded events only, as on the pages about them."""
    window = recorded.window
    content = MapContent((), "", "", (), recorded.symbols, recorded.cell, window)
    view = find_view(package, link, size)
    if window:
        view = window.view(view.width, view.height)
    return Asked(content, view.latitude, view.longitude, view.zoom, recorded.legend)


def _opened(package: Package, link: LinkRequest) -> str:
    return str(record(package, "claims")[link.claim]["place_id"]) if link.claim else ""


def find_view(package: Package, link: LinkRequest, size: Size) -> View:
    """Choose the view: the one in the address, else all claims, else the map's opening view."""
    width, height = size.width, size.height * (1 if size.is_bare else 0.62)
    if link.view:
        latitude, longitude, zoom = link.view
        return View(latitude, longitude, zoom, width, height)
    opens = package.map
    opened = _opened(package, link)
    if opened and link.page.name == MAP and place_groups.on_map(package, opened):
        place = record(package, "places")[opened]
        return View(place["latitude"], place["longitude"], opens.zoom + 0.5, width, height)
    points = _towns(package, identify(package, link.selection))
    if not points or link.selection.is_empty or link.page.name == EVENTS:
        return View(opens.latitude, opens.longitude, _opening(opens.zoom, size), width, height)
    return fit(points, width, height, _CLOSEST)


def _opening(zoom: float, size: Size) -> float:
    """Zoom of the opening view; a small sheet shows as much of the earth as a window."""
    if size.is_bare:
        return zoom - 1 if size.width < _NARROW else zoom  # as the map in the browser opens
    return zoom + (size.width / 1200 - 1) * 0.5


def _towns(package: Package, claim_ids: tuple[str, ...]) -> list[tuple[float, float]]:
    places = record(package, "places")
    towns = place_groups.group(package, claim_ids).towns
    return [(places[t.place_id]["longitude"], places[t.place_id]["latitude"]) for t in towns]
