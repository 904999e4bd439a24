"""The filters: the same on every page, each of them part of the link."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas import process_state
from conflict_atlas.claims.filter_options import LONGEST_SEARCH
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection
from conflict_atlas.link.parameter_names import (
    ACTOR,
    AGAINST,
    AT,
    CELL,
    CLAIM,
    FOCUS,
    FROM,
    MEASURE,
    MONTH,
    OPEN,
    PLACE,
    SEARCH,
    TO,
    TYPE,
    VIEW,
)
from conflict_atlas.ui import markdown
from conflict_atlas.ui.session import kept_choices, session_keys

DEFAULTS: dict[str, object] = {
    FROM: None,
    TO: None,
    ACTOR: [],
    TYPE: [],
    PLACE: [],
    SEARCH: "",
}
NAME_OF_FIELD = {
    "start": FROM,
    "end": TO,
    "actors": ACTOR,
    "types": TYPE,
    "places": PLACE,
    "text": SEARCH,
}
# What a reader can set besides the filters, with its value when nothing is set.
REST: dict[str, object] = {
    CLAIM: None,
    OPEN: None,
    MEASURE: None,
    AGAINST: None,
    CELL: "",
    MONTH: "",
    FOCUS: None,
}
MOST_NAMED = 24  # characters of a value on its chip


@dataclass(frozen=True)
class Panel:
    """Places beside the filters that others fill: the page's head, further chips, what follows."""

    head: DeltaGenerator
    chips: DeltaGenerator
    below: DeltaGenerator


def draw() -> Panel:
    """Draw the filters; a page's head comes before them."""
    package = process_state.package()
    options = process_state.options()
    with st.container(key=session_keys.FIND):
        head = st.container(key=session_keys.HEAD)
        st.text_input(
            "Search",
            key=SEARCH,
            bind="query-params",
            max_chars=LONGEST_SEARCH,
            on_change=_take_typed,
            type="search",
            placeholder="Find a place, an actor, a word…",
            label_visibility="collapsed",
        )
        chips = st.container(horizontal=True, key=session_keys.CHIPS)
        with chips:
            with st.popover("When", key=session_keys.WHEN):
                _draw_dates(package)
            _choose("Who", ACTOR, "Actors", options.actors)
            _choose("What", TYPE, "Claim types", options.types)
            _choose("Where", PLACE, "Places", options.places)
            more = st.container(horizontal=True, key=session_keys.MORE_CHIPS, width="content")
            _draw_chips()
        below = st.container(key=session_keys.BELOW)
    return Panel(head, more, below)


def _take_typed() -> None:
    """Filter by the actor whose name was typed into the search, in place of the words."""
    name = process_state.options().actor_typed(st.session_state[SEARCH] or "")
    if name:
        kept_choices.put(ACTOR, [*dict.fromkeys((*st.session_state.get(ACTOR, ()), name))])
        kept_choices.put(SEARCH, "")


def _choose(word: str, key: str, label: str, values: Mapping[str, str]) -> None:
    with st.popover(word, key=f"{session_keys.CHOOSE}{key}"):
        # Enter takes what was typed, not everything that resembles it.
        st.multiselect(
            label,
            list(values),
            key=key,
            bind="query-params",
            placeholder="Any",
            filter_mode="contains",
            select_all=False,
        )


def _draw_chips() -> None:
    """Show what is set, each with a button that undoes it, and one control that undoes it all."""
    for field, words in _standing().items():
        st.button(
            markdown.escape(words),
            key=f"{session_keys.CHIP}{NAME_OF_FIELD[field]}",
            on_click=drop,
            args=(_FIELDS_OF_CHIP.get(field, (field,)),),
            icon=":material/close:",
            icon_position="right",
        )
    if is_set():
        st.button("Clear all", key=session_keys.CLEAR, on_click=clear, type="tertiary")


_FIELDS_OF_CHIP = {"start": ("start", "end")}


