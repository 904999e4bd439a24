"""What a live page's address shows without scripts: words, picture, links to the plain pages.

Words and picture are those that others see until the live page is loaded; here they stay, as a page
that is read from top to bottom.
"""

from html import escape

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.reading import small_page, story_html
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site

_STYLE = (
    "#atlas-first,#atlas-first .map img,#atlas-first .map .said{position:static;height:auto;"
    "max-height:none;width:auto;max-width:100%}"
    "#atlas-first .wait,#atlas-first .bar span{display:none}"
    "#atlas-first .map{display:flex;flex-direction:column-reverse}#root{display:none}"
    ".without{padding:0 30px 2rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink)}"
    ".without a{color:inherit}"
)


def write(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    """Write the ``noscript`` element that follows the words and the picture, and its styles."""
    links = small_page.links(ways(site, addresses, request))
    listed = _list(site, addresses) if request.page.name == "claims" else ""
    story = story_html.write(site, addresses) if request.page.name == "story" else ""
    return (
        f'<noscript><style>{_STYLE}</style><div class="without">{story}'
        "<p>The map, the charts and the filters of this page need JavaScript. Without it:</p>"
        f"{links}{listed}</div></noscript>"
    )


def ways(site: Site, addresses: Addresses, request: LinkRequest) -> list[tuple[str, str]]:
    """Say where the same can be read without the live page, with the selected claims last."""
    found = [(addresses.claims, f"All {len(site.package.claims)} claims as plain pages")]
    if request.claim:
        found.insert(0, (addresses.claim(request.claim), "This claim as a plain page"))
    return [*found, (addresses.selected(request, "csv"), "The selected claims as a table (CSV)")]


def _list(site: Site, addresses: Addresses) -> str:
    """List all claims in order of time, on the page that lists them."""
    rows = "".join(
        f'<li><a href="{escape(addresses.claim(claim_id))}">{escape(title)}</a></li>'
        for claim_id, title in site.options.claims.items()
    )
    return f"<ol>{rows}</ol>"
