"""Values that a callback has set in controls, kept until the browser has received them.

The browser owns the values of controls. A request for the next run, by a second press or a map that
reports its move, sends the values that the browser had then. It does not yet know a value that a
callback has set since, and without this module the run would lose it.
"""

from collections.abc import Iterable
from time import monotonic
from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from conflict_atlas.ui.session import session_keys

_KEPT, _SENT = session_keys.KEPT_CHOICES, session_keys.KEPT_SENT
_BEFORE = session_keys.BEFORE_STEP
# Seconds from a run's last message to a request that knows of it, on the slowest connection that
# still counts. A value that the browser did not have before is the reader's own, however soon.
GRACE = 1.0


class _Kept(NamedTuple):
    value: Any
    before: tuple[Any, ...]  # what the browser may still have


def put(name: str, value: Any) -> None:
    """Set a control; only from a callback."""
    state = st.session_state
    kept = state.get(_KEPT, {})
    earlier = kept[name] if name in kept else _Kept(state.get(name), ())
    state[name] = value
    state[_KEPT] = kept | {name: _Kept(value, (*earlier.before, earlier.value))}
    state[_SENT] = None


def begin_step(names: Iterable[str]) -> None:
    """Note the values before a step through the history, before controls take the address's."""
    if _is_going_back():
        state = st.session_state
        state[_BEFORE] = {name: state.get(name) for name in names}


def keep_step(names: Iterable[str]) -> None:
    """Keep what a step through the history has set, as if a callback had; when its run ends."""
    state = st.session_state
    before = state.get(_BEFORE)
    if before is None:
        return
    del state[_BEFORE]
    state[_KEPT] = {
        name: _Kept(state[name], (before.get(name),))
        for name in names
        if name in state and state[name] != before.get(name)
    }
    state[_SENT] = None


def restore() -> None:
    """Set again what the browser cannot know yet; called as a run begins, before its controls."""
    state = st.session_state
    sent = state.get(_SENT)
    if _is_going_back() or (sent is not None and monotonic() - sent > GRACE):
        state[_KEPT] = {}
    kept = state.get(_KEPT, {})
    if sent is not None:
        kept = {name: one for name, one in kept.items() if state.get(name) in one.before}
        state[_KEPT] = kept
    for name, one in kept.items():
        if state.get(name) != one.value:
            state[name] = one.value


def sent() -> None:
    """Note that the browser has been sent everything; called at the end of a run."""
    if st.session_state.get(_KEPT) and st.session_state.get(_SENT) is None:
        st.session_state[_SENT] = monotonic()


def _is_going_back() -> bool:
    """Whether the reader went through the browser's history: its address counts alone."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
