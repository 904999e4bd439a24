"""The displacement page's choice of who is counted, and the count nearest to the clock's day."""

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import area_count, area_measures, displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.link import parameter_names
from conflict_atlas.ui.session import time_control


def draw() -> tuple[str, pd.Timestamp]:
    """Draw the choice, and say which count is shown; returns the measure and the day counted."""
    package = process_state.package()
    labels = area_measures.by_label(package)
    day = pd.Timestamp(time_control.day())
    if not labels:
        return "", day
    with st.container(horizontal=True, vertical_alignment="center"):
        people = st.segmented_control(
            "People",
            list(labels),
            default=next(iter(labels)),
            required=True,
            key=parameter_names.PEOPLE,
            bind="query-params",
            label_visibility="collapsed",
        )
        measure = labels[people or next(iter(labels))]
        nearest = nearest_count(package, measure, day)
        st.html(f'<p class="atlas-words">{_say(package, measure, nearest, day)}</p>')
    return measure, nearest


def _say(package: Package, measure: str, nearest: pd.Timestamp, day: pd.Timestamp) -> str:
    monthly = measure not in displacement.measures(package)
    said = f"in {nearest:%B %Y}" if monthly else f"on {phrase.day(nearest)}"
    met = nearest == (day.replace(day=1) if monthly else day)
    beside = "" if met else f", nearest to {phrase.day(day)}"
    return f"Counted {said}{beside}"


def nearest_count(package: Package, measure: str, at: pd.Timestamp) -> pd.Timestamp:
    """Round nearest to a day, or month of the day where a measure is counted by month."""
    if measure not in displacement.measures(package):
        at = at.replace(day=1)
    days = _days(package, measure)
    return pd.Timestamp(days[displacement.nearest(days, at)])


def _days(package: Package, measure: str) -> pd.DatetimeIndex:
    if measure in displacement.measures(package):
        return displacement.rounds(package, measure)
    return area_count.all_months(package)
