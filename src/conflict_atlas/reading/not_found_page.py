"""The page for an address that is none, with ways back."""

from html import escape

from conflict_atlas.reading import frame
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site

TITLE = "Nothing is here"
SENTENCE = "This address leads to no page of the atlas. It may have been cut off."


def write(site: Site, addresses: Addresses) -> str:
    """Write the page; nothing of the address that was asked for stands in it."""
    made = Head(
        title=TITLE,
        sentence=SENTENCE,
        canonical="",
        icons=addresses.assets,
        manifest=addresses.manifest,
        is_indexed=False,
    )
    pages = [(addresses.page(page.name), page.title) for page in addresses.pages]
    ways = [*pages, (addresses.claims, f"All {len(site.package.claims)} claims as plain pages")]
    links = "".join(f'<li><a href="{escape(to)}">{escape(words)}</a></li>' for to, words in ways)
    body = f'<h1>{TITLE}</h1><p>{SENTENCE}</p><h2>Ways on</h2><ul class="plain">{links}</ul>'
    return frame.write(site.package, addresses, made, body)
