"""What an address shows, in words: title and sentence for previews and search engines."""

from dataclasses import dataclass

from conflict_atlas.claims import phrase
from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.comparison import span_of_others
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import describe, identify
from conflict_atlas.claims.story import steps
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures.picture_request import MAP
from conflict_atlas.reading.site import Site
from conflict_atlas.views.events import event_words

SITE = "Conflict Atlas"
_RECORDED = {  # how titles of the pages that show recorded events name their dataset
    "map": "Events recorded by {}",
    "evidence": "Beside events recorded by {}",
    "events": "Recorded by {}",
}


@dataclass(frozen=True)
class AddressWords:
    """Title and sentence of what an address shows; plain text, not yet escaped."""

    title: str
    sentence: str


def say(site: Site, request: LinkRequest) -> AddressWords:
    """Describe what an address shows: its claim, else its selection, else its page.

    Pages that show recorded events name their dataset too, where the address does.
    """
    said = _say(site.package, request)
    dataset = site.named(request) if request.page.name in _RECORDED else None
    if dataset is None:
        return said
    return _beside(said, request, name_page(site.package, request), dataset.manifest)


def _say(package: Package, request: LinkRequest) -> AddressWords:
    if request.claim:
        return say_claim(package, request.claim)
    page, selection = request.page, request.selection
    if request.step:
        step = steps(package)[int(request.step) - 1]
        return AddressWords(step.title, step.text)
    lead = page.sentence(package)
    title = name_page(package, request)
    if selection.is_empty:
        return AddressWords(title, f"{lead} {package.map.title}: {_total(package)}.")
    count = f"{len(identify(package, selection))} of {_total(package)}"
    return AddressWords(f"{describe(package, selection)} · {title}", f"{count}. {lead}")


def name_page(package: Package, request: LinkRequest, *, always: bool = False) -> str:
    """Name a page, a map with the day it is of: that of its address, or ``always`` its own too."""
    page, day = request.page, request.day
    if page.name == MAP and (day or always):
        return f"{page.title} of {phrase.day(day or package.reference_day)}"
    return page.title


def _beside(said: AddressWords, request: LinkRequest, last: str, source: Manifest) -> AddressWords:
    """Name the dataset whose events are shown with what was said."""
    page = request.page
    named = _RECORDED[page.name].format(source.label)
    first = said.title.removesuffix(last).removesuffix(" · ")
    title = " · ".join(filter(None, (first, named, "" if request.claim else last)))
    count = event_words.events(source.events or source.imported)
    recorded = ", ".join(filter(None, (f"Recorded: {count}", event_words.days(source))))
    recorded += f". {source.citation_of_version}."
    sentences = (said.sentence, recorded) if page.name == "map" else (recorded, said.sentence)
    return AddressWords(title, " ".join(sentences))


def say_claim(package: Package, claim_id: str) -> AddressWords:
    """Describe a claim: its figure, others' figures, our summary, date, place and source."""
    claim = record(package, "claims")[claim_id]
    when = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    places = record(package, "places")
    where = places[claim["place_id"]]["name"] if claim["place_id"] else ""
    parts = (
        figure_and_others(package, claim_id),
        claim["summary"],
        ", ".join(filter(None, (when, where))),
        f"Claim of {cite_article(package)}, paragraph {claim['paragraph']}",
    )
    sentence = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return AddressWords(claim["title"], sentence)


def figure_and_others(package: Package, claim_id: str) -> str:
    """A claim's figure and the range of others' figures; "" where the claim has no figure."""
    claim = record(package, "claims")[claim_id]
    said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])
    others = span_of_others(package, claim_id)
    words = "; others ".join(filter(None, (said, others))) if said else ""
    return words[:1].upper() + words[1:]


def _total(package: Package) -> str:
    return f"{len(package.claims)} claims of one article"
