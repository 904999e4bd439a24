"""Claims sorted into lanes: by type, by actor or by place."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.views import words

Row = dict[Hashable, Any]  # a claim

BY = ("claim_type", "actor", "place")
MOST_LANES = 8  # actors or places that get a lane of their own
NO_ACTOR = "Others, or nobody named"
NO_PLACE = "Elsewhere, or nowhere"

Lane = tuple[str, str, list[Row]]  # name, type of claim if it is one, claims in order of time


def lanes(package: Package, claims: pd.DataFrame, by: str) -> list[Lane]:
    """Sort claims into lanes; by actor, a claim is in the lane of each of its actors.

    Raises ValueError for another ``by`` than those of BY.
    """
    sort: dict[str, Callable[[Package, pd.DataFrame], pd.DataFrame]] = {
        "claim_type": _by_type,
        "actor": _by_actor,
        "place": _by_place,
    }
    if by not in sort:
        msg = f"lanes are by {', '.join(BY)}, not by {by!r}"
        raise ValueError(msg)
    laid = sort[by](package, claims)
    ordered = laid.sort_values(["rank", "date_start", "date_end", "paragraph"], kind="stable")
    found: dict[int, Lane] = {}
    for row in ordered.to_dict("records"):
        kind = row["claim_type"] if by == "claim_type" else ""
        found.setdefault(row["rank"], (row["lane"], kind, []))[2].append(row)
    return list(found.values())


def _by_type(_package: Package, claims: pd.DataFrame) -> pd.DataFrame:
    order = {code: n for n, code in enumerate(words.TYPE_LABEL)}
    codes = claims["claim_type"]
    names = codes.map(lambda code: words.label(words.TYPE_LABEL, code))
    return claims.assign(lane=names, rank=codes.map(order).fillna(len(order)))


def _by_actor(package: Package, claims: pd.DataFrame) -> pd.DataFrame:
    links = package.claim_actors[["claim_id", "actor_id"]].drop_duplicates()
    links = links[links["claim_id"].isin(claims.index)]
    links = links.rename(columns={"actor_id": "of"})
    return _leading(claims, links, package.actors["short_name"], NO_ACTOR)


def _by_place(package: Package, claims: pd.DataFrame) -> pd.DataFrame:
    placed = claims.loc[claims["place_id"] != "", ["place_id"]]
    links = pd.DataFrame({"claim_id": placed.index, "of": placed["place_id"].to_numpy()})
    return _leading(claims, links, package.places["name"], NO_PLACE)


def _leading(
    claims: pd.DataFrame, links: pd.DataFrame, names: "pd.Series[str]", rest: str
) -> pd.DataFrame:
    """One row for each claim and each of the most frequent names; the others share a lane."""
    leading: Sequence[str] = links["of"].value_counts(sort=True).index[:MOST_LANES].tolist()
    kept = links[links["of"].isin(leading)]
    kept = kept.assign(lane=kept["of"].map(names), rank=kept["of"].map(leading.index))
    others = claims.index.difference(pd.Index(kept["claim_id"]))
    last = pd.DataFrame({"claim_id": others, "lane": rest, "rank": MOST_LANES})
    laid = pd.concat([kept[["claim_id", "lane", "rank"]], last])
    return laid.merge(claims.reset_index(drop=True), on="claim_id")
