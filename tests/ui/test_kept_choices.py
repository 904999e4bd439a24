"""A value set by a callback survives a run that the browser requested before it knew of it."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
import streamlit as st
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME,
    ScriptRunContext,
)
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from conflict_atlas import streamlit_patches
from conflict_atlas.ui.session import kept_choices, session_keys

SERVERS = {value for name, value in vars(session_keys).items() if str(value).startswith("_")}


class RerunError(Exception):
    """Another run has been asked for."""


class Reader:
    """A session of Streamlit as its runs see it, and what the browser has of it.

    The browser has the values of controls and an ``address``; ``closed`` is a control in a popover
    that has been closed: it sends its value, and takes none.
    """

    def __init__(self, script: Path) -> None:
        self.browser: dict[str, Any] = {}
        self.closed = self.address = ""
        self.requests = ScriptRequests()
        self.context = ScriptRunContext(
            session_id="one",
            _enqueue=self.leave,
            query_string="",
            session_state=SafeSessionState(SessionState(), lambda: None),
            uploaded_file_mgr=MemoryUploadedFileManager(""),
            main_script_path=str(script),
            user_info={},
            fragment_storage=MemoryFragmentStorage(),
            pages_manager=PagesManager(str(script)),
            script_requests=self.requests,
        )

    @property
    def state(self) -> Any:
        return st.session_state

    def leave(self, _message: object) -> None:
        """Leave a run when another has been asked for, as Streamlit does at its next message."""
        if self.requests.on_scriptrunner_yield():
            raise RerunError

    def start(self, *, is_step: bool = False) -> None:
        """Start a run: callbacks come first, then the script."""
        self.context.reset(self.address, is_history_navigation=is_step)

    def begin(self, **values: Any) -> None:
        """Begin a run with what the browser has, and what its reader has set in controls."""
        self.browser |= values
        self.start()
        self.state.update(self.browser)
        self.context.on_script_start()
        kept_choices.restore()

    def choose(self, name: str, value: Any) -> None:
        """Begin a run with a callback that sets a control."""
        self.start()
        self.state.update(self.browser)
        kept_choices.put(name, value)
        self.context.on_script_start()
        kept_choices.restore()

    def choose_open(self, name: str, value: Any) -> None:
        """Do so with a control that is in no popover."""
        self.state.update(self.browser)
        kept_choices.put(name, value, is_open=True)
        kept_choices.restore()

    def step(self, **values: Any) -> None:
        """Begin a run that answers a step through the history: the address has these values."""
        self.start(is_step=True)
        self.context.on_script_start()
        kept_choices.restore()
        kept_choices.begin_step(values)
        self.state.update(values)

    def end(self) -> None:
        """End the run: what it has set is on its way."""
        kept_choices.keep_step([name for name in self.state if name not in SERVERS])
        kept_choices.send(MagicMock())

    def hear(self) -> None:
        """What is on its way arrives."""
        for name in set(self.state) - SERVERS - {self.closed}:
            self.browser[name] = self.state[name]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reader:
    """A reader whose session is that of this thread."""
    made, thread = Reader(tmp_path / "app.py"), threading.current_thread()
    monkeypatch.setattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, made.context, raising=False)
    made.begin()
    made.end()
    return made


def test_a_run_that_was_broken_off_loses_nothing(reader):
    reader.hear()
    reader.choose("claim", "one")
    reader.begin(claim=None)  # the browser's value: the previous run never ended
    assert reader.state["claim"] == "one"


def test_what_was_asked_before_the_browser_knew_changes_nothing_however_late(reader):
    reader.hear()
    reader.choose("claim", "one")
    reader.end()
    for _ in range(3):
        reader.begin(claim=None)
        assert reader.state["claim"] == "one"
        assert kept_choices.holds("claim")
        reader.end()


def test_a_reader_who_has_seen_it_can_take_it_back_at_once(reader):
    reader.choose("claim", "one")
    reader.end()
    reader.hear()
    reader.begin(claim=None)
    assert reader.state["claim"] is None
    assert not kept_choices.holds("claim")
    reader.end()
    reader.begin(claim="two")
    assert reader.state["claim"] == "two"


def test_what_a_reader_sets_at_once_counts(reader):
    reader.begin(search="bridge")
    reader.choose("search", "")
    reader.end()
    reader.begin(search="ferry")
    assert reader.state["search"] == "ferry"
    reader.begin(search="bridge")  # the browser has sent another value since
    assert reader.state["search"] == "bridge"


def test_a_choice_after_a_choice_counts(reader):
    for claim in ("one", "two"):
        reader.choose("claim", claim)
        reader.end()
    reader.begin(claim="one")  # it knows the first value, not the second
    assert reader.state["claim"] == "two"


def test_the_last_choice_counts(reader):
    reader.choose("claim", "one")
    reader.choose("claim", None)
    reader.begin(claim="one")
    assert reader.state["claim"] is None


def test_a_filter_dropped_while_its_popover_is_closed_stays_dropped(reader):
    reader.begin(type=["Event"])
    reader.closed = "type"
    reader.choose("type", [])
    reader.end()
    reader.hear()
    for _ in range(3):
        reader.begin()  # the browser still sends the old value, and the address has none
        assert reader.state["type"] == []
        reader.end()
        reader.hear()
    reader.address = "type=Event"
    reader.begin(type=["Event"])  # the reader has opened the popover and chosen it again
    assert reader.state["type"] == ["Event"]


def test_a_control_in_no_popover_has_what_its_reader_sets_at_once(reader):
    reader.begin(km=15)
    reader.end()
    reader.hear()
    reader.choose_open("km", 50)
    reader.end()
    reader.begin()  # the browser does not know it yet: the map has reported its move
    assert reader.state["km"] == 50
    assert kept_choices.is_late("km", 15)
    assert not kept_choices.is_late("km", 40)
    reader.end()
    reader.hear()
    reader.begin(km=15)  # set again, and as the usual value in no address
    assert reader.state["km"] == 15
    assert not kept_choices.is_late("km", 15)


def test_a_step_through_the_history_counts_at_once(reader):
    reader.choose("claim", "one")
    reader.end()
    reader.step(claim=None)
    assert reader.state["claim"] is None


def test_a_step_outlives_requests_that_do_not_know_of_it(reader):
    reader.begin(type=["Event"], claim="one")
    reader.closed = "type"
    reader.choose("type", [])
    reader.end()
    reader.step(type=["Quote"], claim=None)
    reader.end()
    reader.address = "type=Quote"
    for _ in range(2):
        reader.begin()
        assert (reader.state["type"], reader.state["claim"]) == (["Quote"], None)
        reader.end()
        reader.hear()


def test_a_press_during_a_step_takes_effect_after_it(reader):
    reader.begin(claim="one")
    reader.end()
    reader.step(claim=None)  # and before this run has ended:
    reader.start(is_step=True)
    kept_choices.put("claim", "two")
    reader.step(claim=None)
    with pytest.raises(RerunError):
        reader.end()
    reader.begin(claim="one")
    assert reader.state["claim"] == "two"
    reader.end()


def test_the_number_of_another_session_is_no_receipt(reader):
    reader.begin(receipt="17")
    reader.choose("claim", "one")
    reader.begin(claim=None)
    assert reader.state["claim"] == "one"


def test_a_step_lasts_until_a_run_has_ended(reader, monkeypatch):
    asked: list[bool] = []
    session = SimpleNamespace(id="one")
    monkeypatch.setattr(
        AppSession, "request_rerun", lambda _, client: asked.append(client.is_history_navigation)
    )
    streamlit_patches.follow_readers()
    ask = AppSession.request_rerun
    for is_step in (False, True, False):
        ask(session, ClientState(is_history_navigation=is_step))  # type: ignore[arg-type]
    reader.step()
    reader.end()
    ask(session, ClientState())  # type: ignore[arg-type]
    assert asked == [False, True, True, False]


def test_the_map_of_a_page_that_is_left_does_not_call_its_reader_back(monkeypatch):
    asked: list[tuple[str, int]] = []

    def note(_: object, client: ClientState) -> None:
        asked.append((client.page_script_hash, len(client.widget_states.widgets)))

    monkeypatch.setattr(AppSession, "request_rerun", note)
    streamlit_patches.follow_readers()

    def ask(page: str, *, reports: bool) -> tuple[str, int]:
        state = ClientState(page_script_hash=page)
        state.widget_states.widgets.add(id="shell", string_value="kept")
        if reports:
            state.widget_states.widgets.add(id="map", json_value="{}")
        AppSession.request_rerun(SimpleNamespace(id="reader"), state)  # type: ignore[arg-type]
        return asked[-1]

    assert ask("map", reports=True) == ("map", 2)
    assert ask("claims", reports=False) == ("claims", 1)
    assert ask("map", reports=True) == ("claims", 0)  # too late: the reader has set out
    assert ask("map", reports=False) == ("map", 1)  # back by a link, or by the browser
    assert ask("map", reports=True) == ("map", 2)
    assert ask("story", reports=True) == ("story", 2)  # sent there by the server
