"""Which actors are on one side: those that belong together, and those that back or lead others."""

from collections.abc import Iterator
from functools import lru_cache

from conflict_atlas.claims.package import Package

_TIES = frozenset({"backs", "allied_with", "part_of", "leads"})


@lru_cache(maxsize=256)
def side(package: Package, actor_id: str) -> frozenset[str]:
    """Actors on the side of one: itself, its wholes and parts, and those it is tied to directly."""
    own = {actor_id, *_wholes(package, actor_id), *_parts(package, actor_id)}
    ties = package.relations[package.relations["relation"].isin(_TIES)]
    for one, other in zip(ties["from_actor_id"], ties["to_actor_id"], strict=True):
        if actor_id in (one, other):
            own |= {one, other}
    return frozenset(own)


def _wholes(package: Package, actor_id: str) -> Iterator[str]:
    """The bodies an actor belongs to, step by step; each only once, so that a circle ends."""
    belongs = package.actors["part_of"]
    seen = {actor_id}
    while (actor_id := belongs[actor_id]) and actor_id not in seen:
        seen.add(actor_id)
        yield actor_id


def _parts(package: Package, actor_id: str) -> Iterator[str]:
    for other in package.actors.index:
        if actor_id in _wholes(package, other):
            yield other
