"""Two days side by side: the control that begins and ends it, the second map, and what changed."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link.parameter_names import AGAINST, AT
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.session import opened_place, session_keys, time_control
from conflict_atlas.ui.share import picture_link
from conflict_atlas.views.maps.overlays import Scene
from conflict_atlas.views.panels.changes_panel import changes_panel


def draw() -> date | None:
    """Draw the control; returns the other day, None for one map."""
    first, last = (day.date() for day in known_period(process_state.package()))
    against = time_control.against()
    words = f"Against {against.day} {against:%b %Y}" if against else "Two days"
    with st.popover(words, key=session_keys.TWO_DAYS):
        chosen = st.date_input(
            "Show another day beside that of the clock",
            value=None,
            min_value=first,
            max_value=last,
            key=AGAINST,
            bind="query-params",
            format="YYYY-MM-DD",
        )
        if chosen:
            st.button("Back to one day", key=session_keys.ONE_DAY, on_click=time_control.leave)
        else:
            st.button(
                f"Beside {first.day} {first:%B %Y}, the first day",
                key=session_keys.ONE_DAY,
                on_click=time_control.compare,
                args=(first,),
            )
    return chosen if isinstance(chosen, date) else None


def show_map(selection: Selection, scene: Scene, against: date) -> None:
    """Draw the second map, of the same view and layers on the other day."""
    other = replace(scene, at=pd.Timestamp(against))
    with st.container(key=session_keys.MAP_AGAINST):
        atlas.show_second(selection, other, height=660)
        if other.at < scene.at:
            st.html('<i class="atlas-earlier"></i>')  # by which the styles put it first
        day = {AT: against.isoformat(), AGAINST: ""}
        picture_link.offer("map", session_keys.ATLAS_AGAINST, other=day)


def show_changes(selection: Selection, at: date, against: date) -> None:
    """Say what changed between the two days, unless a place is open."""
    if opened_place.current():
        return
    package = process_state.package()
    claim_ids = tuple(identify(package, selection))
    st.html(changes_panel(package, claim_ids, pd.Timestamp(at), pd.Timestamp(against)))
