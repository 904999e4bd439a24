"""A reader's filters, the claims that match them, and their description in words."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import combinations
from typing import Any

import pandas as pd

from conflict_atlas.claims import containment, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.memoization import memoized

_SHORT = 2  # letters: shorter parts of words are no search


@dataclass(frozen=True)
class Selection:
    """A reader's filters; an empty field does not filter.

    ``start`` and ``end`` are inclusive days: a claim stays when its span of possible days touches
    them. ``actors`` and ``places`` are identifiers, ``types`` values of ``claim_type`` (a claim of
    two types answers to both); several of one kind mean any of them. A country or governorate
    stands for all places in it. ``text`` keeps claims that hold each of its words, one of
    two letters as a word of its own.
    """

    start: date | None = None
    end: date | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered."""
        return self == Selection()

    def within(self, start: date, end: date) -> "Selection":
        """Narrow the dates further, never widen them."""
        return replace(
            self,
            start=max(start, self.start or start),
            end=min(end, self.end or end),
        )


@dataclass(frozen=True)
class WayBack:
    """Filters whose removal brings claims back, and the number of claims without them."""

    fields: tuple[str, ...]
    selection: Selection
    count: int


@memoized(4096)
def identify(package: Package, selection: Selection) -> tuple[str, ...]:
    """Identifiers of the claims that answer the selection, in order of date.

    Goes through the claims one by one: for as few as an article makes, that takes a tenth of the
    time of masks on a frame.
    """
    tests = _tests(package, selection)
    return tuple(c.claim_id for c in _candidates(package) if all(test(c) for test in tests))


def select(package: Package, selection: Selection) -> pd.DataFrame:
    """Claims of the package that answer the selection, in order of date; shared, do not change."""
    return package.claims.loc[list(identify(package, selection))]


def of_types(package: Package, selection: Selection, types: tuple[str, ...]) -> tuple[str, ...]:
    """Identifiers of the selected claims that are of some types; no types means all of them."""
    found = identify(package, selection)
    if not types:
        return found
    claims = record(package, "claims")
    return tuple(c for c in found if not _types(claims[c]).isdisjoint(types))


def describe(package: Package, selection: Selection) -> str:
    """Say the selection in one line of words."""
    parts = [_describe_dates(selection)]
    if selection.types:
        parts.insert(
            0, f"Claims of type {phrase.either(tuple(map(phrase.type_name, selection.types)))}"
        )
    else:
        parts.insert(0, "All claims" if selection.is_empty else "Claims")
    if selection.actors:
        names = _names(record(package, "actors"), selection.actors)
        parts.append(f"involving {phrase.either(names)}")
    if selection.places:
        parts.append(f"in {phrase.either(_names(record(package, 'places'), selection.places))}")
    if selection.text.strip():
        parts.append(f"that mention “{selection.text.strip()}”")
    sentence = " ".join(part for part in parts if part)
    return sentence[0].upper() + sentence[1:]


def describe_places(package: Package, selection: Selection) -> tuple[str, ...]:
    """For each country or governorate selected, say how many claims are about it as a whole.

    The others are about a place in it; both answer the selection.
    """
    said = []
    claims = record(package, "claims")
    for place_id in selection.places:
        if not containment.holds(package, place_id):
            continue
        place = record(package, "places")[place_id]
        found = identify(package, replace(selection, places=(place_id,)))
        whole = sum(claims[claim_id]["place_id"] == place_id for claim_id in found)
        kind = "country" if place["place_type"] == "country" else "area"
        said.append(f"{place['name']}: {len(found)} ({whole} of the {kind} as a whole)")
    return tuple(said)


def ways_back(
    package: Package, selection: Selection, needed: tuple[str, ...] = ()
) -> list[WayBack]:
    """Filters to drop from a selection that finds nothing, the nearest way back first.

    ``needed`` names the types of claims that must be found; none means any.

    The nearest ways drop as few filters as can be, and of these the one that keeps the fewest
    claims, so that most of what was asked for still holds. Empty when nothing was filtered.
    """
    used = [spec for spec in fields(Selection) if getattr(selection, spec.name)]
    for size in range(1, len(used) + 1):
        options = []
        for dropped in combinations(used, size):
            open_: dict[str, Any] = {spec.name: spec.default for spec in dropped}
            wider = replace(selection, **open_)
            count = len(of_types(package, wider, needed))
            if count:
                options.append(WayBack(tuple(spec.name for spec in dropped), wider, count))
        if options:
            return sorted(options, key=lambda option: (option.count, option.fields))
    return []


