"""How to cite the article, a claim, a selection or the atlas, and the link to a passage."""

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

import pandas as pd

from conflict_atlas.claims import area_count, phrase
from conflict_atlas.claims.package import Article, Package
from conflict_atlas.claims.record import Record, record

# Escaped in one pass, so that the characters of an escape are not escaped again.
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # not a backslash and a brace: BibTeX counts those too
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def passage_url(article: Article, anchor: str) -> str:
    """Address of the article that makes a browser scroll to the anchor (a text fragment)."""
    address, mark, fragment = article.url.partition("#")
    # The directive's own syntax uses - and , and &, so those are escaped in its text.
    words = quote(anchor, safe="").replace("-", "%2D")
    return f"{address}#{fragment if mark else ''}:~:text={words}"


def cite_article(package: Package) -> str:
    """Cite the article itself, without the paragraph."""
    article = package.article
    day = spell_date(article.published)
    return f"{article.author}, “{_inner(article.title)}”, {article.publisher}, {day}"


def cite_claim(package: Package, claim_row: pd.Series, permalink: str) -> str:
    """Cite one claim: who made it where, our wording of it, the data version and the address."""
    summary = str(claim_row["summary"]).rstrip(".")
    return (
        f"{cite_article(package)}, paragraph {claim_row['paragraph']}"
        f" ({package.article.url}). Claim, in the words of Conflict Atlas: {summary}."
        f" {_atlas(package, permalink)}"
    )


def cite_selection(package: Package, words: str, permalink: str) -> str:
    """Cite a selection of claims, described in words."""
    return (
        f"Claims made by {cite_article(package)} ({package.article.url})."
        f" Selection: {words.rstrip('.')}. {_atlas(package, permalink)}"
    )


def cite_chart(  # noqa: PLR0913 - what a chart shows, and where
    package: Package,
    title: str,
    *,
    claim_ids: tuple[str, ...],
    source_ids: tuple[str, ...],
    permalink: str,
    besides: str = "",
) -> str:
    """Cite a chart: claims by paragraph, the documents of others, and what is drawn besides."""
    claims = record(package, "claims")
    paragraphs = sorted({int(claims[one]["paragraph"]) for one in claim_ids})
    said = ""
    if paragraphs:
        noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
        where = f"{noun} {phrase.joined([str(one) for one in paragraphs])}"
        said = f" Claims of {cite_article(package)}, {where} ({package.article.url})."
    sources = [record(package, "sources")[one] for one in source_ids]
    named = "; ".join(
        ", ".join(filter(None, (row["publisher"], _inner(row["title"]), _found(row))))
        for row in sources
    )
    figures = f" Figures: {named}." if named else ""
    more = f" {besides}" if besides else ""
    return f"“{_inner(title)}”, chart.{said}{figures}{more} {_atlas(package, permalink)}"


def cite_counts(package: Package, measure: str) -> str:
    """Cite who counted what areas are coloured by: a sentence, "" for a measure of no source.

    ``measure`` is one of ``displacement.measures`` or ``area_count.measures``.
    """
    displaced, counted = package.displacement, package.area_counts
    of_series = counted["series_id"].isin(area_count.of_measure(package, measure))
    ids = [
        *displaced.loc[displaced["measure"] == measure, "source_id"],
        *counted.loc[of_series, "source_id"],
    ]
    sources = [record(package, "sources")[one] for one in dict.fromkeys(ids)]
    if not sources:
        return ""
    named = "; ".join(
        f"{row['publisher']}, {_inner(row['title'])} ({row['licence']}, {row['url']})"
        for row in sources
    )
    return f"Counts by area: {named}."


def bibtex(package: Package, permalink: str) -> str:
    """Cite the data package as a BibTeX entry; the note names the article."""
    key = re.sub(r"[^a-z0-9-]", "", package.name.lower()) or "conflict-atlas"
    fields = {
        "author": "{" + escape_bibtex("Conflict Atlas") + "}",
        "title": "{" + escape_bibtex(package.title) + "}",
        "version": escape_bibtex(package.data_version),
        "year": str(package.descriptor.get("created", ""))[:4],
        "note": escape_bibtex(f"Claims made by {cite_article(package)}, {package.article.url}"),
        "url": re.sub(r"[{}\\\s]", lambda found: quote(found[0]), permalink),
    }
    return bibtex_entry(key, fields)


def bibtex_entry(key: str, fields: Mapping[str, str]) -> str:
    """Write a BibTeX entry of escaped values; those that are empty are left out."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{lines}}}\n"


def escape_bibtex(text: str) -> str:
    """Write a text so that BibTeX and TeX print it unchanged."""
    plain = " ".join(text.split())
    return re.sub(r"[\\{}$&#%_~^]", lambda found: _BIBTEX[found[0]], plain)


def spell_date(day: str) -> str:
    """Write an ISO day as in 4 September 2016."""
    return phrase.day(date.fromisoformat(day))


def _atlas(package: Package, permalink: str) -> str:
    return f"Conflict Atlas, data version {package.data_version}. {permalink}".rstrip()


def _found(source: Record) -> str:
    """Address of a document, or where it was read if it has none."""
    return str(source["url"] or source["seen_in"])


def _inner(title: str) -> str:
    """Turn double quotation marks in a title into single ones, since the title itself is quoted."""
    return re.sub(r'"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")
