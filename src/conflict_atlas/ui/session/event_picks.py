"""What a reader picked among recorded events: a month of a chart, a square of the map.

Both are in the address, on the pages that know them, and last until they are taken back.
"""

import re
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.geometry import Cell, read_cell
from conflict_atlas.evidence import dataset_filter
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.link.parameter_names import CELL, MONTH, YEAR
from conflict_atlas.ui import markdown
from conflict_atlas.ui.session import datasets, kept_choices, session_keys
from conflict_atlas.views.events import event_words

_OF, _PAGE = session_keys.PICKED_OF, session_keys.LAST_PAGE
_MONTH_WORDS = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def take_over(page: str) -> None:
    """Read both from the link in a session's first run, and keep the address in step with them.

    A step through the browser's history is such a link, too.
    Another dataset has other events: neither outlasts a change of it.
    """
    state, params = st.session_state, st.query_params
    dataset = datasets.chosen()
    of = dataset.source_id if dataset else ""
    if state.get(_PAGE) != page:
        state.pop(session_keys.MAP_BOUNDS, None)  # the map of another page showed another part
        state[_PAGE] = page
    for name in (CELL, MONTH):
        if name not in state or kept_choices.is_step():
            state[name] = _take(name, params.get(name, ""), dataset)
        elif state.get(_OF) != of:
            state[name] = ""
        standing = state[name] if is_known_on(page) else ""
        if standing and params.get(name) != standing:
            params[name] = standing
        elif not standing and name in params:
            del params[name]
    state[_OF] = of


def is_known_on(page: str) -> bool:
    """Whether a page shows what was picked."""
    return CELL in BY_NAME[page].parameters


def _take(name: str, asked: str, dataset: Dataset | None) -> str:
    """Take a value of a link over if it is a square, or a month the dataset reaches into."""
    if dataset is None:
        return ""
    if name == CELL:
        return asked if parse_cell(asked) else ""
    inside = dataset_filter.has_month(dataset.manifest, asked)
    return asked if inside and parse_month(asked) else ""


def cell() -> str:
    """Return the square of the map that was picked, as ``zoom/x/y``; "" for none."""
    return str(st.session_state.get(CELL) or "")


def month() -> str:
    """Return the month that was picked, as ``2016-03``; "" for none."""
    return str(st.session_state.get(MONTH) or "")


def pick_cell(name: str) -> None:
    """Pick a square of the map, or take it back; only from a callback."""
    if parse_cell(name):
        st.session_state[CELL] = "" if cell() == name else name


def pick_month(custom: Any) -> None:
    """Pick the month of a chart's point; only from a callback."""
    name = custom[0] if isinstance(custom, list) and custom else custom
    if isinstance(name, str) and parse_month(name):
        st.session_state[MONTH] = name
        if YEAR in st.session_state:
            kept_choices.put(YEAR, name[:4], is_open=True)


def drop(name: str) -> None:
    """Undo one pick; only from a callback. Without a month the calendar follows the clock again."""
    st.session_state[name] = ""
    if name == MONTH:
        st.session_state[session_keys.CALENDAR_DAY] = ""


def parse_cell(name: str) -> Cell | None:
    """Read ``zoom/x/y``; None unless it is a square of the map."""
    try:
        found = read_cell(name)
    except ValueError:
        return None
    return found if max(found.x, found.y) < 1 << found.zoom else None


def parse_month(name: str) -> pd.Timestamp | None:
    """Read ``2016-03`` as the first day of the month; None unless it is one."""
    if not _MONTH_WORDS.fullmatch(name) or name < "1678":  # the first year that pandas knows whole
        return None
    return pd.Timestamp(f"{name}-01") if name < "2262" else None


def chips() -> DeltaGenerator:
    """Make the container of the chips; it stays when empty, so that a map below does not move."""
    return st.container(horizontal=True, key=session_keys.PICKED)


def draw_chips(place: DeltaGenerator, where: str) -> None:
    """Show what was picked, each with a button to undo it; ``where`` is the square's name."""
    for name, words in ((CELL, where), (MONTH, _say_month())):
        if st.session_state.get(name):
            place.button(
                markdown.escape(words),
                key=f"{session_keys.DROP_PICK}{name}",
                on_click=drop,
                args=(name,),
                icon=":material/close:",
                help="Show all again",
            )


def _say_month() -> str:
    return event_words.month(month()) if month() else ""
