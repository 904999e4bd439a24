"""The page for an address that does not exist, with links back."""

from conflict_atlas.reading import small_page
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site

TITLE = "Nothing is here"
SENTENCE = "This address leads to no page of the atlas. It may have been cut off."


def write(site: Site, addresses: Addresses) -> str:
    """Write the page; it repeats nothing of the address that was asked for."""
    pages = [(addresses.page(page.name), page.title) for page in addresses.pages]
    claims = (addresses.claims, f"All {len(site.package.claims)} claims as plain pages")
    body = f"<h1>{TITLE}</h1><p>{SENTENCE}</p>{small_page.links([*pages, claims])}"
    return small_page.write(addresses, f"{TITLE} · {SITE}", body)
