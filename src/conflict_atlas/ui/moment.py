"""The time control of the map: a day, a window that ends on it, and play."""

from datetime import date, timedelta

import streamlit as st

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection
from conflict_atlas.ui import store

ALL = "All dates"
WINDOWS = {ALL: 0, "1 week": 7, "1 month": 30, "3 months": 91, "1 year": 365}
SECONDS_A_STEP = 1.2
_PLAYING, _NEXT = "_playing", "_next_day"


def span(package: Package) -> tuple[date, date]:
    """First and last day the time control offers: from the first dated state or count on."""
    days = [table["date"].min() for table in (package.control, package.displacement)]
    first = min([day for day in days if day == day], default=package.first_day)
    return first.date(), max(package.last_day, package.reference_day).date()


def draw() -> tuple[date, int]:
    """Draw the control; returns the day and the window's length in days, 0 for all dates."""
    package = store.package()
    first, last = span(package)
    state = st.session_state
    if _NEXT in state:
        state["at"] = state.pop(_NEXT)
    play, window, day = st.columns([1, 2, 6], vertical_alignment="center")
    chosen = window.selectbox("Window", list(WINDOWS), key="window", bind="query-params", label_visibility="collapsed")
    length = WINDOWS[chosen]
    at = day.slider(
        "Day",
        min_value=first, max_value=last, value=package.reference_day.date(), key="at", bind="query-params",
        format="D MMM YYYY", label_visibility="collapsed",
    )
    playing = state.get(_PLAYING, False)
    play.button(
        "Pause" if playing else "Play",
        key="play", on_click=_toggle, args=(first, last),
        icon=":material/pause:" if playing else ":material/play_arrow:",
        width="stretch",
    )
    if playing:
        _tick(last, length or WINDOWS["1 month"])
    return at, length


def narrow(selection: Selection, at: date, length: int) -> Selection:
    """Narrow a selection to the window of ``length`` days that ends at ``at``."""
    if length == 0:
        return selection
    return selection.within(at - timedelta(days=length - 1), at)


def _toggle(first: date, last: date) -> None:
    state = st.session_state
    state[_PLAYING] = not state.get(_PLAYING, False)
    if state[_PLAYING]:
        if state.get("window") == ALL:
            state["window"] = "1 month"
        if state.get("at", last) >= last:
            state["at"] = first


@st.fragment(run_every=SECONDS_A_STEP)
def _tick(last: date, step: int) -> None:
    """Move the day on; the first run of the fragment is the page's own and moves nothing."""
    state = st.session_state
    if not state.get("_ticking"):
        state["_ticking"] = True
        return
    state["_ticking"] = False
    day = min(last, state["at"] + timedelta(days=step))
    state[_NEXT] = day
    if day >= last:
        state[_PLAYING] = False
    st.rerun(scope="app")
