"""One reader without a browser: a websocket that speaks Streamlit's own messages."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from server import HOST
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

# The first is the protocol, the second is in the place of a browser's XSRF token.
SUBPROTOCOLS = ["streamlit", "PLACEHOLDER_AUTH_TOKEN"]
COUNT = re.compile(r"(?:<b>)?(\d+)(?:</b>)? of \d+ claims")
PATIENCE = 60.0  # seconds
CACHED_RUNS = 2  # Streamlit's global.maxCachedMessageAge
LONGEST_COUNT = 2000  # characters; longer texts are styles and tables
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
FIELDS = {"text_input": "string_value", "selectbox": "string_value"}
ARRAYS = ("multiselect", "date_input", "button_group")
Value = str | list[str]


class Widget(NamedTuple):
    """A control as the server described it; ``parameter`` is its name in the address or ``""``."""

    kind: str
    identifier: str
    parameter: str
    options: tuple[str, ...]


class ScriptError(RuntimeError):
    """The dashboard answered with an exception instead of a page."""


@dataclass(frozen=True)
class Answer:
    """What one rerun brought: seconds until the script had finished, bytes, claims counted."""

    seconds: float
    size: int
    count: int | None


@dataclass
class Viewer:
    """A session; use as an async context manager.

    ``widgets`` are the identifiers of the page's widgets by label, ``pages`` the page hashes by
    address, both as the server sent them; ``address`` are the parameters of the reader's link.
    """

    port: int
    widgets: dict[str, Widget] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    session: str = ""  # the one it had, when it comes back
    address: dict[str, Value] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        """Connect as a browser does; nothing runs yet."""
        self._cached: dict[str, int] = {}
        self._runs = 0
        self._socket = await connect(
            f"ws://{HOST}:{self.port}/_stcore/stream",
            subprotocols=[*SUBPROTOCOLS, *filter(None, [self.session])],  # type: ignore[list-item]
            origin=f"http://{HOST}:{self.port}",  # type: ignore[arg-type]
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave."""
        await self._socket.close()

    async def choose(self, label: str, value: Value) -> Answer:
        """Set the widget of a label and wait for the page that follows."""
        self.set(label, value)
        return await self.rerun()

    def set(self, label: str, value: Value) -> None:
        """Set the widget of a label without asking for a page yet."""
        widget = self.widgets[label]
        state = WidgetState(id=widget.identifier)
        if widget.kind in ARRAYS:
            state.string_array_value.data.extend(value)
        elif value:
            setattr(state, FIELDS[widget.kind], value)
        self._states[label] = state
        self.address.pop(widget.parameter, None)
        if value and widget.parameter:
            self.address[widget.parameter] = value

    async def visit(self, page: str) -> Answer:
        """Go to a page by its address, ``""`` for the first one."""
        self.page = page
        return await self.rerun()

    async def rerun(self) -> Answer:
        """Ask for the page again with the widgets as they are.

        Raises ScriptError when the script raised, ConnectionClosed when the server hung up, and
        TimeoutError when it has not answered after a minute.
        """
        message = BackMsg()
        request = message.rerun_script
        request.page_script_hash = self.pages.get(self.page, "")
        request.page_name = "" if request.page_script_hash else self.page
        request.query_string = urlencode(self.address, doseq=True)
        request.widget_states.widgets.extend(self._states.values())
        request.cached_message_hashes.extend(self._cached)
        request.context_info.url = f"http://{HOST}:{self.port}/{self.page}"
        begun = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            return await self._read(begun)

    async def _read(self, begun: float) -> Answer:
        size, count = 0, None
        raised = ""
        self._runs += 1
        while True:
            data = await self._socket.recv()
            size += len(data)
            message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._keep(message)
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    raised = element.exception.message
                elif count is None:
                    count = counted(element)
            elif kind == "script_finished" and message.script_finished in FINISHED:
                break
            else:
                self._learn(kind, message)
        seconds = time.perf_counter() - begun
        self._forget()
        if raised:
            raise ScriptError(raised)
        return Answer(seconds, size, count)

    def _learn(self, kind: str | None, message: ForwardMsg) -> None:
        """Note what the server says of the session, its pages, and messages held already."""
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "ref_hash":
            self._cached[message.ref_hash] = self._runs
        elif kind == "navigation" and not self.pages:
            self.pages |= {p.url_pathname: p.page_script_hash for p in message.navigation.app_pages}

    def _keep(self, message: ForwardMsg) -> None:
        """Remember large messages, as a browser does, and learn widgets not known yet."""
        if message.metadata.cacheable:
            self._cached[message.hash] = self._runs
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in FIELDS or kind in ARRAYS:
            widget = getattr(element, kind)
            if widget.label not in self.widgets:
                parameter = getattr(widget, "query_param_key", "")
                options = tuple(str(option) for option in getattr(widget, "options", ()))
                self.widgets[widget.label] = Widget(kind, widget.id, parameter, options)

    def _forget(self) -> None:
        """Drop messages unused for as many runs as a browser keeps them."""
        oldest = self._runs - CACHED_RUNS
        self._cached = {name: run for name, run in self._cached.items() if run > oldest}


def counted(element: Any) -> int | None:
    """Number of matching claims that an element states; None where it states none."""
    kind = element.WhichOneof("type")
    if kind not in ("html", "markdown"):
        return None
    body = getattr(element, kind).body
    found = COUNT.search(body) if len(body) < LONGEST_COUNT else None
    return int(found[1]) if found else None
