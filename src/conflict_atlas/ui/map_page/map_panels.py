"""The panels over the map: the shelf of places, and the place that is open with its claims."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.ui.claims import claim_card, evidence_link
from conflict_atlas.ui.session import filters, opened_place
from conflict_atlas.views.maps.place_groups import Group, group
from conflict_atlas.views.panels import place_panel, shelf

# Handled in the browser: it folds the panel on a wide screen, and opens the shelf on a narrow one.
_FOLD = (
    '<button type="button" class="atlas-fold" data-toggle="shelf" '
    'aria-label="Fold or unfold filters and places"></button>'
)


def show_shelf(selection: Selection) -> None:
    """Say where the claims of a selection are found, and list their places."""
    package = process_state.package()
    claim_ids = identify(package, selection)
    st.html(_FOLD)
    if claim_ids:
        said = escape(shelf.count(package, claim_ids))
        listed = shelf.shelf(package, claim_ids, opened_place.current())
        st.html(f'<p class="atlas-where">{said}</p>{listed}')


def show(selection: Selection, at: date) -> None:
    """Show the place that is open; nothing when none is."""
    place_id, claim_id = opened_place.current(), filters.selected_claim()
    if not place_id:
        return
    package = process_state.package()
    groups = group(package, identify(package, selection)).all
    found = next((one for one in groups if one.place_id == place_id), Group(place_id, ()))
    if claim_id and claim_id not in found.claim_ids and opened_place.is_of(claim_id, place_id):
        found = Group(place_id, (*found.claim_ids, claim_id))
    card = claim_card.write(claim_id, selection) if claim_id in found.claim_ids else ""
    st.html(place_panel.place_panel(package, found, claim_id, pd.Timestamp(at), card))
    if card:
        evidence_link.draw(claim_id)
