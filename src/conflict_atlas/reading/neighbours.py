"""Links to a claim's neighbours: claims of the same place, and those just before and after it."""

from html import escape

from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import Record, record
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site

MOST = 8  # claims of the same place
EACH_WAY = 2  # claims before and after in time


def write(site: Site, addresses: Addresses, claim_id: str) -> str:
    """Write both lists, leaving out an empty one."""
    claims = record(site.package, "claims")
    ordered = identify(site.package, Selection())
    claim, at = claims[claim_id], ordered.index(claim_id)
    place = claim["place_id"]
    others = [one for one in ordered if claims[one]["place_id"] == place and one != claim_id]
    around = ordered[max(0, at - EACH_WAY) : at] + ordered[at + 1 : at + 1 + EACH_WAY]
    name = record(site.package, "places")[place]["name"] if place else ""
    return "".join(
        (
            _section(site, addresses, f"Also at {name}", others[:MOST] if place else []),
            _section(site, addresses, "Before and after", list(around)),
        )
    )


def _section(site: Site, addresses: Addresses, title: str, claim_ids: list[str]) -> str:
    if not claim_ids:
        return ""
    claims = record(site.package, "claims")
    rows = "".join(item(addresses, claims[claim_id]) for claim_id in claim_ids)
    return f'<nav aria-label="{escape(title)}"><h2>{escape(title)}</h2><ul>{rows}</ul></nav>'


def item(addresses: Addresses, claim: Record) -> str:
    """Write one claim as an item of a list: its date, and its title as a link."""
    when = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    return (
        f'<li><small>{escape(when)}</small> <a href="{escape(addresses.claim(claim["claim_id"]))}">'
        f"{escape(claim['title'])}</a></li>"
    )
