"""The first page of the reading edition: introduction, pages with their pictures, files."""

from html import escape

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import Page
from conflict_atlas.reading import frame
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Alternate, Head, Preview
from conflict_atlas.reading.site import Site

_STYLE = (
    "<style>.pages{list-style:none;padding:0;display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}"
    ".pages img{display:block;border:1px solid var(--line);border-radius:6px}"
    ".pages p{margin:.1rem 0}</style>\n"
)


def write(site: Site, addresses: Addresses) -> str:
    """Write the page."""
    package = site.package
    shown = [page for page in addresses.pages if page.name != "about"]
    made = Head(
        title=package.title,
        sentence=package.description,
        canonical=addresses.absolute(addresses.home),
        icons=addresses.assets,
        manifest=addresses.manifest,
        preview=_preview(addresses, shown[0], package.title),
        alternates=(Alternate("text/csv", addresses.file("claims.csv"), "All claims as CSV"),),
    )
    count = f"{len(package.claims)} claims"
    listed = f'<a href="{escape(addresses.claims)}">All {count}</a>, each on a page of its own.'
    meant = "A claim is what somebody says, not what is known to have happened."
    body = "".join(
        (
            f"<h1>{escape(package.title)}</h1><p>{escape(package.description)}</p>",
            f"<p>{listed} {meant}</p>",
            _live(addresses),
            '<ul class="pages">',
            *(_page(addresses, page, page.sentence(package)) for page in shown),
            "</ul>",
            _files(addresses),
        )
    )
    return frame.write(package, addresses, made, body, _STYLE)


def _preview(addresses: Addresses, page: Page, title: str) -> Preview:
    picture = addresses.absolute(addresses.picture(LinkRequest(page)))
    return Preview(picture, f"Picture of the first page: {title}")


def _live(addresses: Addresses) -> str:
    if not addresses.has_live_pages:
        return ""
    live = escape(addresses.live_page("map"))
    return f'<p>With filters, and a map that moves: <a href="{live}">the running {SITE}</a>.</p>'


def _page(addresses: Addresses, page: Page, sentence: str) -> str:
    picture = escape(addresses.picture(LinkRequest(page)))
    where = escape(addresses.page(page.name))
    return (
        f'<li><a href="{where}"><img src="{picture}" width="1200" height="630" loading="lazy" '
        f'alt=""><b>{escape(page.title)}</b></a><p><small>{escape(sentence)}</small></p></li>'
    )


def _files(addresses: Addresses) -> str:
    names = ("claims.csv", "claims.geojson", "figures.csv", "figures.json", "sources.csv")
    links = " · ".join(f'<a href="{escape(addresses.file(one))}">{one}</a>' for one in names)
    return f"<h2>The data</h2><p>{links}</p>"
