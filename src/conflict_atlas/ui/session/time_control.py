"""The time control of the map: a day, a window that ends on it, and play."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link.parameter_names import AT, WINDOW
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import session_keys

ALL = "All dates"
WINDOWS = {ALL: 0, "1 week": 7, "1 month": 30, "3 months": 91, "1 year": 365}
# What play moves on by; without a window it makes one of a month.
STEPS = {
    "1 week": pd.DateOffset(weeks=1),
    "1 month": pd.DateOffset(months=1),
    "3 months": pd.DateOffset(months=3),
    "1 year": pd.DateOffset(years=1),
}
SECONDS_A_STEP = 1.0
_PLAYING, _NEXT, _TICKING = session_keys.PLAYING, session_keys.NEXT_DAY, session_keys.TICKING


@memoized(1)
def days() -> tuple[str, ...]:
    """ISO days the control offers: month starts, and every day on which something shown changes."""
    package = process_state.package()
    claims = package.claims
    dated = claims.loc[claims["time_precision"] == "day", "date_start"]
    first, last = span(package)
    steps = pd.concat(
        [
            package.control["date"],
            package.displacement["date"],
            dated,
            claims["found_date"],
            pd.Series([first, package.reference_day, last]),
            pd.Series(pd.date_range(first, last, freq="MS")),
        ]
    )
    inside = steps[(steps >= first) & (steps <= last)]
    return tuple(inside.drop_duplicates().sort_values().dt.strftime("%Y-%m-%d"))


def span(package: Package) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day the control offers: from the first state or count to the last thing known.

    What claims say of long before is not offered: nothing on the map changes then.
    """
    known = [package.control["date"], package.displacement["date"]]
    starts = [days.min() for days in known if len(days)]
    ends = [days.max() for days in known if len(days)]
    first = min(starts, default=package.first_day)
    last = max([*ends, package.last_day])
    return min(first, package.reference_day), max(last, package.reference_day)


def draw() -> tuple[date, int]:
    """Draw the control; returns the day and the window's length in days, 0 for all dates."""
    state, offered = st.session_state, days()
    if AT not in state:
        state[_PLAYING] = False  # a reader who comes back to the page presses play again
    if _NEXT in state:
        state[AT] = state.pop(_NEXT)
    row = st.container(horizontal=True, vertical_alignment="bottom")
    playing = state.get(_PLAYING, False)
    row.button(
        "Pause" if playing else "Play",
        key=session_keys.PLAY,
        on_click=_toggle,
        icon=":material/pause:" if playing else ":material/play_arrow:",
        width=110,
    )
    chosen = row.selectbox(
        "Window",
        list(WINDOWS),
        key=WINDOW,
        bind="query-params",
        label_visibility="collapsed",
        width=150,
    )
    at = row.select_slider(
        "Map date",
        offered,
        value=f"{process_state.package().reference_day:%Y-%m-%d}",
        key=AT,
        bind="query-params",
    )
    length = WINDOWS[chosen]
    if playing:
        state[_TICKING] = False  # whatever made the page run, it was no tick
        with row:  # what comes and goes above the map would make it anew
            _tick(chosen if chosen in STEPS else "1 month")
    return date.fromisoformat(at), length


def narrow(selection: Selection, at: date, length: int) -> Selection:
    """Narrow a selection to the window of ``length`` days that ends at ``at``."""
    if length == 0:
        return selection
    return selection.within(at - timedelta(days=length - 1), at)


def shown(selection: Selection) -> Selection:
    """Narrow a selection to the window as it stands; the control may not have been drawn yet."""
    return narrow(selection, day(), WINDOWS[st.session_state.get(WINDOW) or ALL])


def day() -> date:
    """Return the day as it stands; the control may not have been drawn yet."""
    chosen = st.session_state.get(AT)
    return date.fromisoformat(chosen or f"{process_state.package().reference_day:%Y-%m-%d}")


def tell(place: DeltaGenerator, selection: Selection, shown: Selection) -> None:
    """Say which days the window leaves, and how many of the selected claims touch them."""
    if shown == selection or not (shown.start and shown.end):
        return
    package = process_state.package()
    count, total = len(identify(package, shown)), len(identify(package, selection))
    days_left = f"{phrase.day(shown.start)} to {phrase.day(shown.end)}"
    place.caption(f"Window {days_left}: {count} of {total} claims can fall into it.")
    if not count and total:
        place.button(
            f"All dates: {total} claims",
            on_click=_open_window,
            key=f"{session_keys.WAY_BACK}window",
        )


def _open_window() -> None:
    st.session_state[WINDOW] = ALL


def _toggle() -> None:
    state, offered = st.session_state, days()
    state[_PLAYING] = not state.get(_PLAYING, False)
    if state[_PLAYING]:
        # Without a window there is no place in time to go on from: play starts at the beginning.
        if state.get(WINDOW) == ALL:
            state[WINDOW], state[AT] = "1 month", offered[0]
        elif state.get(AT) == offered[-1]:
            state[AT] = offered[0]


@st.fragment(run_every=SECONDS_A_STEP)
def _tick(window: str) -> None:
    """Move the day on; the first run of the fragment is the page's own and moves nothing."""
    state, offered = st.session_state, days()
    if not state.get(_TICKING):
        state[_TICKING] = True
        return
    state[_TICKING] = False
    wanted = f"{pd.Timestamp(state[AT]) + STEPS[window]:%Y-%m-%d}"
    state[_NEXT] = next((day for day in offered if day >= wanted), offered[-1])
    if state[_NEXT] == offered[-1]:
        state[_PLAYING] = False
    st.rerun(scope="app")
