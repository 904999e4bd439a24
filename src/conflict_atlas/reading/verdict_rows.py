"""All claims beside all datasets as rows on paper, where the page shows them as a table."""

import logging
from html import escape
from typing import Any

import pandas as pd

from conflict_atlas.claims.selection import describe, identify
from conflict_atlas.evidence import verdict_table
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures import asked_events
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.views.evidence import verdict_words

_LOG = logging.getLogger(__name__)


def write(site: Site, addresses: Addresses, request: LinkRequest) -> str:
    """Write the verdict on each selected claim beside each dataset; nothing without a dataset."""
    package = site.package
    try:
        datasets = asked_events.beside_claims(request, site.datasets())
        whole = verdict_table.verdicts(package, datasets) if datasets else None
    except Exception:  # noqa: BLE001 - each engine fails in its own way
        _LOG.exception("No verdicts for a page to print")
        return "<p>The verdicts could not be made just now.</p>"
    if whole is None:
        return ""
    table = whole[whole["claim_id"].isin(identify(package, request.selection))]
    claim_ids, said = verdict_words.in_words(package, table, datasets)
    asked = describe(package, request.selection)
    if len(datasets) == 1:
        said = said.drop(columns="Dataset")
        asked += f", beside {datasets[0].manifest.label}"
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in said.columns)
    rows = "".join(
        _row(addresses.claim(claim_id), list(row))
        for claim_id, row in zip(claim_ids, said.itertuples(index=False), strict=True)
    )
    return (
        f"<h2>{verdict_words.TITLE}</h2><p>{escape(verdict_words.HOW)}</p>"
        f'<div class="wide"><table class="verdicts"><caption>{escape(asked)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(address: str, cells: list[Any]) -> str:
    claim, *others = ("" if pd.isna(cell) else escape(str(cell)) for cell in cells)
    told = "".join(f"<td>{cell}</td>" for cell in others)
    return f'<tr><td><a href="{escape(address)}">{claim}</a></td>{told}</tr>'
