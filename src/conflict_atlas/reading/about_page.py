"""About as a plain page: article, method, licence and sources, with a Dataset for machines."""

from html import escape

from conflict_atlas.claims.citation import bibtex, cite_article, cite_selection
from conflict_atlas.claims.citation_forms import csl_json, ris
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, records
from conflict_atlas.claims.selection import Selection, describe
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.reading import frame, json_ld, page_head
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.views import change_list


def write(site: Site, addresses: Addresses) -> str:
    """Write the page."""
    package = site.package
    made = page_head.of_page(site, addresses, LinkRequest(BY_NAME["about"]))
    data = json_ld.script(json_ld.dataset(package, addresses))
    return frame.write(package, addresses, made, body(site, addresses), data)


def body(site: Site, addresses: Addresses) -> str:
    """Write the content of the page."""
    package = site.package
    return "".join(
        (
            "<h1>About</h1>",
            _article(package),
            _cite(package, addresses),
            _changed(package, addresses),
            _sources(package),
        )
    )


def _article(package: Package) -> str:
    article = package.article
    note = f"<p>{escape(article.note)}</p>" if article.note else ""
    return (
        f"<p>{escape(package.description)}</p><h2>One article</h2>"
        f'<p><a href="{escape(article.url)}">{escape(cite_article(package))}</a>. Its text is not '
        "part of this site: sentences belong to their author.</p>"
        f"<p><b>Its stance.</b> {escape(article.stance)}</p>{note}"
    )


def _cite(package: Package, addresses: Addresses) -> str:
    here = addresses.lasting_page("about", package.data_version)
    cited = cite_selection(package, describe(package, Selection()), here)
    forms = (
        ("BibTeX", bibtex(package, here)),
        ("RIS", ris(package, here)),
        ("CSL-JSON", csl_json(package, here)),
    )
    return f'<h2>Cite it</h2><p class="cite">{escape(cited)}</p>' + "".join(
        f'<details><summary>{name}</summary><pre class="cite">{escape(text)}</pre></details>'
        for name, text in forms
    )


def _changed(package: Package, addresses: Addresses) -> str:
    changes = change_list.write(package, addresses.claim)
    feed = f'<p><a href="{escape(addresses.feed)}">As a feed</a></p>'
    return (
        f'<section aria-label="What changed"><h2>What changed</h2>{changes}{feed}</section>'
        if changes
        else ""
    )


def _sources(package: Package) -> str:
    rows = "".join(map(_source, records(package.sources)))
    return (
        '<h2>Sources</h2><div class="wide"><table><caption>What stands beside the claims</caption>'
        '<thead><tr><th scope="col">Publisher</th><th scope="col">Document</th>'
        f'<th scope="col">Date</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _source(row: Record) -> str:
    title = escape(row["title"])
    if row["url"]:
        title = f'<a href="{escape(row["url"])}">{title}</a>'
    if row["archived_url"]:
        title += f' (<a href="{escape(row["archived_url"])}">archived copy</a>)'
    return (
        f'<tr><th scope="row">{escape(row["publisher"])}</th><td>{title}</td>'
        f"<td>{escape(row['date'])}</td></tr>"
    )
