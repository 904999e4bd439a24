"""What a callback has set in a control, kept until the browser has heard of it.

The values of controls are the browser's. Whatever makes the next run begin, a second press or a map
that tells where it has moved, sends the values as the browser had them when it asked; what a
callback has set since then it did not know, and the run would go on without it.
"""

from time import monotonic
from typing import Any

import streamlit as st

from conflict_atlas.ui.session import session_keys

_KEPT, _SENT = session_keys.KEPT_CHOICES, session_keys.KEPT_SENT
# Seconds a browser may take from a run's last message to a request that knows of it. It is shorter
# than anybody needs to see what was set and to change it.
GRACE = 0.2


def put(name: str, value: Any) -> None:
    """Set a control; only from a callback."""
    state = st.session_state
    state[name] = value
    state[_KEPT] = state.get(_KEPT, {}) | {name: value}
    state[_SENT] = None


def restore() -> None:
    """Set again what the browser cannot know yet; when a run begins, before its controls."""
    state = st.session_state
    sent = state.get(_SENT)
    if sent is not None and monotonic() - sent > GRACE:
        state[_KEPT] = {}
    for name, value in state.get(_KEPT, {}).items():
        if state.get(name) != value:
            state[name] = value


def sent() -> None:
    """Note that the browser is told all; when a run has come to its end."""
    if st.session_state.get(_KEPT) and st.session_state.get(_SENT) is None:
        st.session_state[_SENT] = monotonic()
