"""The selected claim as every page shows it: its card, in a panel or in the page."""

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
from conflict_atlas.views.panels.place_panel import CLOSE, RAISE

_OUTSIDE = (
    '<p class="atlas-notice" role="status">This claim is selected, but it is not among the claims '
    "that are shown.</p>"
)


def show_card() -> None:
    """Show the selected claim in a panel beside the page, where a press has a visible effect.

    On a phone it is a sheet from below.
    """
    _show(session_keys.CARD, "atlas-single")


def show_beside() -> None:
    """Show the selected claim where the page has a place for it, and the way to its evidence.

    On a phone it is a sheet from below, as everywhere.
    """
    _show(session_keys.BESIDE, "atlas-beside")


def _show(key: str, name: str) -> None:
    claim_id = filters.selected_claim()
    if not claim_id:
        return
    with st.container(key=key):
        shown = write(claim_id, filters.current())
        st.html(f'<section class="atlas-place {name}">{RAISE}{CLOSE}{shown}</section>')
        evidence_link.draw(claim_id)


def show_inline() -> None:
    """Show the selected claim alone."""
    claim_id = filters.selected_claim()
    if claim_id:
        st.html(write(claim_id, filters.current()))


def write(claim_id: str, shown: Selection) -> str:
    """Write a claim's card as HTML, and say so if the claim is not among those shown around it."""
    outside = claim_id not in identify(process_state.package(), shown)
    return f"{_OUTSIDE if outside else ''}{make_card(claim_id)}"


def show_of_type(selection: Selection, types: tuple[str, ...], key: str) -> None:
    """Show the list of the claims of some types, and the selected claim."""
    wanted = tuple(name for name in types if not selection.types or name in selection.types)
    st.subheader("The claims behind it")
    if wanted and identify(process_state.package(), replace(selection, types=wanted)):
        claim_list.show_figures(replace(selection, types=wanted), key)
    else:
        st.caption("None of these claims matches the filters.")
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
