"""All claims on one plain page: by date, by place and by actor."""

from collections.abc import Iterable
from html import escape

from conflict_atlas.claims.record import record, records
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.reading import frame
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Alternate, Head, Preview
from conflict_atlas.reading.neighbours import item
from conflict_atlas.reading.site import Site

Groups = dict[str, list[str]]
NOWHERE = "No place given"


def write(site: Site, addresses: Addresses) -> str:
    """Write the page."""
    package = site.package
    title = "All claims"
    sentence = f"{len(package.claims)} claims: {package.title}. By date, by place, by actor."
    made = Head(
        title=title,
        sentence=sentence,
        canonical=addresses.absolute(addresses.claims),
        icons=addresses.assets,
        manifest=addresses.manifest,
        preview=Preview(
            addresses.absolute(addresses.map_picture(LinkRequest(BY_NAME["map"]))),
            "Map of all claims",
        ),
        alternates=(Alternate("text/csv", addresses.file("claims.csv"), "All claims as CSV"),),
    )
    parts = (
        ("by-date", "By date", _by_year(site)),
        ("by-place", "By place", _by_place(site)),
        ("by-actor", "By actor", _by_actor(site)),
    )
    ways = " · ".join(f'<a href="#{name}">{words}</a>' for name, words, _ in parts)
    body = "".join(
        (
            f"<h1>{title}</h1><p>{escape(package.description)}</p>",
            f'<p><a href="{escape(addresses.file("claims.csv"))}">CSV</a> · ',
            f'<a href="{escape(addresses.file("claims.geojson"))}">GeoJSON</a></p>',
            f'<nav aria-label="Orders">{ways}</nav>',
            *(_part(site, addresses, *part) for part in parts),
        )
    )
    return frame.write(package, addresses, made, body)


def _part(site: Site, addresses: Addresses, name: str, words: str, groups: Groups) -> str:
    claims = record(site.package, "claims")
    inner = "".join(
        f"<h3>{escape(head)} <small>{len(ids)}</small></h3><ul>"
        f"{''.join(item(addresses, claims[claim_id]) for claim_id in ids)}</ul>"
        for head, ids in groups.items()
    )
    return f'<section id="{name}" aria-label="{words}"><h2>{words}</h2>{inner}</section>'


def _by_year(site: Site) -> Groups:
    claims = record(site.package, "claims")
    return _group((str(claims[one]["date_start"].year), one) for one in _ordered(site))


def _by_place(site: Site) -> Groups:
    claims, places = record(site.package, "claims"), record(site.package, "places")
    pairs = [(claims[one]["place_id"], one) for one in _ordered(site)]
    named = [(places[place]["name"] if place else NOWHERE, one) for place, one in pairs]
    return _group(sorted(named, key=lambda pair: (pair[0] == NOWHERE, pair[0])))


def _by_actor(site: Site) -> Groups:
    """Claims of each actor, with actors in the package's order."""
    names = record(site.package, "actors")
    position = {claim_id: number for number, claim_id in enumerate(_ordered(site))}
    found: Groups = {names[actor]["name"]: [] for actor in names}
    for row in records(site.package.claim_actors):
        listed = found[names[row["actor_id"]]["name"]]
        if row["claim_id"] not in listed:
            listed.append(row["claim_id"])
    return {name: sorted(ids, key=position.__getitem__) for name, ids in found.items() if ids}


def _ordered(site: Site) -> tuple[str, ...]:
    return identify(site.package, Selection())


def _group(pairs: Iterable[tuple[str, str]]) -> Groups:
    groups: Groups = {}
    for name, claim_id in pairs:
        groups.setdefault(name, []).append(claim_id)
    return groups
