"""The list beside the map: costs, then claims on whole countries, on elsewhere or on no place."""

from collections.abc import Sequence
from html import escape

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.memoization import memoized
from conflict_atlas.views import words
from conflict_atlas.views.maps.place_groups import NOWHERE, Group, group
from conflict_atlas.views.maps.plates import in_order

NO_PLACE = "No place"
_COST = "cost"


@memoized(256)
def shelf(package: Package, claim_ids: Sequence[str], opened: str) -> str:
    """List every place of some claims as HTML; those on the map are folded, as the map shows them.

    Choosing a row opens its place (``ui/widgets/bridge``). Costs belong to no place on the map, so
    they have rows of their own, which open their claim.
    """
    groups = group(package, tuple(claim_ids))
    parts = [
        _costs(package, claim_ids),
        _section(package, "About a whole country or region", groups.areas, opened),
        _section(package, "Elsewhere, or nowhere in particular", groups.elsewhere, opened),
    ]
    if groups.towns:
        alone = "" if groups.areas or groups.elsewhere else " open"
        rows = "".join(_row(package, one, opened) for one in groups.towns)
        parts.append(
            f'<details class="atlas-towns"{alone}><summary>Places on the map ({len(groups.towns)})'
            f"</summary>{rows}</details>"
        )
    parts.append(_signs(package, claim_ids))
    return f'<nav class="atlas-shelf" aria-label="Places">{"".join(parts)}</nav>'


def count(package: Package, claim_ids: Sequence[str]) -> str:
    """Say in one line how many claims are on the map and how many in the list."""
    groups = group(package, tuple(claim_ids))
    here = sum(len(one.claim_ids) for one in groups.towns)
    listed = len(claim_ids) - here
    if not listed:
        return "at places on this map"
    return f"{here} at places on this map, {listed} listed below"


def name_of(package: Package, place_id: str) -> str:
    """Name of a place in the list."""
    if place_id == NOWHERE:
        return NO_PLACE
    return str(record(package, "places")[place_id]["name"])


def glyphs(package: Package, claim_ids: Sequence[str]) -> str:
    """The signs of the claims' types."""
    claims = record(package, "claims")
    kinds = in_order([claims[claim_id]["claim_type"] for claim_id in claim_ids])
    return "".join(f'<i class="glyph glyph-{kind}"></i>' for kind in kinds)


def _costs(package: Package, claim_ids: Sequence[str]) -> str:
    """Claims on costs, each with its amount; "" without any."""
    claims = record(package, "claims")
    rows = "".join(
        f'<button type="button" class="atlas-shelf-row" data-choose="open:{escape(one)}">'
        f'<i class="glyph glyph-{_COST}"></i><b>{escape(_sum(claims[one]))}</b>'
        f'<span class="atlas-shelf-said">{escape(claims[one]["title"])}</span></button>'
        for one in claim_ids
        if claims[one]["claim_type"] == _COST
    )
    return f"<h2>Costs</h2>{rows}" if rows else ""


def _sum(claim: Record) -> str:
    return phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])


def _signs(package: Package, claim_ids: Sequence[str]) -> str:
    """Explain the sign of each type of claim."""
    claims = record(package, "claims")
    kinds = dict.fromkeys(in_order([claims[claim_id]["claim_type"] for claim_id in claim_ids]))
    signs = "".join(
        f'<span><i class="glyph glyph-{kind}"></i>{escape(words.TYPE_LABEL[kind])}</span>'
        for kind in kinds
    )
    return f'<p class="atlas-signs">{signs}</p>'


def _section(package: Package, title: str, groups: tuple[Group, ...], opened: str) -> str:
    if not groups:
        return ""
    rows = "".join(_row(package, one, opened) for one in groups)
    return f"<h2>{title}</h2>{rows}"


def _row(package: Package, one: Group, opened: str) -> str:
    number = len(one.claim_ids)
    name = name_of(package, one.place_id)
    claims = "1 claim" if number == 1 else f"{number} claims"
    here = ' aria-current="true"' if one.place_id == opened else ""
    kinds = {record(package, "claims")[claim_id]["claim_type"] for claim_id in one.claim_ids}
    types = ", ".join(label for kind, label in words.TYPE_LABEL.items() if kind in kinds)
    return (
        f'<button type="button" class="atlas-shelf-row" data-choose="place:{escape(one.place_id)}"'
        f' aria-label="{escape(name)}: {claims}" title="{escape(types)}"{here}>'
        f'<span class="atlas-shelf-name">{escape(name)}</span>'
        f'<span class="atlas-shelf-pips">{glyphs(package, one.claim_ids)}</span>'
        f'<span class="atlas-shelf-count">{number}</span></button>'
    )
