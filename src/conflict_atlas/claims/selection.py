"""What a reader asked for, which claims answer it, and how to say so in words."""

import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

import pandas as pd

from conflict_atlas.claims.package import Package


@dataclass(frozen=True)
class Selection:
    """A reader's filters; an empty field does not filter.

    ``start`` and ``end`` are inclusive days: a claim stays when its span of possible days touches
    them. ``actors`` and ``places`` are identifiers, ``types`` values of ``claim_type``; several of
    one kind mean any of them. ``text`` keeps claims that hold each of its words.
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
    """Filters whose removal brings claims back: which, and how many claims there would be."""

    fields: tuple[str, ...]
    selection: Selection
    count: int


@lru_cache(maxsize=1024)
def select(package: Package, selection: Selection) -> pd.DataFrame:
    """Claims of the package that answer the selection, in order of date; shared, do not change."""
    claims = _by_date(package)
    if selection.is_empty:
        return claims
    keep = pd.Series(data=True, index=claims.index)
    if selection.start:
        keep &= claims["date_end"] >= pd.Timestamp(selection.start)
    if selection.end:
        keep &= claims["date_start"] <= pd.Timestamp(selection.end)
    if selection.types:
        keep &= claims["claim_type"].isin(selection.types)
    if selection.places:
        keep &= claims["place_id"].isin(selection.places) | claims["found_place_id"].isin(
            selection.places
        )
    if selection.actors:
        involved = package.claim_actors["actor_id"].isin(selection.actors)
        keep &= claims["claim_id"].isin(package.claim_actors.loc[involved, "claim_id"])
    for word in fold(selection.text).split():
        keep &= _haystack(package).reindex(claims.index).str.contains(word, regex=False)
    return claims[keep]


@lru_cache(maxsize=1024)
def describe(package: Package, selection: Selection) -> str:
    """Say the selection in one line of words."""
    parts = [_describe_dates(selection)]
    if selection.types:
        parts.insert(0, f"{_either(selection.types)} claims")
    else:
        parts.insert(0, "All claims" if selection.is_empty else "Claims")
    if selection.actors:
        parts.append(f"involving {_either(_names(package.actors, selection.actors))}")
    if selection.places:
        parts.append(f"in {_either(_names(package.places, selection.places))}")
    if selection.text.strip():
        parts.append(f"that mention “{selection.text.strip()}”")
    sentence = " ".join(part for part in parts if part)
    return sentence[0].upper() + sentence[1:]


def ways_back(package: Package, selection: Selection) -> list[WayBack]:
    """Filters to drop from a selection that finds nothing, the nearest way back first.

    The nearest ways drop as few filters as can be, and of these the one that keeps the fewest
    claims, so that most of what was asked for still holds. Empty when nothing was filtered.
    """
    used = [spec for spec in fields(Selection) if getattr(selection, spec.name)]
    for size in range(1, len(used) + 1):
        options = []
        for dropped in combinations(used, size):
            open_: dict[str, Any] = {spec.name: spec.default for spec in dropped}
            wider = replace(selection, **open_)
            count = len(select(package, wider))
            if count:
                options.append(WayBack(tuple(spec.name for spec in dropped), wider, count))
        if options:
            return sorted(options, key=lambda option: (option.count, option.fields))
    return []


def fold(text: str) -> str:
    """Lower-case text without accents, for searching."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=8)
def _by_date(package: Package) -> pd.DataFrame:
    return package.claims.sort_values(["date_start", "date_end", "paragraph"], kind="stable")


@lru_cache(maxsize=8)
def _haystack(package: Package) -> pd.Series:
    """One searchable text a claim: its words and the names of its actors and places."""
    named = package.claim_actors.merge(package.actors.reset_index(drop=True), on="actor_id")
    actors = (named["name"] + " " + named["short_name"]).groupby(named["claim_id"]).agg(" ".join)
    claims = package.claims
    places = (package.places["name"] + " " + package.places["other_names"]).to_dict()
    text = (
        claims[["title", "summary", "anchor", "attributed_to", "caveat"]].agg(" ".join, axis=1)
        + " "
        + claims["place_id"].map(places).fillna("")
        + " "
        + claims["found_place_id"].map(places).fillna("")
        + " "
        + claims["claim_id"].map(actors).fillna("")
    )
    return text.map(fold)


def _describe_dates(selection: Selection) -> str:
    start, end = selection.start, selection.end
    if start and end and start == end:
        return f"on {_day(start)}"
    if start and end:
        return f"from {_day(start)} to {_day(end)}"
    if start:
        return f"from {_day(start)} on"
    return f"up to {_day(end)}" if end else ""


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _names(table: pd.DataFrame, identifiers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(table["name"].reindex(identifiers).dropna())


def _either(words: tuple[str, ...]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"
