"""The options of filters: short readable names, as used in links and the API."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from conflict_atlas.claims import area_measures, containment, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import records
from conflict_atlas.claims.selection import Selection, fold, identify
from conflict_atlas.memoization import memoized

LONGEST_SEARCH = 80  # characters
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NO_WORD = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, eq=False)
class FilterOptions:
    """The options of filters: short readable names, as used in links, and their identifiers.

    ``claims`` are titles by identifier, no two of them alike; ``measures`` are what
    areas can be coloured by; ``steps`` are those of the story. ``datasets`` are identifiers of
    recorded events: those that the server has now, where a link names one. ``called`` are the
    options of actors by everything that one actor alone is called, as ``plain`` writes it.
    """

    actors: dict[str, str]
    types: dict[str, str]
    places: dict[str, str]
    claims: dict[str, str]
    measures: dict[str, str]
    steps: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    called: dict[str, str] = field(default_factory=dict)
    place_names: frozenset[str] = frozenset()

    def actor_typed(self, text: str) -> str:
        """Option of the actor that a text names, ``""`` if it names none, or a place as well."""
        typed = plain(text)
        return "" if typed in self.place_names else self.called.get(typed, "")


@memoized(4)
def offer(package: Package) -> FilterOptions:
    """Return what a package can be filtered by: only what some claim has."""
    claims = package.claims
    used_actors = package.actors.index.isin(package.claim_actors["actor_id"])
    named = {
        *claims["place_id"],
        *claims["found_place_id"],
        *package.claim_places["place_id"],
    }
    used_places = [
        not named.isdisjoint(containment.contents(package, str(place_id)))
        for place_id in package.places.index
    ]
    given = {*claims["claim_type"], *claims["second_type"]}
    types = [name for name in phrase.TYPE_LABEL if name in given]
    return FilterOptions(
        actors=dict(package.actors[used_actors].set_index("short_name")["actor_id"]),
        types={phrase.TYPE_LABEL[name]: name for name in types},
        places=dict(package.places[used_places].set_index("name")["place_id"].sort_index()),
        claims=_titles(package),
        measures=area_measures.by_label(package),
        steps=tuple(str(one) for one in package.story["step"]),
        called=_called(package.actors[used_actors]),
        place_names=frozenset(
            plain(one)
            for names in package.places[["name", "other_names"]].to_numpy().tolist()
            for one in "|".join(names).split("|")
        ),
    )


def plain(name: str) -> str:
    """Write a name without accents, capitals and punctuation, as ``short_names.js`` does."""
    return " ".join(_NO_WORD.sub("", fold(name)).split())


def names_of(actor: Mapping[str, object]) -> frozenset[str]:
    """Everything that an actor is called, each as ``plain`` writes it."""
    names = (actor["name"], actor["short_name"], *str(actor["other_names"]).split("|"))
    return frozenset(plain(str(one)) for one in names) - {""}


def _called(actors: pd.DataFrame) -> dict[str, str]:
    """Short names of actors by what they are called; a name that two share stands for neither."""
    found = {str(row["short_name"]): names_of(row) for row in records(actors)}
    shared = Counter(name for names in found.values() for name in names)
    return {
        name: short for short, names in found.items() for name in sorted(names) if shared[name] == 1
    }


def look_up(given: Iterable[str], known: Mapping[str, str]) -> tuple[tuple[str, ...], list[str]]:
    """Identifiers for given names or identifiers, each once, and the values that are neither."""
    identifiers = frozenset(known.values())
    found = {value: known.get(value, value) for value in given}
    unknown = [value for value, identifier in found.items() if identifier not in identifiers]
    return tuple(dict.fromkeys(one for one in found.values() if one in identifiers)), unknown


def read_day(value: str) -> date:
    """Read a day as in 2016-08-31; raises ValueError for anything else."""
    if not _DAY.fullmatch(value):  # fromisoformat takes 20160831 and 2016-W35-3 too
        raise ValueError(value)
    return date.fromisoformat(value)


def _titles(package: Package) -> dict[str, str]:
    """Titles by identifier, in the order of time; those that repeat with the identifier."""
    claims = package.claims.loc[list(identify(package, Selection()))]
    repeated = claims["title"].duplicated(keep=False)
    named = claims["title"].where(~repeated, claims["title"] + " (" + claims["claim_id"] + ")")
    return {str(claim_id): str(title) for claim_id, title in named.items()}
