"""The clock at the foot of pages: drawn and moved in the browser, read when it is released.

Its window is the filter by days. A page that shows one day has a line for that day as well.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.ui.session import session_keys, time_control
from conflict_atlas.ui.widgets.script_component import component
from conflict_atlas.views.clock.clock_data import clock_data

_KEY = session_keys.CLOCK_FACE


def show(selection: Selection, at: date, measure: str) -> None:
    """Draw the clock of the map, whose day it moves and plays."""
    whole = _whole(selection, measure)
    face(_KEY, whole | _moved(selection, at) | {"day": "day of the map", "strip": False}, _take)


def show_strip(
    selection: Selection,
    day: str = "",
    measure: str = "",
    *,
    cities: bool = True,
) -> None:
    """Draw it as a strip at the foot of a page, which unfolds; a frame of another site has none.

    ``day`` says what the line of the day is on this page, "" where nothing follows it. A page that
    draws who held the ``cities`` itself does not need them here.
    """
    if st.context.is_embedded:
        return
    whole = _whole(selection, measure, None if cities else frozenset())
    moved = _moved(selection, time_control.day())
    with st.container(key=session_keys.CLOCK_STRIP):
        face(_KEY, whole | moved | {"day": day, "strip": True}, _take)


def face(key: str, data: dict[str, Any], take: Callable[[], None]) -> None:
    """Draw a clock; ``take`` is called when it is released."""
    component("atlas_clock", "clock.js")(key=key, data=data, on_moved_change=take)


def _whole(
    selection: Selection, measure: str, place_ids: frozenset[str] | None = None
) -> dict[str, Any]:
    """What all claims that the other filters leave put on its axis, and what the window does."""
    package = process_state.package()
    every = identify(package, replace(selection, start=None, end=None))
    left = len(identify(package, selection))
    is_set = selection.start or selection.end
    return {
        "drawn": clock_data(package, every, measure, place_ids),
        "says": f"{left} of {len(every)} claims can fall into it" if is_set else "",
    }


def _moved(selection: Selection, at: date) -> dict[str, Any]:
    start, end = selection.start, selection.end
    return {
        "at": at.isoformat(),
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
    }


def _take() -> None:
    moved = st.session_state[_KEY].moved
    if isinstance(moved, dict):
        time_control.take(moved)
