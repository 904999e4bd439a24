"""The selected claim as every page shows it: its card, alone or beside a list."""

from dataclasses import replace
from html import escape

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.comparison import compare
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link import link_schema, parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.claims import claim_list, evidence_link
from conflict_atlas.ui.session import filters, session_keys
from conflict_atlas.views.card import card

_OUTSIDE = (
    '<p class="atlas-notice" role="status">This claim is selected, but it is not among the claims '
    "that are shown.</p>"
)


def show_card(shown: Selection | None = None, *, evidence: bool = True) -> None:
    """Show the selected claim, or how to select one; ``evidence`` leads to its recorded events.

    ``shown`` is what stands around the card, by default what the filters leave.
    """
    claim_id = filters.selected_claim()
    if not claim_id:
        st.html('<p class="atlas-hint">Select a mark or a row to read the claim behind it.</p>')
        return
    outside = claim_id not in identify(process_state.package(), shown or filters.current())
    st.html(f"{_OUTSIDE if outside else ''}{make_card(claim_id)}")
    if evidence:
        evidence_link.draw(claim_id)


def show_side(selection: Selection, key: str) -> None:
    """Show card and list in a column that stays in view beside a long chart."""
    with st.container(key=f"{session_keys.SIDE}{key}"):
        show_card()
        claim_list.show(selection, key)


def show_of_type(selection: Selection, types: tuple[str, ...], key: str) -> None:
    """Show the list of the claims of some types and the selected claim beside it."""
    wanted = tuple(name for name in types if not selection.types or name in selection.types)
    left, right = st.columns(2)
    with left:
        st.subheader("The claims behind it")
        if wanted and identify(process_state.package(), replace(selection, types=wanted)):
            claim_list.show(replace(selection, types=wanted), key)
        else:
            st.caption("None of these claims matches the filters.")
    with right:
        show_card()


def verdict(claim_id: str) -> str:
    """Say as HTML how a claim compares with what others say."""
    said = compare(process_state.package(), claim_id)
    return f'<p class="atlas-verdict">{escape(said.sentence)}</p>'


@memoized(1024)
def make_card(claim_id: str) -> str:
    """Write the card of a claim as HTML, with its permalink."""
    package = process_state.package()
    permalink = link_schema.query({parameter_names.CLAIM: [claim_id]}, package.data_version)
    return card(package, claim_id, permalink)
