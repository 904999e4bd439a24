"""A plain page for a page of charts: its words, its picture, and the claims it is about."""

from collections.abc import Sequence
from html import escape

from conflict_atlas.claims.record import Record, record
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import Page
from conflict_atlas.reading import address_words, frame, page_head, story_html
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.neighbours import item
from conflict_atlas.reading.site import Site

# Pages about one type of claim; all others are about all of them.
TYPES = {
    "displacement": "displacement", "deployments": "deployment",
    "costs": "cost", "actors": "relation",
}  # fmt: skip


def write(site: Site, addresses: Addresses, page: Page) -> str:
    """Write the page."""
    package = site.package
    request = LinkRequest(page)
    said = address_words.say(site, request)
    made = page_head.of_page(site, addresses, request)
    body = "".join(
        (
            f"<h1>{escape(said.title)}</h1><p>{escape(page.sentence(package))}</p>",
            _picture(addresses, request, said.title),
            _live(addresses, page),
            story_html.write(site, addresses) if page.name == "story" else "",
            _claims(site, addresses, page),
        )
    )
    return frame.write(package, addresses, made, body)


def _picture(addresses: Addresses, request: LinkRequest, title: str) -> str:
    where = escape(addresses.picture(request))
    return (
        f'<figure><img src="{where}" width="1200" height="630" '
        f'alt="Picture of what this page shows: {escape(title)}"></figure>'
    )


def _live(addresses: Addresses, page: Page) -> str:
    if not addresses.has_live_pages:
        return ""
    live = addresses.live_page(page.name)
    return f'<p><a href="{escape(live)}">With filters, in the running atlas</a></p>'


def _claims(site: Site, addresses: Addresses, page: Page) -> str:
    claims = record(site.package, "claims")
    kind = TYPES.get(page.name)
    ordered = identify(site.package, Selection())
    shown = [one for one in ordered if claims[one]["claim_type"] == kind] if kind else ()
    return _list(addresses, "The claims", [claims[one] for one in shown]) or (
        f'<p><a href="{escape(addresses.claims)}">All {len(claims)} claims</a></p>'
    )


def _list(addresses: Addresses, title: str, rows: Sequence[Record]) -> str:
    items = "".join(item(addresses, row) for row in rows)
    return f"<h2>{title}</h2><ul>{items}</ul>" if items else ""
