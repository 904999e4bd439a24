"""``/oembed``: how other sites embed an address of the atlas (oembed.com, version 1.0)."""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from conflict_atlas.link import link_request, old_links
from conflict_atlas.link.link_request import LONGEST, LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.reading import address_words, embed_snippet
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.embed_snippet import Frame
from conflict_atlas.reading.site import Site

WIDTH, HEIGHT = 960, 720
_CLAIM = re.compile(r"/claim/([a-z0-9-]{1,80})")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


@dataclass(frozen=True)
class _Shown:
    """What is embedded: its frame's address, its title, and its picture."""

    frame: str
    title: str
    picture: str


def write(site: Site, addresses: Addresses, asked: dict[str, str]) -> str | None:
    """Answer a request; None where the address is not one of this atlas."""
    url = asked.get("url", "")
    shown = _find(site, addresses, url) if addresses.root and len(url) <= LONGEST else None
    if shown is None:
        return None
    width, height = (
        _least(asked.get(name, ""), most)
        for name, most in (("maxwidth", WIDTH), ("maxheight", HEIGHT))
    )
    # A site that sets a limit has no room for more, however high the content is.
    tallest = height if asked.get("maxheight") else embed_snippet.TALLEST
    frame = Frame(shown.frame, shown.title, str(width), height, tallest)
    return json.dumps(
        {
            "version": "1.0",
            "type": "rich",
            "title": shown.title,
            "provider_name": SITE,
            "provider_url": f"{addresses.root}/",
            "cache_age": 86_400,
            "html": embed_snippet.write(frame),
            "width": width,
            "height": height,
            "thumbnail_url": shown.picture,
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        },
        ensure_ascii=False,
    )


def _find(site: Site, addresses: Addresses, url: str) -> _Shown | None:
    own = url.removeprefix(addresses.root)
    if own == url or own[:1] not in ("", "/", "?"):
        return None
    try:
        parts = urlsplit(own)
    except ValueError:
        return None
    claim = _CLAIM.fullmatch(parts.path)
    if claim:
        return _of_claim(site, addresses, claim[1])
    first = "map" if old_links.meant_the_map(parse_qs(parts.query)) else addresses.first
    page = BY_NAME.get(parts.path.strip("/") or first)
    if page is None:
        return None
    request = link_request.read(page, parts.query, site.options)
    query = "&".join(filter(None, (request.query, "embed=true")))
    return _Shown(
        addresses.absolute(addresses.page(page.name, query)),
        address_words.say(site, request).title,
        addresses.absolute(addresses.picture(request)),
    )


def _of_claim(site: Site, addresses: Addresses, claim_id: str) -> _Shown | None:
    if claim_id not in site.options.claims:
        return None
    request = LinkRequest(BY_NAME["map"], claim=claim_id, params=(("claim", claim_id),))
    return _Shown(
        addresses.absolute(addresses.claim_card(claim_id)),
        address_words.say_claim(site.package, claim_id).title,
        addresses.absolute(addresses.picture(request)),
    )


def _least(said: str, most: int) -> int:
    """Read a limit; what is not a number sets none."""
    return min(int(said), most) if _NUMBER.fullmatch(said) else most
