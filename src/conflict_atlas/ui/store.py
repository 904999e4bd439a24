"""What one server process keeps for all its readers: the package and what is drawn from it."""

from dataclasses import dataclass
from functools import lru_cache

from conflict_atlas.claims.check import load_package
from conflict_atlas.claims.package import Package, default_path
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views import words
from conflict_atlas.views.map_asset import Assets, find_assets


@dataclass(frozen=True, eq=False)
class Options:
    """What the filters offer: short readable names, as links carry them, and their identifiers."""

    actors: dict[str, str]
    types: dict[str, str]
    places: dict[str, str]
    claims: list[str]


@lru_cache(maxsize=1)
def package() -> Package:
    """Return the checked package this server shows; raises PackageError on the first fault."""
    return load_package(default_path())


@lru_cache(maxsize=1)
def assets() -> Assets:
    """Return the folders of map assets that belong to the package."""
    return find_assets(package())


@lru_cache(maxsize=1)
def options() -> Options:
    """Return what can be filtered: only what some claim has."""
    data = package()
    claims = data.claims
    used_actors = data.actors.index.isin(data.claim_actors["actor_id"])
    used_places = data.places.index.isin([*claims["place_id"], *claims["found_place_id"]])
    types = [name for name in words.TYPE_LABEL if name in set(claims["claim_type"])]
    return Options(
        actors=dict(data.actors[used_actors].set_index("short_name")["actor_id"]),
        types={words.TYPE_LABEL[name]: name for name in types},
        places=dict(data.places[used_places].set_index("name")["place_id"].sort_index()),
        claims=list(identify(data, Selection())),
    )
