"""The displacement page's choice of people and of the round nearest to a day."""

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import displacement
from conflict_atlas.link import parameter_names
from conflict_atlas.views import words


def draw() -> tuple[str, pd.Timestamp]:
    """Draw the controls; returns the measure and the day."""
    package = process_state.package()
    labels = {words.label(words.MEASURE_LABEL, m): m for m in displacement.measures(package)}
    default = package.reference_day
    if not labels:
        return "", default
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    people = left.segmented_control(
        "People",
        list(labels),
        default=next(iter(labels)),
        required=True,
        key=parameter_names.PEOPLE,
        bind="query-params",
    )
    measure = labels[people or next(iter(labels))]
    offered = [f"{day:%Y-%m-%d}" for day in displacement.rounds(package, measure)]
    nearest = displacement.nearest_round(package, measure, default)
    at = right.select_slider(
        "Count of",
        offered,
        value=f"{nearest:%Y-%m-%d}",
        key=parameter_names.ROUND,
        bind="query-params",
    )
    return measure, pd.Timestamp(at)
