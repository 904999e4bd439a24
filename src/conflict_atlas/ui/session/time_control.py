"""The clock of every page: a day, and a window that is the same as the filter by days."""

from datetime import date

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.link.parameter_names import AGAINST, AT, FROM, TO
from conflict_atlas.ui.session import kept_choices


def draw() -> None:
    """Draw the control that holds the day for the address; nobody sees it."""
    package = process_state.package()
    first, last = known_period(package)
    st.date_input(
        "Day of the clock",
        value=package.reference_day.date(),
        min_value=first.date(),
        max_value=last.date(),
        key=AT,
        bind="query-params",
        format="YYYY-MM-DD",
    )


def day() -> date:
    """Return the current day."""
    chosen = st.session_state.get(AT)
    return chosen if isinstance(chosen, date) else process_state.package().reference_day.date()


def against() -> date | None:
    """Return the day that is shown beside it, None for one map."""
    chosen = st.session_state.get(AGAINST)
    return chosen if isinstance(chosen, date) else None


def compare(other: date) -> None:
    """Show another day beside that of the clock; only from a callback."""
    kept_choices.put(AGAINST, other)


def leave() -> None:
    """Show one day again; only from a callback."""
    kept_choices.put(AGAINST, None)


def take(moved: dict[str, str | None]) -> None:
    """Set the day and window that a clock was moved to; only from a callback."""
    first, last = (day.date() for day in known_period(process_state.package()))
    for name in (AT, FROM, TO):
        if name not in moved:
            continue
        value = moved[name]
        try:
            chosen = date.fromisoformat(value) if value else None
        except ValueError:
            continue
        if chosen is None and name != AT:
            kept_choices.put(name, None)
        elif chosen is not None:
            kept_choices.put(name, min(max(chosen, first), last))
