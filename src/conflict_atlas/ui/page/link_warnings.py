"""Warnings for the reader: values of a link that were not used, a selection that is empty."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.selection import Selection, describe, ways_back
from conflict_atlas.link import link_schema, old_links, parameter_names
from conflict_atlas.ui.session import filters
from conflict_atlas.ui.session.session_keys import ASKED, IGNORED, IGNORED_WHILE, WAY_BACK
from conflict_atlas.views import words

MOST_NAMED = 8
FIELD_WORDS = {
    "start": "the first day",
    "end": "the last day",
    "actors": "the actors",
    "types": "the claim types",
    "places": "the places",
    "text": "the search words",
}


def read_link(page: str) -> None:
    """Keep what the link asks for, as a session's first run finds it before any control is drawn.

    Later the address follows the controls and lags behind while they move, so it asks for nothing.
    A link of an earlier version is brought into today's words first.
    """
    if ASKED in st.session_state:
        return
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    package = process_state.package()
    opens_on = package.reference_day.date()
    first, last = (day.date() for day in known_period(package))
    named = old_links.translate(page, link_schema.renamed(asked), opens_on, (first, last))
    st.session_state[ASKED] = named
    if named != asked:  # an older link: controls read the address a run begins with
        st.query_params.from_dict(named)
        st.rerun()


def tell_unused(place: DeltaGenerator, page: str) -> None:
    """Say which values of the link are not in force, and keep saying so until a filter changes.

    Streamlit drops such values from the address, so a later run of the same page no longer sees
    them: they are remembered together with what the filters stood at.
    """
    state = st.session_state
    asked: link_schema.Params = state[ASKED]
    if not asked and IGNORED not in state:
        return  # as in every run of most sessions but the first
    state[ASKED] = {}
    standing = (page, filters.current())
    found = link_schema.unused(page, asked, {str(k): state[k] for k in state})
    notes = [str(ignored) for ignored in found]
    version = (asked.get(parameter_names.VERSION) or [""])[0]
    current = process_state.package().data_version
    outdated = version if version and version != current else ""
    if state.get(IGNORED_WHILE) != standing:
        state.pop(IGNORED, None)
    if found or outdated:
        before, earlier = state.get(IGNORED, ([], ""))
        notes = list(dict.fromkeys([*before, *notes]))
        state[IGNORED], state[IGNORED_WHILE] = (notes, outdated or earlier), standing
    if state.get(IGNORED):
        _show(place, *state[IGNORED])


def _show(place: DeltaGenerator, notes: list[str], outdated: str) -> None:
    lines = []
    if notes:
        shown = ", ".join(f"<code>{escape(note)}</code>" for note in notes[:MOST_NAMED])
        more = f" and {len(notes) - MOST_NAMED} more" if len(notes) > MOST_NAMED else ""
        lines.append(
            f"Ignored in this link: {shown}{more}. The page shows the rest; "
            "without them it may show more than was meant."
        )
    if outdated:
        lines.append(
            f"This link was made with data version <code>{escape(outdated[:40])}</code>; "
            f"the data is now {escape(process_state.package().data_version)}. Figures may differ."
        )
    text = "".join(f"<p>{line}</p>" for line in lines)
    place.html(
        f'<div class="atlas-notice" role="status">{text}<button type="button" class="atlas-shut" '
        'data-toggle="warned" aria-label="Close this notice">×</button></div>'
    )


def tell_empty(selection: Selection, needed: tuple[str, ...] = ()) -> None:
    """Say what was asked for, that no claim matches, and offer the nearest ways back.

    ``needed`` names the types of claims a page is about, when it has nothing to say without them.
    """
    package = process_state.package()
    asked = describe(package, selection)
    backwards = " The first day lies after the last." if filters.is_backwards(selection) else ""
    kinds = phrase.either([words.label(words.TYPE_LABEL, name).lower() for name in needed])
    missing = f"No {kinds} claim matches" if needed else "No claim matches"
    st.html(
        f'<div class="atlas-notice" role="status"><p><b>{missing}.</b> '
        f"You asked for: {escape(asked)}.{backwards}</p></div>"
    )
    ways = ways_back(package, selection, needed)[:3]
    row = st.container(horizontal=True)
    for way in ways:
        left_out = phrase.listed([FIELD_WORDS[field] for field in way.fields], most=6)
        row.button(
            f"Without {left_out}: {phrase.counted(way.count, 'claim')}",
            on_click=filters.drop,
            args=(way.fields,),
            key=f"{WAY_BACK}{'-'.join(way.fields)}",
        )
    if not any(way.selection.is_empty for way in ways):  # which would be the same
        row.button("Reset all filters", on_click=filters.reset, key=f"{WAY_BACK}reset")
