"""Rules for claims that state a relation: a row that says which, and actors with fitting roles."""

from collections.abc import Iterator
from dataclasses import dataclass

from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault


@dataclass(frozen=True)
class Ends:
    """Roles that fit the two ends of a relation, in the claim that states it: any one of them."""

    doer: frozenset[str]
    done: frozenset[str]


def _ends(doer: str, done: str = "") -> Ends:
    """Read roles parted by spaces; a mutual relation has the same at both ends."""
    return Ends(frozenset(doer.split()), frozenset((done or doer).split()))


FITTING = {
    "fights": _ends("attacker opponent ally", "defender opponent target"),
    "bombs": _ends("attacker perpetrator", "target victim affected defender"),
    "attacks": _ends("attacker perpetrator", "target victim affected"),
    "displaces": _ends("attacker perpetrator", "victim affected"),
    "threatens": _ends("speaker attacker", "target"),
    "presses_on": _ends("opponent", "target affected"),
    "opposes": _ends("opponent", "opponent target"),
    "may_turn_on": _ends("subject", "affected target"),
    "backs": _ends("backer", "backed attacker subject"),
    "arms": _ends("backer supplier", "backed recipient ally"),
    "funds": _ends("backer supplier", "backed recipient"),
    "hosts": _ends("host", "recipient"),
    "relies_on": _ends("backer subject", "backed ally"),
    "allied_with": _ends("ally"),
    "coordinates_with": _ends("ally"),
    "linked_to": _ends("ally subject"),
    "builds_ties_with": _ends("ally subject"),
    "part_of": _ends("member", "subject attacker"),
    "leads": _ends("member holder", "attacker subject"),
    "founds": _ends("holder subject", "subject"),
    "influences": _ends("subject", "affected target"),
    "becomes": _ends("predecessor", "successor"),
}


def check_relations(package: Package) -> Iterator[Fault]:
    """Find relation claims without a relation, and relations whose actors have no fitting role."""
    files = {r["name"]: r["path"] for r in package.descriptor["resources"]}
    yield from _unstated(package, files["claims"])
    yield from _unfit(package, files["relations"])


def _unstated(package: Package, file: str) -> Iterator[Fault]:
    stated = set(package.relations["claim_id"])
    claims = package.claims[["claim_id", "claim_type", "second_type"]]
    for row, (claim_id, *types) in enumerate(claims.itertuples(index=False), start=2):
        if "relation" in types and claim_id not in stated:
            column = ("claim_type", "second_type")[types.index("relation")]
            reason = "expected a row of the table relations that says who does what to whom"
            yield Fault(file, row, column, "relation", reason)


def _unfit(package: Package, file: str) -> Iterator[Fault]:
    roles: dict[tuple[str, str], set[str]] = {}
    for claim_id, actor_id, role in package.claim_actors.itertuples(index=False):
        roles.setdefault((claim_id, actor_id), set()).add(role)
    for number, row in enumerate(package.relations.to_dict("records"), start=2):
        fitting = FITTING[row["relation"]]
        for column, fit in (("from_actor_id", fitting.doer), ("to_actor_id", fitting.done)):
            if fit.isdisjoint(roles.get((row["claim_id"], row[column]), ())):
                expected = " or ".join(sorted(fit))
                reason = f"expected this actor in {row['claim_id']} as {expected}"
                yield Fault(file, number, column, row[column], reason)
