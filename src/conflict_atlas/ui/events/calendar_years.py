"""The years that the calendar of events shows: all of a few, else one, that of the clock's day.

A dataset may have years that the clock does not reach, so a year can be chosen as well. Within its
reach that moves the clock, as the clock moves the year.
"""

from dataclasses import dataclass

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING, EventFilter
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.link.link_schema import YEARS_AT_ONCE
from conflict_atlas.link.parameter_names import AT, YEAR
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import event_picks, kept_choices, session_keys, time_control
from conflict_atlas.views.events.event_calendar_words import years_within

_FOLLOWED = session_keys.CALENDAR_DAY


@dataclass(frozen=True)
class CalendarYears:
    """Years of the calendar, and whether another day of the clock would change them."""

    years: tuple[int, ...]
    is_of_clock: bool = False


def draw(dataset: Dataset, wanted: EventFilter) -> CalendarYears:
    """Draw the choice of a year where a dataset, or a filter by days, has too many to show all."""
    offered = _years(dataset)
    if len(offered) > YEARS_AT_ONCE:
        offered = years_within(offered, wanted.start, wanted.end)
    picked = event_picks.month()
    if len(offered) <= YEARS_AT_ONCE:
        return CalendarYears((int(picked[:4]),) if picked else offered)
    words = [str(year) for year in offered]
    _follow_clock(words)
    of_day = str(time_control.day().year)
    chosen = st.select_slider(
        "Year",
        words,
        value=of_day if of_day in words else _busiest(dataset, offered),
        key=YEAR,
        bind="query-params",
        on_change=_move_clock,
        disabled=bool(picked),
    )
    return CalendarYears((int(picked[:4] or chosen),), not picked and chosen == of_day)


def _years(dataset: Dataset) -> tuple[int, ...]:
    """Give every year that a dataset reaches into; none when it is empty."""
    manifest = dataset.manifest
    if not manifest.first_day:
        return ()
    return tuple(range(int(manifest.first_day[:4]), int(manifest.last_day[:4]) + 1))


def _follow_clock(words: list[str]) -> None:
    """Take the year of the clock's day when that has moved since the calendar was drawn."""
    state, day = st.session_state, time_control.day()
    has_moved = state.get(_FOLLOWED) not in (None, day)
    state[_FOLLOWED] = day
    if has_moved and str(day.year) in words:
        kept_choices.put(YEAR, str(day.year), is_open=True)


def _move_clock() -> None:
    """Move the clock's day into the year that was chosen, if the clock reaches it."""
    if kept_choices.is_late(YEAR, st.session_state[YEAR]):
        return
    year, day = int(st.session_state[YEAR]), time_control.day()
    first, last = known_period(process_state.package())
    if first.year <= year <= last.year:
        time_control.take({AT: day.replace(year=year, day=min(day.day, 28)).isoformat()})


@kept_with_it
@memoized(32)
def _busiest(dataset: Dataset, offered: tuple[int, ...]) -> str:
    """Year with most events of the dataset among those that are offered."""
    table = dataset.monthly(EVERYTHING, "event_type")
    sums = table.groupby(table["month"].dt.year)["events"].sum()
    return str(sums.reindex(list(offered), fill_value=0).idxmax())
