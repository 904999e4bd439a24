"""The displacement page's choice of who is counted, and the count nearest to the clock's day."""

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import area_count, area_measures, displacement
from conflict_atlas.claims.package import Package
from conflict_atlas.link import parameter_names
from conflict_atlas.ui.session import session_keys, time_control


def draw() -> tuple[str, pd.Timestamp]:
    """Draw the controls; returns the measure and the day."""
    package = process_state.package()
    labels = area_measures.by_label(package)
    with st.container(key=session_keys.DAY):
        day = pd.Timestamp(time_control.draw())
    if not labels:
        return "", day
    left, right = st.columns([3, 4], vertical_alignment="bottom")
    people = left.segmented_control(
        "People",
        list(labels),
        default=next(iter(labels)),
        required=True,
        key=parameter_names.PEOPLE,
        bind="query-params",
    )
    measure = labels[people or next(iter(labels))]
    nearest = nearest_count(package, measure, day)
    st.session_state[session_keys.COUNTED] = f"{nearest:%Y-%m-%d}"
    right.select_slider(
        "Counted on",
        [f"{counted:%Y-%m-%d}" for counted in _days(package, measure)],
        key=session_keys.COUNTED,
        on_change=_take,
    )
    return measure, nearest


def _take() -> None:
    time_control.take({parameter_names.AT: st.session_state[session_keys.COUNTED]})


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
