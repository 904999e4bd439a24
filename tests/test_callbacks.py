"""A press of a reader takes effect, whatever else requests a run at the same moment."""

import asyncio
import threading
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from conflict_atlas.streamlit_patches import finish_callbacks

LOOK = "_maybe_handle_execution_control_request"
PAGE = """
import streamlit as st

def press():
    st.query_params["page"] = "2"  # a message to the browser, where a run may be given up too
    st.session_state.pressed = st.session_state.get("pressed", 0) + 1

st.button("Press", key="press", on_click=press)
"""


def run(
    script: Path, state: SessionState, asked: WidgetStates, then: RerunData | None
) -> list[str]:
    """Run a page once and return its buttons.

    Another request arrives after the run has begun and before its callbacks.
    """
    loop = asyncio.new_event_loop()
    runner = ScriptRunner(
        session_id="reader",
        main_script_path=str(script),
        session_state=state,
        uploaded_file_mgr=MemoryUploadedFileManager(""),
        script_cache=ScriptCache(),
        initial_rerun_data=RerunData(widget_states=asked),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(str(script)),
        event_loop=loop,
    )
    waiting = [then] if then else []
    buttons: list[str] = []
    ended = threading.Event()

    def hear(_: ScriptRunner | None, event: ScriptRunnerEvent, **told: Any) -> None:
        if event is ScriptRunnerEvent.SCRIPT_STARTED and waiting:
            runner.request_rerun(waiting.pop())
        if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            element = told["forward_msg"].delta.new_element
            buttons.extend([element.button.id] if element.HasField("button") else [])
        if event is ScriptRunnerEvent.SHUTDOWN:
            ended.set()

    runner.on_event.connect(hear, weak=False)
    runner.start()
    assert ended.wait(60)
    loop.close()
    return buttons


def times_pressed(script: Path) -> int:
    """Press the button while another request waits, and count how often the callback ran."""
    state = SessionState()
    (button,) = run(script, state, WidgetStates(), None)
    pressed = WidgetStates(widgets=[WidgetState(id=button, trigger_value=True)])
    run(script, state, pressed, RerunData(widget_states=WidgetStates()))
    return int(state.filtered_state.get("pressed", 0))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(script_runner.runtime, "get_instance", MagicMock())
    script = tmp_path / "app.py"
    script.write_text(PAGE, "utf-8")
    return script


def test_a_press_is_heard_though_another_request_waits(page: Path, monkeypatch: pytest.MonkeyPatch):
    finish_callbacks()
    assert times_pressed(page) == 1
    for place, name in ((SafeSessionState, "on_script_will_rerun"), (ScriptRunner, LOOK)):
        monkeypatch.setattr(place, name, getattr(place, name).__wrapped__)
    assert times_pressed(page) == 0  # as it is without our change
