"""What a chart is drawn from, below it: claims and documents of others, and a citation to copy."""

from html import escape

from conflict_atlas import process_state
from conflict_atlas.claims import citation, phrase
from conflict_atlas.claims.record import Record, record
from conflict_atlas.views.card import ADDRESS
from conflict_atlas.views.document_link import document_link
from conflict_atlas.views.picture import Origin

_NAMED = 3  # paragraphs and publishers that are named; more are counted


def fold(origin: Origin, cited: str = "") -> str:
    """Name in one line what a chart is drawn from, with all of it in a fold below.

    ``cited`` is what is drawn besides the package's own data.
    """
    package = process_state.package()
    claims = [record(package, "claims")[one] for one in origin.claims]
    sources = [record(package, "sources")[one] for one in origin.sources]
    parts = [*filter(None, (_article(claims), *_publishers(sources), cited.rstrip(".")))]
    said = f"Drawn from {escape(' · '.join(parts))}"
    if not claims and not sources:
        return f'<p class="atlas-from">{said}</p>' if parts else ""
    rows = [*map(_claim, claims), *map(_document, sources)]
    rows += [f"<li>{escape(cited)}</li>"] if cited else []
    return (
        f'<details class="atlas-from"><summary>{said}</summary><ul>{"".join(rows)}</ul></details>'
    )


def cite_button(title: str, origin: Origin, cited: str = "") -> str:
    """Write the button that copies a citation of a chart."""
    package = process_state.package()
    text = citation.cite_chart(
        package,
        title,
        claim_ids=origin.claims,
        source_ids=origin.sources,
        permalink=ADDRESS,
        besides=cited,
    )
    return f'<button type="button" data-copy="{escape(text)}">Cite</button>'


def _article(claims: list[Record]) -> str:
    paragraphs = sorted({int(claim["paragraph"]) for claim in claims})
    if not paragraphs:
        return ""
    if len(paragraphs) > _NAMED:
        return f"{phrase.counted(len(claims), 'claim')} of the article"
    return f"the article, ¶ {phrase.joined([str(one) for one in paragraphs])}"


def _publishers(sources: list[Record]) -> list[str]:
    names = [*dict.fromkeys(phrase.brief(row["publisher"]) for row in sources)]
    if len(names) <= _NAMED + 1:
        return names
    return [*names[:_NAMED], f"{len(names) - _NAMED} others"]


def _claim(claim: Record) -> str:
    return (
        f'<li><button type="button" data-choose="claim:{escape(claim["claim_id"])}">'
        f"{escape(claim['title'])}</button> the article, ¶ {claim['paragraph']}</li>"
    )


def _document(source: Record) -> str:
    """Write a document with its link, or where it was read if it has none."""
    read = "" if source["url"] or not source["seen_in"] else f" ({escape(source['seen_in'])})"
    return f"<li>{escape(source['publisher'])}: {document_link(source)}{read}</li>"
