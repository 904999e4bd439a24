"""Claims sorted into lanes, one row each: by what kind they are, or by who is involved."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, words

Row = dict[Hashable, Any]  # a claim with its lane, rank, row, found_by and hover

MOST_LANES = 8  # actors that get a lane of their own
_REST = "Others, or nobody named"
_NAME_ROOM = 1.0  # rows taken by the name of a lane


def set_rows(package: Package, claims: pd.DataFrame, by: str) -> list[Row]:
    """Order claims by lane and date and number their rows, with room for each lane's name.

    ``by`` is claim_type or actor; by actor a claim has a row for each actor with a lane.
    """
    lanes = _by_type(claims) if by == "claim_type" else _by_actor(package, claims)
    ordered = lanes.sort_values(["rank", "date_start", "date_end", "paragraph"], kind="stable")
    publishers = package.sources["publisher"]
    rows = ordered.to_dict("records")
    lane_number, before = 0, None
    for n, row in enumerate(rows):
        if row["rank"] != before:
            lane_number, before = lane_number + 1, row["rank"]
        row["row"] = n + lane_number * _NAME_ROOM
        row["found_by"] = publishers.get(row["found_source_id"], "")
        row["hover"] = _hover(row)
    return rows


def when(claim: Row) -> str:
    """Say the days a claim can refer to."""
    return phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])


def _by_type(claims: pd.DataFrame) -> pd.DataFrame:
    order = {code: n for n, code in enumerate(words.TYPE_LABEL)}
    codes = claims["claim_type"]
    lanes = codes.map(lambda code: words.label(words.TYPE_LABEL, code))
    return claims.assign(lane=lanes, rank=codes.map(order).fillna(len(order)))


def _by_actor(package: Package, claims: pd.DataFrame) -> pd.DataFrame:
    """One row for each claim and each of the actors most often named; the rest share a lane."""
    links = package.claim_actors[["claim_id", "actor_id"]].drop_duplicates()
    links = links[links["claim_id"].isin(claims.index)]
    leading = links["actor_id"].value_counts(sort=True).index[:MOST_LANES].tolist()
    kept = links[links["actor_id"].isin(leading)]
    kept = kept.assign(
        lane=kept["actor_id"].map(package.actors["short_name"]),
        rank=kept["actor_id"].map(leading.index),
    )
    rest = claims.index.difference(pd.Index(kept["claim_id"]))
    others = pd.DataFrame({"claim_id": rest, "lane": _REST, "rank": MOST_LANES})
    lanes = pd.concat([kept[["claim_id", "lane", "rank"]], others])
    return lanes.merge(claims.reset_index(drop=True), on="claim_id")


def _hover(claim: Row) -> str:
    kind = words.label(words.TYPE_LABEL, claim["claim_type"])
    found = phrase.day(claim["found_date"])
    return canvas.hover(
        claim["title"],
        f"{kind}, paragraph {claim['paragraph']}. Said by: {claim['attributed_to']}",
        when(claim),
        f"Day found elsewhere: {found} ({claim['found_by']})" if found else "",
        phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"]),
    )
