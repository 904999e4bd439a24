"""Series of few figures in words: a chart of one point says less than its number."""

from collections.abc import Hashable
from html import escape
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.claims.series import figures_of
from conflict_atlas.views.document_link import document_link


def stated_figures(package: Package, claim_ids: tuple[str, ...], series_ids: list[str]) -> str:
    """Write each series as HTML: its figures, who states them, and the claims they are about."""
    claims = package.claims.loc[list(claim_ids)]
    return "".join(_section(package, claims, one) for one in series_ids)


def _section(package: Package, claims: pd.DataFrame, series_id: str) -> str:
    series = record(package, "series")[series_id]
    figures = package.figures
    linked = figures.loc[figures["series_id"] == series_id, "claim_id"]
    about = claims[claims["claim_id"].isin(linked) | (claims["measure"] == series["measure"])]
    stated = "".join(
        _stated(package, series, row) for row in figures_of(package, series_id).to_dict("records")
    )
    said = "".join(_said(row) for row in about.to_dict("records"))
    return (
        f'<section class="atlas-stated"><h2>{escape(series["title"])}</h2>{stated}{said}</section>'
    )


def _stated(package: Package, series: Record, row: dict[Hashable, Any]) -> str:
    source = record(package, "sources")[row["source_id"]]
    said = phrase.stated(row["low"], row["best"], row["high"], series["unit"], digits=True)
    title = document_link(source)
    when = phrase.dated(row["date"], row["date_precision"])
    note = f"<br>{escape(row['note'])}" if row["note"] else ""
    return (
        f'<div class="atlas-numbers"><div><b>{escape(_capital(said))}</b>'
        f"<span>{escape(source['publisher'])}, {escape(when)}: {title}{note}</span></div></div>"
    )


def _said(claim: Record) -> str:
    figure = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])
    return (
        f'<p class="atlas-from">The article, ¶ {claim["paragraph"]}: '
        f'<button type="button" data-choose="claim:{escape(claim["claim_id"])}">'
        f"{escape(claim['title'])}</button> {escape(figure) or '(no figure)'}</p>"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
