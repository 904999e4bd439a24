"""Reads an address: its valid parts, in a fixed order, and what they select.

What the live page reports as ignored is left out here: a reader who sees only the head of an
address, its picture or its plain page sees what it shows, and nothing else of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from conflict_atlas.claims.filter_options import (
    LONGEST_SEARCH,
    FilterOptions,
    look_up,
    read_day,
)
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.geometry import read_cell
from conflict_atlas.link.link_schema import BY_PAGE, CENTRES, MOST_DAYS, MOST_KM, parse_view
from conflict_atlas.link.pages import Page
from conflict_atlas.link.parameter_names import EVERYWHERE

LONGEST = 8_000  # bytes of a query; the API refuses longer ones
MOST = 200  # values of all parameters together
NOTHING_ASKED = Selection()
_NO_TEXT = "\ufffd"  # replaces bytes that are not text
_JOINERS = "\u200c\u200d"  # format characters that Arabic and Sorani words need

Pair = tuple[str, str]


@dataclass(frozen=True)
class AskedWindow:
    """What an address says of the window around its claim; the rest follows from the claim."""

    basis: str = ""
    days: int | None = None
    km: int | None = None


@dataclass(frozen=True)
class LinkRequest:
    """What an address asks for.

    ``params`` are its valid parameters that decide what is shown, in the order of the schema; other
    parameters are left out, so that two addresses of the same thing have the same ones.
    """

    page: Page
    selection: Selection = NOTHING_ASKED
    claim: str = ""
    day: date | None = None
    view: tuple[float, float, float] | None = None
    params: tuple[Pair, ...] = ()
    step: str = ""
    measure: str = ""
    events: str = ""
    colour: str = ""
    cell: str = ""
    month: str = ""
    window: AskedWindow = AskedWindow()
    is_embedded: bool = False

    @property
    def query(self) -> str:
        """Write the sound parameters as a query string, ``""`` for none."""
        return urlencode(self.params)


def read(page: Page, query: str, options: FilterOptions) -> LinkRequest:
    """Read the query string of a page's address; whatever is broken in it is passed over."""
    given = _split(query)
    known = frozenset((*EVERYWHERE, *BY_PAGE[page.name]))
    asked = {
        name: [value for key, value in given if key == name and value] for name in READERS_BY_NAME
    }
    found = {
        name: tuple(read_values(options, asked[name]))
        for name, read_values in READERS_BY_NAME.items()
        if name in known
    }
    return LinkRequest(
        page=page,
        selection=_select(options, found),
        claim=_first(found, "claim"),
        day=read_day(_first(found, "at")) if found.get("at") else None,
        view=parse_view(_first(found, "view")) if found.get("view") else None,
        step=_first(found, "step"),
        measure=options.measures.get(_first(found, "measure"), ""),
        events=_first(found, "events"),
        colour=_first(found, "colour"),
        cell=_first(found, "cell"),
        month=_first(found, "month"),
        window=_window(found),
        params=tuple((name, value) for name, values in found.items() for value in values),
        is_embedded=("embed", "true") in given,
    )


def _split(query: str) -> list[Pair]:
    """Parse a query string; one longer than any honest link counts as empty."""
    if len(query) > LONGEST:
        return []
    try:
        return parse_qsl(query, max_num_fields=MOST)
    except ValueError:  # too many fields
        return []


def _select(options: FilterOptions, found: dict[str, tuple[str, ...]]) -> Selection:
    days = {name: read_day(_first(found, name)) for name in ("from", "to") if found.get(name)}
    return Selection(
        start=days.get("from"),
        end=days.get("to"),
        actors=tuple(options.actors[name] for name in found.get("actor", ())),
        types=tuple(options.types[name] for name in found.get("type", ())),
        places=tuple(options.places[name] for name in found.get("place", ())),
        text=_first(found, "q"),
    )


def _window(found: dict[str, tuple[str, ...]]) -> AskedWindow:
    named = _first(found, "centre")
    days, km = (int(text) if (text := _first(found, name)) else None for name in ("days", "km"))
    return AskedWindow(next((b for b, name in CENTRES.items() if name == named), ""), days, km)


def _first(found: dict[str, tuple[str, ...]], name: str) -> str:
    return next(iter(found.get(name, ())), "")


def _named(kind: str) -> Callable[[FilterOptions, list[str]], Iterable[str]]:
    """Keep what can be filtered by, under its name, in the order in which it is offered."""

    def keep(options: FilterOptions, given: list[str]) -> Iterable[str]:
        known: dict[str, str] = getattr(options, kind)
        wanted = frozenset(look_up(given, known)[0])
        return [name for name, identifier in known.items() if identifier in wanted]

    return keep


def _checked(check: Callable[[str], object]) -> Callable[[FilterOptions, list[str]], Iterable[str]]:
    """Keep the first value, when it is sound."""

    def keep(_options: FilterOptions, given: list[str]) -> Iterable[str]:
        try:
            return given[:1] if given and check(given[0]) else []
        except ValueError:
            return []

    return keep


def _words(_options: FilterOptions, given: list[str]) -> Iterable[str]:
    text = given[0].strip() if given else ""
    sound = len(text) <= LONGEST_SEARCH and all(map(_is_readable, text))
    return [text] if text and sound else []


def _is_readable(sign: str) -> bool:
    return (sign.isprintable() and sign != _NO_TEXT) or sign in _JOINERS


def _claim(options: FilterOptions, given: list[str]) -> Iterable[str]:
    return [value for value in given[:1] if value in options.claims]


def _measure(options: FilterOptions, given: list[str]) -> Iterable[str]:
    return [value for value in given[:1] if value in options.measures]


def _dataset(options: FilterOptions, given: list[str]) -> Iterable[str]:
    return [value for value in given[:1] if value in options.datasets]


def _colour(_options: FilterOptions, given: list[str]) -> Iterable[str]:
    """Keep what the colours of events mean; without it they mean the type."""
    return [value for value in given[:1] if value == "side"]


def _step(options: FilterOptions, given: list[str]) -> Iterable[str]:
    """Keep a step, except the first one, which is shown by default."""
    return [value for value in given[:1] if value in options.steps[1:]]


def _whole(least: int, most: int) -> Callable[[str], bool]:
    """Check for a whole number between two others, written without more digits than it needs."""
    return lambda value: value in map(str, range(least, most + 1))


def _month(value: str) -> date:
    return read_day(f"{value}-01")


READERS_BY_NAME = {
    "from": _checked(read_day),
    "to": _checked(read_day),
    "actor": _named("actors"),
    "type": _named("types"),
    "place": _named("places"),
    "q": _words,
    "claim": _claim,
    "measure": _measure,
    "at": _checked(read_day),
    "against": _checked(read_day),
    "view": _checked(parse_view),
    "events": _dataset,
    "colour": _colour,
    "cell": _checked(read_cell),
    "month": _checked(_month),
    "centre": _checked(lambda value: value in CENTRES.values()),
    "days": _checked(_whole(0, MOST_DAYS)),
    "km": _checked(_whole(1, MOST_KM)),
    "step": _step,
}
