"""One claim as a card: everything a reader needs to judge it, as escaped HTML."""

from html import escape

import pandas as pd

from conflict_atlas.claims import by_speaker, phrase
from conflict_atlas.claims.citation import cite_claim, passage_url
from conflict_atlas.claims.comparison import compare, competing
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.views import words
from conflict_atlas.views.figures.figure_strip import figure_strip

# Placeholder in a copied text for the claim's address, which only the browser knows in full.
ADDRESS = "{address}"


def card(package: Package, claim_id: str, permalink: str) -> str:
    """Write the card of a claim; ``permalink`` is the query string that selects it."""
    claim = record(package, "claims")[claim_id]
    kind = claim["claim_type"]
    link = passage_url(package.article, claim["anchor"])
    parts = [
        '<article class="atlas-card">',
        f'<p class="atlas-kind"><i class="glyph glyph-{kind}"></i>{words.TYPE_LABEL[kind]}</p>',
        f'<h2>{escape(claim["title"])}</h2><p class="atlas-summary">{escape(claim["summary"])}</p>',
        _verdict(package, claim_id),
        figure_strip(package, claim_id),
        _actions(package, claim, link, permalink),
        "<dl>",
        *(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in facts(package, claim_id)),
        "</dl>",
        _others(package, claim_id),
        "</article>",
    ]
    return "".join(parts)


def _actions(package: Package, claim: Record, passage: str, permalink: str) -> str:
    """Actions on a claim; the text to copy is held in its button (ui/widgets)."""
    cited = cite_claim(package, pd.Series(claim), ADDRESS)
    query = escape(permalink, quote=True)
    return (
        f'<p class="atlas-actions"><a class="atlas-primary" href="{escape(passage, quote=True)}" '
        'target="_blank" rel="noopener noreferrer">'
        f"Read it in the article, ¶ {claim['paragraph']}</a>"
        f'<button type="button" data-copy="{escape(cited, quote=True)}" data-address="?{query}">'
        "Cite</button>"
        f'<button type="button" data-copy="{ADDRESS}" data-address="?{query}">Link</button>'
        f'<a href="picture/claim/{claim["claim_id"]}.png?size=large" '
        f'download="{claim["claim_id"]}.png">Picture</a></p>'
    )


def facts(package: Package, claim_id: str) -> list[tuple[str, str]]:
    """What a reader needs to judge a claim, by name, as escaped HTML; only what is known."""
    claim = record(package, "claims")[claim_id]
    found = (
        ("When", _when(package, claim)),
        ("Where", _where(package, claim)),
        ("Who", _who(package, claim_id)),
        ("Figure", escape(_figure(claim))),
        ("Says", _says(claim)),
        ("Note", escape(claim["caveat"])),
    )
    return [(name, text) for name, text in found if text]


def _when(package: Package, claim: Record) -> str:
    stated = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    precision = words.TIME_PRECISION_LABEL[claim["time_precision"]]
    how = f"{precision}, {words.DATE_BASIS_LABEL[claim['date_basis']]}"
    text = f"{escape(stated)} <small>({how})</small>"
    if not phrase.is_missing(claim["found_date"]):
        found = f"{phrase.day(claim['found_date'])}, {_source(package, claim['found_source_id'])}"
        text += f"<br>Found elsewhere: {found}"
    return text


def _where(package: Package, claim: Record) -> str:
    text = "No place given"
    if claim["place_id"]:
        place = record(package, "places")[claim["place_id"]]
        precision = words.GEO_PRECISION_LABEL[claim["geo_precision"]]
        text = f"{_place(place)} <small>({precision})</small>"
    if claim["found_place_id"]:
        found = record(package, "places")[claim["found_place_id"]]
        text += (
            f"<br>Found elsewhere: {_place(found)}, {_source(package, claim['found_source_id'])}"
        )
    return text


def _place(place: Record) -> str:
    other = [
        f'<span lang="{lang}" dir="auto">{escape(place[column])}</span>'
        for column, lang in (("name_ar", "ar"), ("name_kmr", "kmr"), ("name_ckb", "ckb"))
        if place[column] and place[column] != place["name"]
    ]
    names = f" <small>{' · '.join(other)}</small>" if other else ""
    return f"{escape(place['name'])}{names}"


def _who(package: Package, claim_id: str) -> str:
    involved = package.claim_actors[package.claim_actors["claim_id"] == claim_id]
    actors = record(package, "actors")
    return "<br>".join(
        f"{escape(actors[actor_id]['name'])} <small>({words.ROLE_LABEL[role]})</small>"
        for actor_id, role in zip(involved["actor_id"], involved["role"], strict=True)
    )


def _figure(claim: Record) -> str:
    return phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"], digits=True)


def _says(claim: Record) -> str:
    return f"{escape(claim['attributed_to'])}, paragraph {claim['paragraph']}"


def _verdict(package: Package, claim_id: str) -> str:
    """Say in one sentence how the figure compares with each kind of speaker."""
    clauses = by_speaker.clauses(package, claim_id)
    if not clauses:
        sentence = compare(package, claim_id).sentence
        return f'<p class="atlas-verdict">{escape(sentence)}</p>'
    rest = "".join(f", {escape(clause)}" for clause in clauses[1:])
    return f'<p class="atlas-verdict"><b>{escape(clauses[0])}</b>{rest}.</p>'


def _others(package: Package, claim_id: str) -> str:
    """List others' figures with their notes and sources, the most comparable first."""
    table = competing(package, claim_id)
    others = table[~table["is_article"]].sort_values("comparable", ascending=False, kind="stable")
    if others.empty:
        return ""
    lines = "".join(_other(row) for row in records(others))
    return (
        f"<details><summary>What others say, with sources ({len(others)})</summary>"
        f"<ul>{lines}</ul></details>"
    )


def _other(row: Record) -> str:
    said = phrase.stated(row["low"], row["best"], row["high"], row["unit"], digits=True)
    who = escape(row["label"])
    if row["url"]:
        url = escape(row["url"], quote=True)
        who = f'<a href="{url}" target="_blank" rel="noopener noreferrer">{who}</a>'
    notes = [] if row["comparable"] else ["not comparable"]
    notes += [row["seen_in"]] if row["seen_in"] else []
    notes += [row["note"]] if row["note"] else []
    note = f" <small>{escape('; '.join(notes))}</small>" if notes else ""
    return f"<li><b>{escape(said)}</b> {who}{note}</li>"


def _source(package: Package, source_id: str) -> str:
    source = record(package, "sources")[source_id]
    name = escape(source["publisher"])
    if not source["url"]:
        return name
    url = escape(source["url"], quote=True)
    return f'<a href="{url}" target="_blank" rel="noopener noreferrer">{name}</a>'
