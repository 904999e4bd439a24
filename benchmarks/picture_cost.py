"""Processor time of pictures to take along, of each kind: drawn for the first time, and kept."""

import asyncio
import gc
import io
import math
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta

from event_data import Imported
from PIL import Image

from conflict_atlas import process_state
from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.events.dataset import Dataset, datasets
from conflict_atlas.events.store.duckdb_library import ParquetLibrary
from conflict_atlas.link import link_request
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME, PAGES
from conflict_atlas.pictures import pixels
from conflict_atlas.pictures.picture_request import MEDIA_TYPES, PictureRequest
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.web.picture_routes import Studio

ADDRESSES = Addresses("https://atlas.example", "", "/assets")
CLAIM = "manbij-strikes-july-2016-deaths"
MAP, AROUND, CARD = "map", "evidence", "card"
FIRST_DAY = date(2016, 5, 1)


@dataclass(frozen=True)
class Kind:
    """One kind of picture; ``query`` holds what makes one differ from the next."""

    name: str
    page: str
    form: str = "jpg"
    size: str = "preview"
    query: str = "from={day}"
    look: str = "light"


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time: of each picture, of each kept one, of writing the file alone."""

    name: str
    first: list[float]
    again: list[float]
    file: float
    kilobytes: float


# The day of the clock differs, and with it who held a city.
CLAIMS = (
    Kind("map of claims, preview", MAP, query="at={day}"),
    Kind("the same, PNG", MAP, "png", query="at={day}"),
    Kind("the same, SVG", MAP, "svg", query="at={day}"),
    Kind("the same, dark", MAP, query="at={day}", look="dark"),
    Kind("map that stands in for the live one", MAP, "webp", "screen", "at={day}"),
    Kind("the same on a phone", MAP, "webp", "phone", "at={day}"),
    Kind("map of claims, download", MAP, "png", "large", "at={day}"),
    Kind("the same, JPEG", MAP, "jpg", "large", "at={day}"),
    Kind("card of a claim", CARD, query=""),
    Kind("the same, download", CARD, "png", "large", ""),
    *(Kind(f"card of {page.title}", page.name) for page in PAGES if page.name != MAP),
    Kind("card of Timeline, download", "timeline", "png", "large"),
)
# Each begins on another day, so that the engine is asked each time.
RECORDED = (
    Kind("map with events", MAP),
    Kind("the same by side", MAP, query="from={day}&colour=side"),
    Kind("the same, download", MAP, "jpg", "large"),
    Kind("map of events alone", "events"),
    Kind("events around a claim", AROUND, query=f"claim={CLAIM}&days={{number}}&km=50"),
    Kind("the same, download", AROUND, "png", "large", f"claim={CLAIM}&days={{number}}&km=50"),
)


def of_claims(count: int) -> list[Cost]:
    """Cost of ``count`` pictures of each kind, and of the first one that a process draws."""
    site = Site(process_state.package(), process_state.options())
    gc.freeze()  # as a server does when it is prepared
    with closing(asyncio.new_event_loop()) as loop:
        alone = _cost(loop, site, replace(CLAIMS[0], name="the first of its process"), (), 1)
        return [alone, *(_cost(loop, site, kind, (), count) for kind in CLAIMS)]


def of_events(data: Imported, count: int) -> list[Cost]:
    """Cost of ``count`` pictures of each kind that show the events of a dataset."""
    found = datasets(ParquetLibrary(data.library))
    known = tuple(dataset.source_id for dataset in found)
    site = Site(process_state.package(), replace(process_state.options(), datasets=known))
    gc.freeze()
    with closing(asyncio.new_event_loop()) as loop:
        _cost(loop, site, RECORDED[0], found, 1)  # as a server does when it has started
        return [_cost(loop, site, kind, found, count) for kind in RECORDED]


def _cost(
    loop: asyncio.AbstractEventLoop, site: Site, kind: Kind, found: tuple[Dataset, ...], count: int
) -> Cost:
    studio, first, again = Studio(), list[float](), list[float]()
    for taken in (first, again):
        for number in range(count):
            asked = _request(site.options, kind, number)
            shown = found if asked.events or asked.compares else ()
            begun = time.process_time()
            made = loop.run_until_complete(studio.draw(site, ADDRESSES, asked, shown))
            taken.append(time.process_time() - begun)
    if made is None:
        raise RuntimeError("a picture was refused")
    return Cost(kind.name, first, again, _file(kind, made.body), len(made.body) / 1000)


def _request(options: FilterOptions, kind: Kind, number: int) -> PictureRequest:
    """Ask for the n-th picture of a kind."""
    if kind.page == CARD:
        link = LinkRequest(BY_NAME[MAP], claim=list(options.claims)[number])
        return PictureRequest(link, is_card=True, form=kind.form, size=kind.size, look=kind.look)
    day = FIRST_DAY + timedelta(days=7 * number)
    events = next(iter(options.datasets), "")
    more = f"&events={events}" if events else ""
    query = kind.query.format(day=day, number=number + 1) + more
    link = link_request.read(BY_NAME[kind.page], query, options)
    return PictureRequest(link, is_card=False, form=kind.form, size=kind.size, look=kind.look)


def _file(kind: Kind, body: bytes) -> float:
    """Processor time that Pillow takes to write the finished pixels; NaN for an SVG."""
    if kind.form == "svg":
        return math.nan
    form, settings = pixels.FORMS[MEDIA_TYPES[kind.form]]
    image = Image.open(io.BytesIO(body)).convert("RGB")
    begun = time.process_time()
    image.save(io.BytesIO(), form, **settings)
    return time.process_time() - begun
