"""``feed.xml``: what changed in the data, for feed readers (Atom, RFC 4287)."""

import uuid
from datetime import date
from html import escape

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.views.change_list import Change, changes

FEED = "feed.xml"
MEDIA_TYPE = "application/atom+xml"
_MOST = 100  # entries; all are on About


def write(site: Site, addresses: Addresses) -> str:
    """Write the feed."""
    package = site.package
    found = changes(package)[:_MOST]
    newest = found[0].day.date() if found else _created(package)
    own = addresses.absolute(addresses.feed) or addresses.feed
    about = addresses.absolute(addresses.page("about")) or addresses.page("about")
    entries = "".join(_entry(package, addresses, one) for one in found)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<title>{escape(f'{SITE}: what changed')}</title>\n"
        f"<subtitle>{escape(package.title)}</subtitle>\n"
        f"<id>{_name(package.name)}</id>\n<updated>{_moment(newest)}</updated>\n"
        f"<author><name>{SITE}</name></author>\n"
        f'<link rel="self" type="{MEDIA_TYPE}" href="{escape(own)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(about)}"/>\n'
        f"<rights>{escape(package.licence)}</rights>\n{entries}</feed>\n"
    )


def _entry(package: Package, addresses: Addresses, change: Change) -> str:
    path, title = addresses.page("about"), change.what
    if change.claim_id:
        path = addresses.claim(change.claim_id)
        title = f"{record(package, 'claims')[change.claim_id]['title']}: {change.what}"
    where = addresses.absolute(path) or path
    key = (package.name, f"{change.day:%Y-%m-%d}", change.table, change.row, change.what)
    return (
        f"<entry><title>{escape(f'{change.version}: {title}')}</title>"
        f"<id>{_name('/'.join(key))}</id><updated>{_moment(change.day.date())}</updated>"
        f'<link rel="alternate" type="text/html" href="{escape(where)}"/>'
        f"<summary>{escape(f'{change.what} {change.why}')}</summary></entry>\n"
    )


def _name(key: str) -> str:
    """A permanent identifier of an entry, the same on every host."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'conflict-atlas/{key}')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _created(package: Package) -> date:
    """Day on which the package says it was made, else the article's day."""
    said = str(package.descriptor.get("created", ""))[:10]
    try:
        return date.fromisoformat(said)
    except ValueError:
        return date.fromisoformat(package.article.published)
