"""The caption of a picture: title, selection in words, and the address that shows the same."""

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import describe, identify
from conflict_atlas.claims.story import steps
from conflict_atlas.pictures.picture_request import MAP, STORY, PictureRequest
from conflict_atlas.pictures.sheet import Caption
from conflict_atlas.reading.address_words import figure_and_others
from conflict_atlas.reading.addresses import Addresses


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
        return Caption(f"{where}: {asked[:1].lower()}{asked[1:]}", count, "", address)
    if page.name == STORY:
        step = steps(package)[int(link.step) - 1] if link.step else None
        return Caption(step.title if step else page.title, page.sentence(package), "", address)
    words = page.sentence(package) if selection.is_empty else f"{asked}: {count}"
    return Caption(page.title, words, "", address)


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
