"""The HTML head of each page and of each claim."""

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.reading import address_words, feed
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Alternate, Head, Preview
from conflict_atlas.reading.site import Site

CSV, GEOJSON, OEMBED = "text/csv", "application/geo+json", "application/json+oembed"


def of_page(site: Site, addresses: Addresses, request: LinkRequest) -> Head:
    """Make the head of a live page for what its address asks."""
    words = address_words.say(site, request)
    here = addresses.absolute(addresses.page(request.page.name, request.query))
    return Head(
        title=words.title,
        sentence=words.sentence,
        canonical=here,
        icons=addresses.assets,
        manifest=addresses.manifest,
        preview=_preview(addresses, request, words),
        alternates=_alternates(addresses, request),
        kind="article" if request.claim else "website",
        is_indexed=not request.is_embedded,
    )


def _preview(
    addresses: Addresses, request: LinkRequest, words: address_words.AddressWords
) -> Preview:
    picture = addresses.absolute(addresses.picture(request))
    return Preview(picture, f"Picture of what this link shows: {words.title}")


def _alternates(addresses: Addresses, request: LinkRequest) -> tuple[Alternate, ...]:
    selected = "All claims" if request.selection.is_empty else "The selected claims"
    found = [
        Alternate(CSV, addresses.selected(request, "csv"), f"{selected} as CSV"),
        Alternate(GEOJSON, addresses.selected(request, "geojson"), f"{selected} as GeoJSON"),
    ]
    if request.claim:
        found.append(Alternate("text/html", addresses.claim(request.claim), "This claim, plain"))
    return (*found, *others(addresses, addresses.page(request.page.name, request.query)))


def others(addresses: Addresses, path: str) -> tuple[Alternate, ...]:
    """The feed and the oEmbed description of an address; oEmbed takes only whole addresses."""
    found = [Alternate(feed.MEDIA_TYPE, addresses.feed, "What changed")]
    here = addresses.absolute(path)
    if here and addresses.has_oembed:
        found.append(Alternate(OEMBED, addresses.oembed(here), "How to embed this"))
    return tuple(found)
