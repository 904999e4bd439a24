"""Translates the reader's filters for an event dataset, with notes on what has no equivalent."""

import re
from collections.abc import Iterator

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import EarthCircle

# How far a place of the package extends around its point, in kilometres. ``window.KM`` is narrower
# for some kinds: there an event should be the one a claim is about. Here a reader asks for all
# that happened in a place, and must not miss events at its edge.
REACH_KM = {
    "site": 3,
    "village": 15,
    "city": 15,
    "district": 30,
    "admin1": 100,
    "region": 200,
}
_COUNTRY = "country"
# ACLED gives states by government: "Military Forces of Somewhere (2014-2018)", "… (2018-) Guard".
_YEARS = re.compile(r" \(\d{4}-(\d{4})?\)", re.ASCII)
# UCDP lists several parties of one side in one cell.
_PARTIES = ", "

_NO_TYPES = "Recorded events have no claim type, so the filter by type does not apply to them."
_NO_EVENTS = "so no recorded event is shown"


def translate(
    package: Package, selection: Selection, names: frozenset[str], form: str = "any"
) -> tuple[EventFilter, tuple[str, ...]]:
    """Turn a selection of claims into a filter of one dataset, with sentences on what differs.

    ``names`` are the dataset's own names of actors. ``form`` is its format as in the manifest;
    ``any`` uses the names that the package knows in any format.
    """
    actors, nobody, of_actors = _actors(package, selection.actors, names, form)
    circles, countries, of_places = _places(package, selection.places)
    wanted = EventFilter(
        start=selection.start,
        end=selection.end,
        actors=actors,
        circles=circles,
        countries=countries,
        text=selection.text,
        nothing=nobody,
    )
    of_types = (_NO_TYPES,) if selection.types else ()
    return wanted, (*of_actors, *of_places, *of_types)


def names_of(
    package: Package, actor_id: str, names: frozenset[str], form: str = "any"
) -> tuple[str, ...]:
    """Those of ``names`` that mean an actor of the package, in alphabetical order."""
    known = {
        row["name"]
        for row in records(package.actor_names)
        if row["actor_id"] == actor_id and (form == "any" or row["dataset_format"] in {"any", form})
    }
    return tuple(sorted(name for name in names if not known.isdisjoint(_spellings(name))))


def _spellings(name: str) -> Iterator[str]:
    """Forms in which a dataset's name may be listed: whole, without years, party by party."""
    yield name
    yield _YEARS.sub("", name)
    if _PARTIES in name:
        yield from name.split(_PARTIES)


def _actors(
    package: Package, actor_ids: tuple[str, ...], names: frozenset[str], form: str
) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """Names of the actors, whether none matches though some were asked for, and notes."""
    found = {actor_id: names_of(package, actor_id, names, form) for actor_id in actor_ids}
    called = record(package, "actors")
    missing = [called[a]["name"] for a, known in found.items() if not known and a in called]
    wanted = tuple(sorted({name for known in found.values() for name in known}))
    nobody = bool(actor_ids) and not wanted
    if not missing:
        return wanted, nobody, ()
    end = _NO_EVENTS if nobody else "so only events of the other actors are shown"
    return wanted, nobody, (f"This dataset has no name for {phrase.joined(missing)}, {end}.",)


def _places(
    package: Package, place_ids: tuple[str, ...]
) -> tuple[tuple[EarthCircle, ...], tuple[str, ...], tuple[str, ...]]:
    places = record(package, "places")
    chosen = [places[place_id] for place_id in place_ids if place_id in places]
    countries = [p for p in chosen if p["place_type"] == _COUNTRY]
    areas = [p for p in chosen if p["place_type"] in REACH_KM]
    circles = tuple(
        EarthCircle(float(p["latitude"]), float(p["longitude"]), float(REACH_KM[p["place_type"]]))
        for p in areas
    )
    sentences = []
    if areas:
        around = phrase.joined([f"{p['name']} ({REACH_KM[p['place_type']]} km)" for p in areas])
        sentences.append(f"Events count as in a place when they lie around its point: {around}.")
    if countries:
        in_words = phrase.joined([p["name"] for p in countries])
        sentences.append(f"Events count as in {in_words} by the country that the dataset names.")
    named = tuple(name for p in countries for name in _country_names(p))
    return circles, named, tuple(sentences)


def _country_names(place: dict[str, str]) -> list[str]:
    others = [name.strip() for name in place["other_names"].split("|") if name.strip()]
    return list(dict.fromkeys([place["name"], place["country"], *others]))
