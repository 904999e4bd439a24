"""What a live page's address shows where no script runs: its words, and ways to the plain pages."""

from html import escape

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site


def write(site: Site, addresses: Addresses, request: LinkRequest, head: Head) -> str:
    """Write the element that browsers show instead of the live page."""
    links = list_ways(site, addresses, request)
    listed = _list(site, addresses) if request.page.name == "claims" else ""
    return (
        f"<noscript><h1>{escape(head.title)}</h1><p>{escape(head.sentence)}</p>"
        "<p>The map, the charts and the filters of this page need JavaScript. Without it:</p>"
        f"{links}{listed}</noscript>"
    )


def list_ways(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    """List where the same can be read without the live page."""
    ways = [(addresses.claims, f"All {len(site.package.claims)} claims as plain pages")]
    if request.claim:
        ways.insert(0, (addresses.claim(request.claim), "This claim as a plain page"))
    ways.append((addresses.selected(request, "csv"), "The selected claims as a table (CSV)"))
    links = "".join(f'<li><a href="{escape(to)}">{escape(words)}</a></li>' for to, words in ways)
    return f"<ul>{links}</ul>"


def _list(site: Site, addresses: Addresses) -> str:
    """Name all claims, in order of time: this is the page that lists them."""
    rows = "".join(
        f'<li><a href="{escape(addresses.claim(claim_id))}">{escape(title)}</a></li>'
        for claim_id, title in site.options.claims.items()
    )
    return f"<ol>{rows}</ol>"
