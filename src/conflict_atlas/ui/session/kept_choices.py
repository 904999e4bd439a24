"""Values that a callback or the address has set in controls, kept until the browser has them.

The browser owns the values of controls. A request for the next run, by a second press or a map that
reports its move, sends the values that the browser had then. It does not yet know a value that has
been set since, and without this module the run would lose it. So runs that come to their end are
numbered. A hidden control takes the number to the browser as their last message; a request that
brings it back knows of what they changed, however slow the connection is.

A control in a closed popover takes no value, and its old one comes with every request until the
popover is opened. What a reader sets there is in the address; that old value is not.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from conflict_atlas import streamlit_patches
from conflict_atlas.ui.session import carried, session_keys

_KEPT, _RUN, _RECEIPT = session_keys.KEPT_CHOICES, session_keys.LAST_RUN, session_keys.RECEIPT
_BEFORE, _PRESSED = session_keys.BEFORE_STEP, session_keys.PRESSED_IN_STEP


class _Kept(NamedTuple):
    value: Any
    before: tuple[Any, ...]  # what the browser may still have
    run: int  # from which the browser has the value
    is_open: bool = False  # not in a popover: what the browser sends, its reader sees


def put(name: str, value: Any, *, is_open: bool = False) -> None:
    """Set a control; only from a callback, or before the control is drawn.

    ``is_open`` is one that is in no popover, and whose usual value is not in the address.
    """
    state, context = st.session_state, get_script_run_ctx()
    _keep({name: (value, _may_be(name))}, is_open=is_open)
    state[name] = value
    if context and context.is_history_navigation and not context.has_script_started:
        state[_PRESSED] = state.get(_PRESSED, {}) | {name: value}


def begin_step(names: Iterable[str]) -> None:
    """Note the values before a step through the history, before controls take the address's."""
    if is_step():
        state = st.session_state
        earlier = state.get(_BEFORE) or {}  # of a run that was broken off
        state[_BEFORE] = {name: (*_may_be(name), *earlier.get(name, ())) for name in names}


def keep_step(names: Iterable[str]) -> None:
    """Keep what a step through the history has set, as if a callback had; when its run ends.

    A press that came before that end was made on what the step left, and its run took the address:
    it takes effect in another run.
    """
    state = st.session_state
    before = state.get(_BEFORE)
    if before is None:
        return
    streamlit_patches.end_step()
    pressed = state.get(_PRESSED, {})
    state[_BEFORE], state[_PRESSED], state[_KEPT] = None, {}, {}
    _keep({name: (state[name], before.get(name, ())) for name in names if name in state})
    if pressed:
        _keep({name: (value, _may_be(name)) for name, value in pressed.items()})
        st.rerun()


def restore() -> None:
    """Set again what the browser does not have; called as a run begins, before its controls."""
    if is_step():  # the address counts alone
        return
    state, last, kept = st.session_state, heard(), {}
    for name, one in state.get(_KEPT, {}).items():
        now, is_heard = state.get(name), one.run <= last
        if now == one.value:
            if not is_heard:
                kept[name] = one
        elif now in one.before and not (is_heard and (one.is_open or _is_in_address(name, now))):
            kept[name] = one._replace(before=(now,)) if is_heard else one
            state[name] = one.value
    state[_KEPT] = kept


def holds(name: str) -> bool:
    """Whether this run was asked for before the browser had what a callback has set."""
    one = st.session_state.get(_KEPT, {}).get(name)
    return one is not None and one.run > heard()


def is_late(name: str, value: Any) -> bool:
    """Whether a control's value in a request is one that the browser had before it was set."""
    one = st.session_state.get(_KEPT, {}).get(name)
    return one is not None and one.run > heard() and value in one.before


def send(place: DeltaGenerator) -> None:
    """Send the number of this run; called at its end."""
    state = st.session_state
    state[_RUN] = this_run()
    state[_RECEIPT] = str(state[_RUN])
    place.selectbox("Number of the last run", (), index=None, key=_RECEIPT, accept_new_options=True)


def _keep(values: dict[str, tuple[Any, tuple[Any, ...]]], *, is_open: bool = False) -> None:
    """Keep values, each with what the browser may have instead."""
    st.session_state[_KEPT] = st.session_state.get(_KEPT, {}) | {
        name: _Kept(value, before, this_run(), is_open) for name, (value, before) in values.items()
    }


def _may_be(name: str) -> tuple[Any, ...]:
    """Values of a control that the browser may have."""
    state = st.session_state
    one = state.get(_KEPT, {}).get(name)
    now = state.get(name)
    return (now,) if one is None else (now, one.value, *one.before)


def this_run() -> int:
    """Return the number that this run has if it comes to its end."""
    return int(st.session_state.get(_RUN, 0)) + 1


def heard() -> int:
    """Return the number of the last run that the browser has drawn to its end; 0 for none."""
    told = str(st.session_state.get(_RECEIPT) or "0")
    number = int(told) if told.isdecimal() else 0
    return number if number < this_run() else 0  # of a session that was lost


def _is_in_address(name: str, value: Any) -> bool:
    """Whether the address that came with the request has a value for a control."""
    context = get_script_run_ctx()
    given = parse_qs(context.query_string, keep_blank_values=True) if context else {}
    return given.get(name, []) == carried.as_parameter(value)


def is_step() -> bool:
    """Whether the run answers a step through the browser's history: its address counts alone."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
