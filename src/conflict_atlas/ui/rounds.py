"""The displacement page's choice of people and of the round nearest to a day."""

import pandas as pd
import streamlit as st

from conflict_atlas.claims import displacement
from conflict_atlas.ui import store
from conflict_atlas.views import words


def draw() -> tuple[str, pd.Timestamp]:
    """Draw the controls; returns the measure and the day."""
    package = store.package()
    labels = {words.label(words.MEASURE_LABEL, m): m for m in displacement.measures(package)}
    default = package.reference_day
    if not labels:
        return "", default
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    people = left.segmented_control(
        "People", list(labels), default=next(iter(labels)), required=True, key="people",
        bind="query-params",
    )
    measure = labels[people or next(iter(labels))]
    days = displacement.rounds(package, next(iter(labels.values())))
    at = right.slider(
        "Round nearest to", min_value=days[0].date(), max_value=days[-1].date(),
        value=min(max(default, days[0]), days[-1]).date(), key="at", bind="query-params",
        format="D MMM YYYY",
    )
    nearest = displacement.nearest_round(package, measure, pd.Timestamp(at))
    return measure, pd.Timestamp(at) if nearest is None else nearest
