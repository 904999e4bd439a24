"""A value set by a callback survives a run that the browser requested before it knew of it."""

from types import SimpleNamespace
from typing import Any

import pytest

from conflict_atlas.ui.session import kept_choices


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    state: dict[str, Any] = {}
    monkeypatch.setattr(kept_choices.st, "session_state", state)
    return state


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(kept_choices, "monotonic", lambda: now[0])
    return now


def ask(state: dict[str, Any], **values: Any) -> None:
    """Begin a run with the browser's values."""
    state.update(values)
    kept_choices.restore()


def test_a_run_that_was_broken_off_loses_nothing(state):
    kept_choices.put("claim", "one")
    ask(state)
    ask(state, claim=None)  # the browser's value: the previous run never ended
    assert state["claim"] == "one"


def test_what_was_asked_before_the_last_run_was_told_changes_nothing(state, clock):
    kept_choices.put("claim", "one")
    ask(state)
    kept_choices.sent()
    clock[0] += kept_choices.GRACE / 2
    ask(state, claim=None)
    assert state["claim"] == "one"


def test_a_reader_who_has_seen_it_can_take_it_back(state, clock):
    kept_choices.put("claim", "one")
    ask(state)
    kept_choices.sent()
    clock[0] += 2 * kept_choices.GRACE
    ask(state, claim=None)
    assert state["claim"] is None
    ask(state, claim="two")
    assert state["claim"] == "two"


def test_what_a_reader_sets_at_once_counts(state):
    state["search"] = "bridge"
    kept_choices.put("search", "")
    ask(state)
    kept_choices.sent()
    ask(state, search="ferry")
    assert state["search"] == "ferry"
    ask(state, search="bridge")  # the browser has sent the new value
    assert state["search"] == "bridge"


def test_going_back_counts_at_once(state, monkeypatch):
    kept_choices.put("claim", "one")
    ask(state)
    kept_choices.sent()
    context = SimpleNamespace(is_history_navigation=True)
    monkeypatch.setattr(kept_choices, "get_script_run_ctx", lambda: context)
    ask(state, claim=None)
    assert state["claim"] is None


def test_a_choice_after_a_choice_counts(state):
    for claim in ("one", "two"):
        kept_choices.put("claim", claim)
        ask(state)
        kept_choices.sent()
    ask(state, claim="one")  # it knows the first value, not the second
    assert state["claim"] == "two"


def test_the_last_choice_counts(state):
    kept_choices.put("claim", "one")
    kept_choices.put("claim", None)
    ask(state, claim="one")
    assert state["claim"] is None
