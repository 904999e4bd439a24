"""The caption of a picture: title, selection in words, and the address that shows the same."""

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import describe, identify
from conflict_atlas.claims.story import steps
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures.picture_request import MAP, STORY, PictureRequest
from conflict_atlas.pictures.sheet import Caption
from conflict_atlas.reading.address_words import figure_and_others, name_page
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.views.story import step_link


def caption(package: Package, addresses: Addresses, request: PictureRequest) -> Caption:
    """Caption a picture."""
    link = request.link
    if request.is_card:
        return _of_claim(package, addresses, link.claim)
    page, selection = link.page, link.selection
    asked = describe(package, selection)
    count = f"{len(identify(package, selection))} of {len(package.claims)} claims"
    address = _short(addresses.absolute(addresses.page(page.name, link.query)))
    if page.name == MAP:
        where = package.map.title
        words = f"{count} · {name_page(package, link, always=True)}"
        return Caption(f"{where}: {asked[:1].lower()}{asked[1:]}", words, "", address)
    if page.name == STORY:
        title, words = _of_step(package, link)
        return Caption(title, words, "", address)
    words = page.sentence(package) if selection.is_empty else f"{asked}: {count}"
    return Caption(page.title, words, "", address)


def _of_step(package: Package, link: LinkRequest) -> tuple[str, str]:
    """Title and words of a step's picture: claims of a time, on a map of a day."""
    shown = step_link.of_step(package, link.step)
    asked = f"{describe(package, shown.selection)} · {name_page(package, shown, always=True)}"
    if not link.step:
        return link.page.title, f"{link.page.sentence(package)} {asked}"
    return steps(package)[int(link.step) - 1].title, asked


def _of_claim(package: Package, addresses: Addresses, claim_id: str) -> Caption:
    claim = record(package, "claims")[claim_id]
    place = record(package, "places").get(claim["place_id"])
    when = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    where = place["name"] if place else ""
    words = figure_and_others(package, claim_id) or ", ".join(filter(None, (where, when)))
    return Caption(claim["title"], words, "", _short(addresses.absolute(addresses.claim(claim_id))))


def _short(address: str) -> str:
    """Leave out the parts of an address that need not be typed."""
    return address.partition("://")[2].rstrip("/")
