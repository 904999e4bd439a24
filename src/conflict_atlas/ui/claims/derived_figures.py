"""Figures implied by the article's own, with formula and inputs."""

from html import escape

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.claims.derivation import Derived, derive
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.memoization import memoized
from conflict_atlas.views import words


def show(selection: Selection) -> None:
    """Show each derived figure whose claims all answer the selection."""
    claims = set(identify(process_state.package(), selection))
    figures = [d for d in _all() if {i.claim_id for i in d.inputs if i.claim_id} <= claims]
    if not figures:
        return
    st.subheader("Worked out here")
    for column, figure in zip(st.columns(len(figures)), figures, strict=True):
        with column.container(border=True):
            st.html(_html(figure))


@memoized(1)
def _all() -> tuple[Derived, ...]:
    return tuple(derive(process_state.package()))


def _html(figure: Derived) -> str:
    bound = words.BOUND_LABEL.get(figure.bound, "")
    value = f"{bound} {phrase.amount(figure.value, figure.unit)}".strip()
    inputs = "".join(
        f"<li>{escape(i.name)}: <b>{escape(phrase.amount(i.value, i.unit))}</b> "
        f"<small>({escape(i.source)})</small></li>"
        for i in figure.inputs
    )
    note = f'<p class="atlas-formula">{escape(figure.note)}</p>' if figure.note else ""
    return (
        f'<p class="atlas-kind">{escape(figure.title)}</p>'
        f'<p class="atlas-count"><b>{escape(value)}</b></p>'
        f'<p class="atlas-formula">= {escape(figure.formula)}</p>'
        f"<ul class='atlas-formula'>{inputs}</ul>{note}"
    )