def _standing() -> dict[str, str]:
    """The value of each filter that is set, in few words."""
    now = current()
    options, found = process_state.options(), {}
    if now.start or now.end:
        found["start"] = _say_days(now.start, now.end)
    for field, values, known in (
        ("actors", now.actors, options.actors),
        ("types", now.types, options.types),
        ("places", now.places, options.places),
    ):
        names = [name for name, identifier in known.items() if identifier in values]
        if names:
            found[field] = _shorten(", ".join(names))
    if now.text.strip():
        found["text"] = _shorten(f"“{now.text.strip()}”")
    return found


def _shorten(words: str) -> str:
    return words if len(words) <= MOST_NAMED else f"{words[: MOST_NAMED - 1].rstrip()}…"


def _say_days(start: date | None, end: date | None) -> str:
    def say(day: date) -> str:
        return f"{day.day} {day:%b %Y}"

    if start and end:
        return say(start) if start == end else f"{say(start)} – {say(end)}"
    return f"From {say(start)}" if start else f"Up to {say(end)}" if end else ""


def current() -> Selection:
    """Read the selection from the filters' state."""
    options, state = process_state.options(), st.session_state
    return Selection(
        start=state.get(FROM),
        end=state.get(TO),
        actors=tuple(options.actors[name] for name in state.get(ACTOR, ())),
        types=tuple(options.types[name] for name in state.get(TYPE, ())),
        places=tuple(options.places[name] for name in state.get(PLACE, ())),
        text=state.get(SEARCH) or "",
    )


def selected_claim() -> str:
    """Identifier of the selected claim, ``""`` for none."""
    return st.session_state.get(CLAIM) or ""


def choose_claim(claim_id: str) -> None:
    """Select a claim, ``""`` none; only from a callback, before the filters are drawn."""
    if not claim_id or claim_id in process_state.package().claims.index:
        kept_choices.put(CLAIM, claim_id or None)


def draw_claim() -> None:
    """Draw the control that holds the selected claim for the address; nobody sees it."""
    titles = process_state.options().claims
    st.selectbox(
        "Identifier of the selected claim",
        list(titles),
        index=None,
        key=CLAIM,
        bind="query-params",
    )


def is_set() -> bool:
    """Whether anything differs from a first visit."""
    state = st.session_state
    rest = any(state.get(name) not in (None, "", value) for name, value in REST.items())
    moved = state.get(AT) not in (None, process_state.package().reference_day.date())
    return rest or moved or not current().is_empty or VIEW in st.query_params


def clear() -> None:
    """Put everything back that a reader or a link has set; only from a callback."""
    state = st.session_state
    reset()
    for name, value in REST.items():
        if name in state:
            kept_choices.put(name, value)
    if AT in state:
        kept_choices.put(AT, process_state.package().reference_day.date())
    if VIEW in st.query_params:
        del st.query_params[VIEW]
    state[session_keys.CLEARED] = state.get(session_keys.CLEARED, 0) + 1


def times_cleared() -> int:
    """How often everything was reset; the map then shows the whole again."""
    return int(st.session_state.get(session_keys.CLEARED, 0))


def reset() -> None:
    """Reset every filter; only from a callback."""
    for name, value in DEFAULTS.items():
        kept_choices.put(name, copy(value))  # readers must not share one list


def drop(fields: tuple[str, ...]) -> None:
    """Put some filters back, named as fields of a Selection; only from a callback."""
    for field in fields:
        name = NAME_OF_FIELD[field]
        kept_choices.put(name, copy(DEFAULTS[name]))


def is_backwards(selection: Selection) -> bool:
    """Whether the first day asked for lies after the last."""
    return bool(selection.start and selection.end and selection.start > selection.end)


def _draw_dates(package: Package) -> None:
    first, last = package.first_day.date(), known_period(package)[1].date()
    for label, key in (("From", FROM), ("To", TO)):
        st.date_input(
            label,
            value=None,
            min_value=first.replace(month=1, day=1),
            max_value=last,
            key=key,
            bind="query-params",
            format="YYYY-MM-DD",
        )
