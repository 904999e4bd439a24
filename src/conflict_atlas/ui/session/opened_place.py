"""The place that is open beside the map: chosen itself, or by the claim that is open."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.record import record
from conflict_atlas.link.parameter_names import OPEN
from conflict_atlas.ui.session import filters, kept_choices
from conflict_atlas.views.maps.place_groups import NOWHERE


def draw() -> None:
    """Draw the control that holds the place for the address; nobody sees it."""
    names = (*process_state.package().places.index, NOWHERE)
    st.selectbox("Place that is open", names, index=None, key=OPEN, bind="query-params")


def current() -> str:
    """Identifier of the place that is open, ``""`` for none."""
    chosen = st.session_state.get(OPEN)
    if chosen:
        return str(chosen)
    claim_id = filters.selected_claim()
    if not claim_id:
        return ""
    return str(record(process_state.package(), "claims")[claim_id]["place_id"] or NOWHERE)


def is_of(claim_id: str, place_id: str) -> bool:
    """Whether a claim is about a place, as the article names it."""
    claim = record(process_state.package(), "claims")[claim_id]
    return (claim["place_id"] or NOWHERE) == place_id


def choose(place_id: str) -> None:
    """Open a place, and close a claim that is about another; only from a callback."""
    package = process_state.package()
    if place_id != NOWHERE and place_id not in package.places.index:
        return
    claim_id = filters.selected_claim()
    if claim_id and not is_of(claim_id, place_id):
        filters.choose_claim("")
    kept_choices.put(OPEN, place_id)


def choose_claim(claim_id: str) -> None:
    """Open a claim with its place; only from a callback."""
    filters.choose_claim(claim_id)
    kept_choices.put(OPEN, None)


def close() -> None:
    """Close place and claim; only from a callback."""
    kept_choices.put(OPEN, None)
    filters.choose_claim("")
