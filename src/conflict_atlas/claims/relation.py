"""Who backs, fights or arms whom, each relation with the claim that says so."""

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify

# These relations have no direction.
MUTUAL = frozenset({"allied_with", "coordinates_with", "linked_to", "builds_ties_with"})


def stating(package: Package, selection: Selection) -> tuple[str, ...]:
    """Identifiers of the selected claims that state a relation."""
    stated = frozenset(package.relations["claim_id"])
    return tuple(claim_id for claim_id in identify(package, selection) if claim_id in stated)


def edges(package: Package, claims: pd.DataFrame) -> pd.DataFrame:
    """Relations that the given claims state, in the order of the article, one row each.

    Columns relation_id, claim_id, from_actor_id, relation, to_actor_id, from_name, to_name (short
    names), title, paragraph, attributed_to.
    """
    names = package.actors["short_name"]
    said = claims[["title", "paragraph", "attributed_to"]]
    table = package.relations[package.relations["claim_id"].isin(claims.index)]
    table = table.assign(
        from_name=table["from_actor_id"].map(names), to_name=table["to_actor_id"].map(names)
    )
    joined = table.join(said, on="claim_id")
    return joined.sort_values("paragraph", kind="stable").reset_index(drop=True)


def actors(relations: pd.DataFrame) -> list[str]:
    """Actors of a table of relations, those with the most relations first, ties by identifier."""
    both = pd.concat([relations["from_actor_id"], relations["to_actor_id"]])
    counts = both.value_counts().reset_index().to_numpy().tolist()
    return [actor for actor, _ in sorted(counts, key=lambda pair: (-pair[1], pair[0]))]


def adjacency(relations: pd.DataFrame) -> pd.DataFrame:
    """Matrix of relations: actors who act (rows) by actors acted upon (columns).

    A cell holds a tuple of relations, empty where nothing is stated; a mutual relation is in
    both of its cells. Both axes are in the order of ``actors``.
    """
    order = actors(relations)
    cells: dict[tuple[str, str], list[str]] = {}
    triples = relations[["from_actor_id", "relation", "to_actor_id"]]
    for doer, name, done in triples.itertuples(index=False):
        pairs = [(doer, done), (done, doer)] if name in MUTUAL else [(doer, done)]
        for pair in pairs:
            known = cells.setdefault(pair, [])
            if name not in known:
                known.append(name)
    rows = [[tuple(cells.get((doer, done), ())) for done in order] for doer in order]
    return pd.DataFrame(rows, index=order, columns=order, dtype=object)
