"""The address in the browser, kept whole while runs overtake each other.

A run that writes a parameter, the view of the map say, sends the whole address as it was when the
run began. What a reader has chosen meanwhile falls out of the address, and so out of the link. So
do filters when a reader goes back to another page: Streamlit reads them and forgets them.
"""

from contextlib import suppress
from datetime import date
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from conflict_atlas import process_state
from conflict_atlas.claims.filter_options import read_day
from conflict_atlas.link import link_schema
from conflict_atlas.link.parameter_names import AT, CARRIED, CLAIM, FOCUS, MEASURE, OPEN
from conflict_atlas.ui.session import (
    datasets,
    filters,
    kept_choices,
    session_keys,
    time_control,
)

_BOUND = (*filters.DEFAULTS, CLAIM, OPEN, MEASURE, FOCUS, AT, datasets.KEY)


def restore(page: str) -> None:
    """Restore values of controls that the address has lost, before the controls are drawn.

    Streamlit writes a value into the address only when it is set again; if a reader went back in
    the browser's history, the address still has priority.
    """
    kept_choices.begin_step(_BOUND)
    _take_day(page)
    for name in _lost(page):
        st.session_state[name] = st.session_state[name]


def send(page: str) -> None:
    """Send the address once more when a run has come to its end.

    The run that answers a choice knows it. A browser that has the same address already only learns
    which parameters links to other pages need; any other address would be one more step of the
    history. So the first run of a page does not rewrite an address that merely differs in form. If
    something is still lost, only another run can write it.
    """
    kept_choices.keep_step(_BOUND)
    state = st.session_state
    before, state[session_keys.ADDRESS_OF] = state.get(session_keys.ADDRESS_OF), page
    tried, state[session_keys.ADDRESS_TRIED] = state.get(session_keys.ADDRESS_TRIED), _lost(page)
    if state[session_keys.ADDRESS_TRIED] and not tried:
        st.rerun()
    if before == page or _is_as_sent():
        st.query_params.update({})


def _take_day(page: str) -> None:
    """Take the day of a link that was followed from another page, whose clock showed another.

    To Streamlit the control of the day is the same on both and keeps its value. An address that
    merely lags behind a clock that was just moved says nothing.
    """
    state, context = st.session_state, get_script_run_ctx()
    if context is None or state.get(session_keys.ADDRESS_OF) in (None, page):
        return
    if kept_choices.holds(AT):
        return
    given = dict(parse_qsl(context.query_string)).get(AT, "")
    with suppress(ValueError):
        day = read_day(given)
        if isinstance(state.get(AT), date) and state[AT] != day:
            time_control.take({AT: given})


def _lost(page: str) -> list[str]:
    """Parameters whose controls hold something that the address does not say."""
    state = st.session_state
    usual = process_state.package().reference_day.date()
    names = {*CARRIED, *link_schema.BY_PAGE[page]}.intersection(_BOUND).difference(st.query_params)
    return [name for name in names if state.get(name) not in (None, "", [], usual)]


def _is_as_sent() -> bool:
    """Whether the browser's address is written as Streamlit would write it."""
    context = get_script_run_ctx()
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    return context is not None and context.query_string == urlencode(params, doseq=True)
