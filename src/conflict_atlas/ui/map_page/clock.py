"""The clock below the map: drawn and played in the browser, read when it is released."""

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
    """Draw the clock; the window on it is the filter by days, the line the day of the map."""
    package = process_state.package()
    every = identify(package, replace(selection, start=None, end=None))
    data = clock_data(package, every, measure)
    left = len(identify(package, selection))
    says = f"{left} of {len(every)} claims can fall into it"
    start, end = selection.start, selection.end
    face(
        _KEY,
        {
            "drawn": data,
            "at": at.isoformat(),
            "from": start.isoformat() if start else None,
            "to": end.isoformat() if end else None,
            "says": says if start or end else "",
        },
        _take,
    )


def face(key: str, data: dict[str, Any], take: Callable[[], None]) -> None:
    """Draw a clock; ``take`` is called when it is released."""
    component("atlas_clock", "clock.js")(key=key, data=data, on_moved_change=take)


def _take() -> None:
    moved = st.session_state[_KEY].moved
    if isinstance(moved, dict):
        time_control.take(moved)