def fold(text: str) -> str:
    """Lower-case text without accents, for searching."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@dataclass(frozen=True)
class _Candidate:
    """The parts of a claim that the filters test."""

    claim_id: str
    types: frozenset[str]
    start: date
    end: date
    actors: frozenset[str]
    places: frozenset[str]
    text: str


def _tests(package: Package, selection: Selection) -> list[Callable[[_Candidate], bool]]:
    start, end = selection.start, selection.end
    types, places = frozenset(selection.types), containment.spread(package, selection.places)
    actors, words = frozenset(selection.actors), _words(selection.text)
    tests: list[tuple[object, Callable[[_Candidate], bool]]] = [
        (start and end and start > end, lambda _: False),  # else long spans would hold both days
        (start, lambda c: start is None or c.end >= start),
        (end, lambda c: end is None or c.start <= end),
        (types, lambda c: not types.isdisjoint(c.types)),
        (places, lambda c: not places.isdisjoint(c.places)),
        (actors, lambda c: not actors.isdisjoint(c.actors)),
        (words, lambda c: all(word.search(c.text) for word in words)),
    ]
    return [test for asked, test in tests if asked]


def _words(text: str) -> list[re.Pattern[str]]:
    """Patterns of the words of a search; of "Russia" the two letters "US" are no word."""
    return [
        re.compile(rf"\b{re.escape(word)}\b" if len(word) <= _SHORT else re.escape(word))
        for word in fold(text).split()
    ]


@memoized(8)
def _candidates(package: Package) -> tuple[_Candidate, ...]:
    ordered = package.claims.sort_values(["date_start", "date_end", "paragraph"], kind="stable")
    involved = package.claim_actors.groupby("claim_id")["actor_id"].agg(frozenset)
    further = package.claim_places.groupby("claim_id")["place_id"].agg(frozenset)
    nothing: frozenset[str] = frozenset()
    return tuple(
        _Candidate(
            claim_id=row["claim_id"],
            types=_types(row),
            start=row["date_start"].date(),
            end=row["date_end"].date(),
            actors=involved.get(row["claim_id"], nothing),
            places=(places := _places(row) | further.get(row["claim_id"], nothing)),
            text=_text(package, row, involved.get(row["claim_id"], nothing), places),
        )
        for row in records(ordered)
    )


def _types(row: Record) -> frozenset[str]:
    return frozenset((row["claim_type"], row["second_type"])) - {""}


def _places(row: Record) -> frozenset[str]:
    return frozenset((row["place_id"], row["found_place_id"])) - {""}


def _text(
    package: Package, row: Record, actor_ids: frozenset[str], place_ids: frozenset[str]
) -> str:
    """Make one searchable text of a claim: its words and the names of its actors and places."""
    actors, places = record(package, "actors"), record(package, "places")
    parts = [row[name] for name in ("title", "summary", "anchor", "attributed_to", "caveat")]
    for actor_id in sorted(actor_ids):
        actor = actors[actor_id]
        parts += [actor["name"], actor["short_name"], actor["other_names"]]
    for place_id in sorted(place_ids):
        parts += [places[place_id]["name"], places[place_id]["other_names"]]
    return fold(" ".join(parts))


def _describe_dates(selection: Selection) -> str:
    start, end = selection.start, selection.end
    if start and end and start == end:
        return f"on {phrase.day(start)}"
    if start and end:
        return f"from {phrase.day(start)} to {phrase.day(end)}"
    if start:
        return f"from {phrase.day(start)} on"
    return f"up to {phrase.day(end)}" if end else ""


def _names(rows: dict[str, Record], identifiers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rows[name]["name"] for name in identifiers if name in rows)
