"""The clock below the map of a step: the cities that the step is about, and its day."""

from typing import Any

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.claims.story import Step
from conflict_atlas.ui.page import clock
from conflict_atlas.ui.session import session_keys
from conflict_atlas.views.clock.clock_data import clock_data
from conflict_atlas.views.story.step_link import StepLink


def show(step: Step, link: StepLink, day: pd.Timestamp) -> None:
    """Draw the clock; moving its day moves the map, until the next step."""
    with st.container(key=session_keys.STORY_CLOCK):
        data = {
            "drawn": _drawn(step, link),
            "at": f"{day:%Y-%m-%d}",
            "from": None,
            "to": None,
            "says": "",
            "day": "day of the map",
            "strip": False,
        }
        clock.face(f"{session_keys.STORY_CLOCK_FACE}-{step.number}", data, _stay)


def _drawn(step: Step, link: StepLink) -> dict[str, Any]:
    """Narrow the whole clock to the cities of a step's claims and of its filter by place."""
    package = process_state.package()
    claims = record(package, "claims")
    about = {claims[one]["place_id"] for one in step.claim_ids} | {*link.request.selection.places}
    whole = clock_data(package, identify(package, Selection()), "", frozenset(about))
    return {**whole, "measure": None}


def _stay() -> None:
    """Leave the step as it is: only the map has moved."""
