"""The sidebar: the same filters on every page, each of them part of the link."""

from copy import copy
from datetime import date
from html import escape

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.filter_options import LONGEST_SEARCH
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, describe, identify
from conflict_atlas.link.parameter_names import ACTOR, CLAIM, FROM, PLACE, SEARCH, TO, TYPE
from conflict_atlas.ui.session import session_keys

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


def draw() -> Selection:
    """Draw the filters and return what they stand at."""
    package = process_state.package()
    options = process_state.options()
    with st.sidebar:
        head = st.container()
        st.text_input(
            "Search",
            key=SEARCH,
            bind="query-params",
            max_chars=LONGEST_SEARCH,
            type="search",
            placeholder="Words in a claim",
        )
        _draw_dates(package)
        for label, key, values in (
            ("Actors", ACTOR, options.actors),
            ("Claim types", TYPE, options.types),
            ("Places", PLACE, options.places),
        ):
            # Enter takes what is typed, not everything that is somehow like it.
            st.multiselect(
                label,
                values,
                key=key,
                bind="query-params",
                placeholder="Any",
                filter_mode="contains",
                select_all=False,
            )
        selection = current()
        _draw_claim(package, selection)
        with head:
            _draw_head(package, selection)
    return selection


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
    """Select a claim; only from a callback, before the filters are drawn."""
    if claim_id in process_state.package().claims.index:
        st.session_state[CLAIM] = claim_id


def _draw_claim(package: Package, selection: Selection) -> None:
    """Draw the choice of a claim among those left, by title; the link carries its identifier.

    Streamlit writes what a control shows into the address. So one that nobody sees holds the
    identifier and the address, and the one that is seen follows it.
    """
    state, titles = st.session_state, process_state.options().claims
    st.selectbox(
        "Identifier of the selected claim",
        list(titles),
        index=None,
        key=CLAIM,
        bind="query-params",
    )
    selected = selected_claim()
    left = identify(package, selection)
    if selected and selected not in left:
        left = (selected, *left)
    state[session_keys.CLAIM_TITLE] = selected or None
    st.selectbox(
        "Selected claim",
        left,
        index=None,
        key=session_keys.CLAIM_TITLE,
        format_func=titles.__getitem__,
        on_change=_take_claim,
        placeholder="None",
    )


def _take_claim() -> None:
    st.session_state[CLAIM] = st.session_state[session_keys.CLAIM_TITLE]


def reset() -> None:
    """Put every filter back; only from a callback."""
    for name, value in DEFAULTS.items():
        st.session_state[name] = copy(value)  # a list must not be one for all readers


def drop(fields: tuple[str, ...]) -> None:
    """Put some filters back, named as fields of a Selection; only from a callback."""
    for field in fields:
        name = NAME_OF_FIELD[field]
        st.session_state[name] = copy(DEFAULTS[name])


def is_backwards(selection: Selection) -> bool:
    """Whether the first day asked for lies after the last."""
    return bool(selection.start and selection.end and selection.start > selection.end)


def _draw_dates(package: Package) -> None:
    first, last = package.first_day.date(), package.last_day.date()
    for label, key in (("From", FROM), ("To", TO)):
        st.date_input(
            label,
            value=None,
            min_value=_year_start(first),
            max_value=last,
            key=key,
            bind="query-params",
            format="YYYY-MM-DD",
        )


def _year_start(day: date) -> date:
    return day.replace(month=1, day=1)


def _draw_head(package: Package, selection: Selection) -> None:
    left, total = len(identify(package, selection)), len(package.claims)
    article = package.article
    st.html(
        f'<p class="atlas-brand"><b>Conflict Atlas</b><br><small>{escape(package.map.title)}: '
        f"the claims of one article, {article.published[:4]}</small></p>"
        f'<p class="atlas-count"><b>{left}</b> of {total} claims</p>'
        f'<p class="atlas-words">{escape(describe(package, selection))}</p>'
    )
    st.button(
        "Reset filters",
        on_click=reset,
        disabled=selection.is_empty,
        icon=":material/restart_alt:",
        width="stretch",
    )
