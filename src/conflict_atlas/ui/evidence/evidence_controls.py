"""The evidence page's controls: which claim, and how far around it to look."""

from dataclasses import replace
from html import escape

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.evidence.window import (
    MOST_DAYS,
    MOST_KM,
    Window,
    centres,
    default_window,
    why_not_compared,
)
from conflict_atlas.link import parameter_names as names
from conflict_atlas.link.link_schema import CENTRES
from conflict_atlas.ui.claims import claim_card
from conflict_atlas.ui.session import datasets, filters, kept_choices, session_keys

_KILOMETRES, _DAYS = (5, 15, 50), (1, 2, 30)  # offered as one press
_CLAIM, _STANDING = session_keys.EVIDENCE_CLAIM, session_keys.WINDOW_OF
_NONE = "None of these claims has both a date and a place smaller than a country."


def shown() -> tuple[Dataset, ...]:
    """Datasets the page compares with: every one; an invented one only when chosen, and alone."""
    found = datasets.chosen()
    if found and found.manifest.invented:
        return (found,)
    titles = datasets.titles()
    return tuple(
        replace(dataset, manifest=replace(dataset.manifest, title=titles[source_id]))
        for source_id, dataset in datasets.offered().items()
        if not dataset.manifest.invented
    )


def is_comparable(claim_id: str) -> bool:
    """Whether a claim is selected that has a day and a place smaller than a country."""
    return bool(claim_id and centres(process_state.package(), claim_id))


def choose_claim(selection: Selection) -> str:
    """Draw the choice among the claims that can be compared with events; "" for none."""
    package = process_state.package()
    eligible = [i for i in identify(package, selection) if centres(package, i)]
    selected = filters.selected_claim()
    if selected and centres(package, selected) and selected not in eligible:
        eligible.insert(0, selected)
    claims = record(package, "claims")
    st.session_state[_CLAIM] = selected if selected in eligible else None

    def choose() -> None:
        asked = st.session_state[_CLAIM]
        if asked and not kept_choices.is_late(names.CLAIM, asked):
            filters.choose_claim(asked)

    if eligible:
        st.selectbox(
            "Claim",
            eligible,
            index=None,
            key=_CLAIM,
            format_func=process_state.options().claims.__getitem__,
            on_change=choose,
            placeholder=f"Choose one of {len(eligible)} claims with a day and a town or region",
            width=620,
        )
    elif not selected:
        st.html(f'<p class="atlas-hint">{_NONE}</p>')
    if selected and not centres(package, selected):
        st.html(
            f'<p class="atlas-hint">“{escape(claims[selected]["title"])}” cannot be compared '
            f"with recorded events. {escape(why_not_compared(package, selected))}</p>"
        )
        return ""
    return selected


def draw_window(claim_id: str) -> Window:
    """Draw the controls of the window; they start at what the claim's precision suggests."""
    offered = {CENTRES[c.basis]: c for c in centres(process_state.package(), claim_id)}
    state = st.session_state
    first = next(iter(offered))
    if state.get(_STANDING, (claim_id, ""))[0] != claim_id:
        kept_choices.put(names.CENTRE, first, is_open=True)
    st.html('<p class="atlas-kind atlas-wider">Look wider or closer</p>')
    presses = st.container(horizontal=True, key=session_keys.USUAL_WINDOWS)
    row = st.container(horizontal=True, vertical_alignment="bottom")
    picked = first
    if len(offered) > 1:
        picked = row.segmented_control(
            "Place and day by",
            list(offered),
            default=first,
            required=True,
            key=names.CENTRE,
            bind="query-params",
        )
    centre = offered.get(picked or first, offered[first])
    usual = default_window(centre)
    if state.get(_STANDING, (claim_id, picked)) != (claim_id, picked):
        kept_choices.put(names.DAYS, usual.days, is_open=True)
        kept_choices.put(names.KM, usual.km, is_open=True)
    state[_STANDING] = (claim_id, picked)
    days = row.number_input(
        "Days either side",
        0,
        MOST_DAYS,
        usual.days,
        key=names.DAYS,
        bind="query-params",
        width=140,
    )
    km = row.number_input(
        "Kilometres", 1, MOST_KM, usual.km, key=names.KM, bind="query-params", width=140
    )
    with presses:
        _draw_usual(int(days), int(km))
    return Window(centre, int(days), int(km))


def _draw_usual(days: int, km: int) -> None:
    """Draw buttons for the usual distances and numbers of days."""

    def choose(name: str, value: int) -> None:
        kept_choices.put(name, value, is_open=True)

    for name, now, values, words in (
        (names.KM, km, _KILOMETRES, "{} km"),
        (names.DAYS, days, _DAYS, "±{} days"),
    ):
        for value in values:
            st.button(
                "±1 day" if (name, value) == (names.DAYS, 1) else words.format(value),
                key=f"{session_keys.USUAL}{name}-{value}",
                type="primary" if value == now else "secondary",
                on_click=choose,
                args=(name, value),
            )


def show_brief(claim_id: str) -> None:
    """Show the selected claim in short, beside the recorded events."""
    claim = record(process_state.package(), "claims")[claim_id]
    when = phrase.span(claim["date_start"], claim["date_end"], claim["time_precision"])
    said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])
    figure = f" · {said}" if said else ""
    note = f"<p><small>{escape(claim['caveat'])}</small></p>" if claim["caveat"] else ""
    st.html(
        f'<article class="atlas-card"><h2>{escape(claim["title"])}</h2>'
        f"<p><small>{escape(when)} · ¶ {claim['paragraph']}{escape(figure)}</small></p>"
        f'<p class="atlas-summary">{escape(claim["summary"])}</p>{note}</article>'
    )


def show_card() -> None:
    """Show the card of the selected claim."""
    if filters.selected_claim():
        claim_card.show_inline()
