"""Files for search engines: which addresses there are, and which of them not to crawl."""

from html import escape

from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site

SITEMAP = "sitemap.xml"


def robots(addresses: Addresses) -> str:
    """Write ``robots.txt``: everything may be crawled except what only programs need."""
    lines = ["User-agent: *", f"Disallow: {addresses.base}/_stcore/"]
    sitemap = addresses.absolute(f"{addresses.base}/{SITEMAP}")
    return "\n".join([*lines, *([f"Sitemap: {sitemap}"] if sitemap else [])]) + "\n"


def sitemap(site: Site, addresses: Addresses) -> str:
    """Write ``sitemap.xml``: the pages and the claims, with the day the data were made."""
    paths = [
        addresses.home,
        *(addresses.page(page.name) for page in addresses.pages),
        addresses.claims,
        *(addresses.claim(claim_id) for claim_id in site.options.claims),
    ]
    day = str(site.package.descriptor.get("created", ""))[:10]
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    listed = "".join(
        f"<url><loc>{escape(addresses.absolute(path) or path)}</loc>{changed}</url>\n"
        for path in dict.fromkeys(paths)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )
