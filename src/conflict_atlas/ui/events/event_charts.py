"""The events page's charts: months by type and by actor, and a calendar; each picks a month."""

from typing import Literal

import pandas as pd
import streamlit as st

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.link import parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.events import calendar_years
from conflict_atlas.ui.events.event_question import EventQuestion
from conflict_atlas.ui.session import event_picks
from conflict_atlas.ui.widgets import chart_block
from conflict_atlas.views import palette
from conflict_atlas.views.events import event_kinds
from conflict_atlas.views.events.event_calendar import calendar
from conflict_atlas.views.events.event_calendar_words import Calendar
from conflict_atlas.views.events.event_months import months
from conflict_atlas.views.events.event_months_words import Months
from conflict_atlas.views.picture import Picture, blank

_WHAT = {"event_type": "type", "actor": "actor"}
_By = Literal["event_type", "actor"]


def draw_row_scale() -> bool:
    """Draw the choice of scales."""
    return bool(
        st.toggle(
            "Each row to its own scale",
            key=parameter_names.ROW_SCALE,
            bind="query-params",
            help="Off: rows share a scale and can be compared. On: small ones can be read too.",
        )
    )


def show_months(question: EventQuestion, by: _By, *, row_scale: bool) -> None:
    """Show the months of a question by type or actor; a click picks a month."""
    drawn = _months(question.dataset, question.in_square, by, question.month, row_scale=row_scale)
    chart_block.head(drawn)
    if by == "actor":
        st.caption(
            "An event is counted under each of its two sides, whichever they are: rows do not add "
            "up. The last row has the events in which none of the others took part."
        )
    cited = f"{question.dataset.manifest.citation}."
    chart_block.show(drawn, f"months-{_WHAT[by]}", event_picks.pick_month, cited)


def show_calendar(question: EventQuestion) -> bool:
    """Show the days of a question, for long spans of one year; a click picks the day's month.

    Returns whether another day of the clock would show another year.
    """
    place = st.container()
    row = st.container(horizontal=True, vertical_alignment="bottom")
    dataset, unit = question.dataset, question.dataset.manifest.people
    with row:
        people = bool(unit) and _draw_count(unit)
        shown = calendar_years.draw(dataset, question.narrowed)
    drawn = _calendar(dataset, question.narrowed, shown.years, question.month, people=people)
    with place:
        chart_block.head(drawn)
    cited = f"{dataset.manifest.citation}."
    chart_block.show(drawn, "calendar", event_picks.pick_month, cited)
    st.caption("An event of several days, or known only to a month, stands on its first day.")
    return shown.is_of_clock


def _draw_count(unit: str) -> bool:
    words = f"People {unit}"
    return words == st.segmented_control(
        "Shades count",
        ["Events", words],
        default="Events",
        required=True,
        key=parameter_names.COUNT,
        bind="query-params",
    )


@kept_with_it
@memoized(32)  # of thirty years, one takes more than a megabyte
def _months(
    dataset: Dataset, wanted: EventFilter, by: _By, month: str, *, row_scale: bool
) -> Picture:
    table = dataset.monthly(wanted, by)
    commonest = event_kinds.commonest(event_kinds.by_frequency(table), by)
    whole = event_kinds.of_dataset(dataset, by)
    rows = []
    for name in commonest.names:
        colour = whole.colour(whole.place(name)) if by == "event_type" else palette.OTHERS
        rows.append((name, colour, table[table["kind"] == name]))
    rest = dataset.monthly_without(wanted, by, commonest.names)
    if len(rest):
        rows.append((commonest.other, palette.OTHER_KIND, rest))
    unit = dataset.manifest.people
    return months(tuple(rows), Months(dataset.title, _WHAT[by], unit, month, row_scale))


@kept_with_it
@memoized(96)
def _calendar(
    dataset: Dataset, wanted: EventFilter, years: tuple[int, ...], month: str, *, people: bool
) -> Picture:
    if not years:
        return blank("Day by day", "This dataset has no events.")
    manifest = dataset.manifest
    first, last = (pd.Timestamp(day).date() for day in (manifest.first_day, manifest.last_day))
    shown = Calendar(manifest.title, manifest.people, years, first, last, people, month)
    return calendar(dataset.daily(wanted), shown)
