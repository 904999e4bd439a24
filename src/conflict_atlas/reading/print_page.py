"""A page to print of what an address shows: picture, card with figures, all rows, citation."""

from html import escape

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.citation import cite_claim, cite_selection
from conflict_atlas.claims.record import Record, record
from conflict_atlas.claims.selection import describe, identify
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures.picture_request import EVIDENCE
from conflict_atlas.pictures.sheet import PAPER
from conflict_atlas.reading import (
    about_page,
    address_words,
    claim_page,
    frame,
    recorded_rows,
    verdict_rows,
)
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.chart_page import TYPES
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site
from conflict_atlas.views import words


def write(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    """Write the page; search engines are asked not to index it."""
    package, page = site.package, request.page
    said = address_words.say(site, request)
    made = Head(
        title=page.title,
        sentence=said.sentence,
        canonical=addresses.absolute(addresses.page(page.name, request.query)),
        icons=addresses.assets,
        manifest=addresses.manifest,
        is_indexed=False,
    )
    body = _content(site, addresses, request)
    if page.name != "about":  # it has its own citation
        body += _cite(site, addresses, request)
    return frame.write(package, addresses, made, body)


def _content(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    """Write the content of the live page, or what is added to it where it is printed itself."""
    if request.page.charts == "events":
        verdicts = request.page.name == EVIDENCE
        return "".join(
            (
                f'<h1 class="alone">{escape(request.page.title)}</h1>',
                _card(site, request.claim),
                recorded_rows.write(site, request),
                verdict_rows.write(site, addresses, request) if verdicts else "",
            )
        )
    if request.page.name == "about":
        return f'<div class="instead">{about_page.body(site, addresses)}</div>'
    return "".join(
        (
            f'<div class="instead"><h1>{escape(request.page.title)}</h1>',
            f"<p>{escape(request.page.sentence(site.package))}</p>",
            _picture(addresses, request),
            _card(site, request.claim),
            _rows(site, addresses, request),
            "</div>",
        )
    )


def _picture(addresses: Addresses, request: LinkRequest) -> str:
    where = escape(addresses.paper_picture(request))
    across, down = PAPER.pixels
    alternative = f"Picture of what this page shows: {request.page.title}"
    size = f'width="{across}" height="{down}"'
    return f'<figure><img src="{where}" {size} alt="{alternative}"></figure>'


def _card(site: Site, claim_id: str) -> str:
    if not claim_id:
        return ""
    claim = record(site.package, "claims")[claim_id]
    return (
        f"<article><h2>{escape(claim['title'])}</h2><p>{escape(claim['summary'])}</p>"
        f"{claim_page.facts(site, claim_id)}{claim_page.figures(site, claim_id)}</article>"
    )


def _rows(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    package = site.package
    claims = record(package, "claims")
    kind = TYPES.get(request.page.name)
    found = identify(package, request.selection)
    ids = [one for one in found if kind in (None, claims[one]["claim_type"])]
    asked = escape(describe(package, request.selection))
    rows = "".join(_row(site, addresses, claims[claim_id]) for claim_id in ids)
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("When", "Where", "What is said", "Figure", "¶")
    )
    return (
        f"<h2>{len(ids)} of {len(claims)} claims</h2>"
        f'<div class="wide"><table><caption>{asked}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(site: Site, addresses: Addresses, claim: Record) -> str:
    places = record(site.package, "places")
    where = places[claim["place_id"]]["name"] if claim["place_id"] else ""
    when = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"], digits=True)
    kind = words.TYPE_LABEL[claim["claim_type"]]
    return (
        f"<tr><td>{escape(when)}</td><td>{escape(where)}</td>"
        f'<td><a href="{escape(addresses.claim(claim["claim_id"]))}">{escape(claim["title"])}</a>'
        f" <small>{escape(kind)}</small></td>"
        f"<td>{escape(said)}</td><td>{claim['paragraph']}</td></tr>"
    )


def _cite(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    package = site.package
    here = addresses.absolute(addresses.page(request.page.name, request.query))
    if request.claim:
        row = pd.Series(record(package, "claims")[request.claim])
        cited = cite_claim(package, row, here)
    else:
        cited = cite_selection(package, describe(package, request.selection), here)
    named = site.named(request)
    cited += f" Recorded events: {named.manifest.citation_of_version}." if named else ""
    return f'<section class="foot"><h2>Cite it</h2><p class="cite">{escape(cited)}</p></section>'
