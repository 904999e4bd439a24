"""One claim as a plain page: card, competing figures, sources, passage, neighbours; no script."""

from html import escape
from urllib.parse import urlencode

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.citation import cite_claim, passage_url
from conflict_atlas.claims.comparison import compare, competing
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.link.parameter_names import CLAIM
from conflict_atlas.pictures import interval_plot, svg
from conflict_atlas.reading import address_words, frame, json_ld, neighbours, page_head
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Alternate, Head, Preview
from conflict_atlas.reading.site import Site
from conflict_atlas.views import card, words
from conflict_atlas.views.maps import place_groups
from conflict_atlas.views.series import recorded_around

_PLOT = interval_plot.PlotSize(width=680, names=240)


def write(site: Site, addresses: Addresses, claim_id: str) -> str:
    """Write the page of a claim; raises KeyError for an unknown one."""
    package = site.package
    claim = record(package, "claims")[claim_id]
    request = LinkRequest(BY_NAME["map"], claim=claim_id, params=(("claim", claim_id),))
    body = "".join(
        (
            "<article>",
            f'<p class="kind">{escape(words.TYPE_LABEL[claim["claim_type"]])}</p>',
            f"<h1>{escape(claim['title'])}</h1><p>{escape(claim['summary'])}</p>",
            facts(site, claim_id),
            passage(site, addresses, claim),
            figures(site, claim_id),
            _recorded(site, addresses, claim_id),
            _picture(site, addresses, request, claim),
            "</article>",
            neighbours.write(site, addresses, claim_id),
            _cite(site, addresses, claim_id),
        )
    )
    made = _head(site, addresses, request, claim_id)
    data = json_ld.script(json_ld.claim(package, addresses, claim_id))
    return frame.write(package, addresses, made, body, data)


def _head(site: Site, addresses: Addresses, request: LinkRequest, claim_id: str) -> Head:
    said = address_words.say_claim(site.package, claim_id)
    here = addresses.absolute(addresses.claim(claim_id))
    picture = addresses.absolute(addresses.picture(request))
    live = addresses.live_page("map", request.query)
    alternates = [Alternate("text/html", live, "In the atlas")] if addresses.has_live_pages else []
    return Head(
        title=said.title,
        sentence=said.sentence,
        canonical=here,
        icons=addresses.assets,
        manifest=addresses.manifest,
        preview=Preview(picture, f"Map and figures: {said.title}"),
        alternates=(*alternates, *page_head.others(addresses, addresses.claim(claim_id))),
        kind="article",
    )


def facts(site: Site, claim_id: str) -> str:
    """Write the facts of a claim, as on its card."""
    rows = card.facts(site.package, claim_id)
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{text}</dd>' for name, text in rows)}</dl>"


def passage(site: Site, addresses: Addresses, claim: Record) -> str:
    """Link to the passage of the article, and to the claim in the live atlas."""
    passage = passage_url(site.package.article, claim["anchor"])
    live = addresses.live_page("map", f"claim={claim['claim_id']}")
    on_map = f' · <a href="{escape(live)}">See it on the map of the atlas</a>'
    return (
        f'<p><a href="{escape(passage)}">Open the article at paragraph {claim["paragraph"]}</a>'
        f" (“{escape(claim['anchor'])}”){on_map if addresses.has_live_pages else ''}</p>"
    )


def figures(site: Site, claim_id: str) -> str:
    """Compare the claim's figure with others in words, in a plot and in a table."""
    return f"{plot(site, claim_id, _PLOT)}{table(site, claim_id)}"


def plot(site: Site, claim_id: str, *sizes: interval_plot.PlotSize) -> str:
    """Compare the claim's figure with others in words, and draw the plot once in each size."""
    package = site.package
    said = escape(compare(package, claim_id).sentence)
    drawn = [interval_plot.draw(package, claim_id, size) for size in sizes]
    if len(competing(package, claim_id)) == 1:
        drawn = []
    plots = "".join(f'<figure class="wide">{svg.inline(one)}</figure>' for one in drawn if one)
    return f'<h2>What others say</h2><p class="verdict">{said}</p>{plots}'


def table(site: Site, claim_id: str) -> str:
    """List every figure with its source; "" where the article's is the only one."""
    figures = competing(site.package, claim_id)
    if len(figures) == 1:
        return ""
    rows = "".join(map(_row, records(figures)))
    return (
        '<div class="wide"><table><caption>Every figure on this, the article’s first</caption>'
        '<thead><tr><th scope="col">Who says it</th><th scope="col">Figure</th>'
        f'<th scope="col">Note</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _recorded(site: Site, addresses: Addresses, claim_id: str) -> str:
    """Link to what was recorded in the claim's governorate and month, if there is a live atlas."""
    found = recorded_around.find(site.package, claim_id)
    if found is None or not addresses.has_live_pages:
        return ""
    there = escape(
        addresses.live_page(recorded_around.PAGE, urlencode([*found.params, (CLAIM, claim_id)]))
    )
    return f'<p><a href="{there}">{escape(found.label)}</a></p>'


def _row(row: Record) -> str:
    if row["is_article"]:
        said = phrase.figure(row["low"], row["high"], row["bound"], row["unit"], digits=True)
    else:
        said = phrase.stated(row["low"], row["best"], row["high"], row["unit"], digits=True)
    who = escape(row["label"])
    if row["url"] and not row["is_article"]:
        who = f'<a href="{escape(row["url"])}">{who}</a>'
    notes = [] if row["comparable"] else ["not comparable"]
    notes += [part for part in (row["seen_in"], row["note"]) if part]
    kind = ' class="article"' if row["is_article"] else ""
    return (
        f'<tr{kind}><th scope="row">{who}</th><td>{escape(said or "no figure")}</td>'
        f"<td><small>{escape('; '.join(notes))}</small></td></tr>"
    )


def _picture(site: Site, addresses: Addresses, request: LinkRequest, claim: Record) -> str:
    """Show the claim on a map, if it has a place on the map."""
    place_id = claim["place_id"]
    if not has_map(site, claim["claim_id"]):
        return ""
    name = record(site.package, "places")[place_id]["name"]
    where = escape(addresses.map_picture(request))
    return (
        f'<h2>Where</h2><figure><img src="{where}" width="1200" height="630" loading="lazy" '
        f'alt="Map around {escape(name)}, with the claims about it and the places near it">'
        f"<figcaption>{escape(name)}, and what else the article says of the places near it."
        "</figcaption></figure>"
    )


def _cite(site: Site, addresses: Addresses, claim_id: str) -> str:
    package = site.package
    here = addresses.lasting(claim_id, package.data_version)
    cited = cite_claim(package, pd.Series(record(package, "claims")[claim_id]), here)
    return f'<h2>Cite it</h2><p class="cite">{escape(cited)}</p>'


def has_map(site: Site, claim_id: str) -> bool:
    """Whether a claim's page shows a map: the article names a place within it."""
    place_id = record(site.package, "claims")[claim_id]["place_id"]
    return bool(place_id) and place_groups.on_map(site.package, place_id)
