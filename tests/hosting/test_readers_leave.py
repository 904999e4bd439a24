"""What readers took is free once they have gone: memory, threads and objects of a real process."""

import asyncio
import json
import os
import random
import signal
import time
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from reading import Reader
from server import HOST, App, Server
from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from viewer import Answer, Viewer
from websockets.exceptions import ConnectionClosed

from conflict_atlas.hosting.admission import SERVICE_RESTART

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
COUNTED = Path(__file__).with_name("counted_dashboard.py")
READERS = 4
SECONDS = 60  # within which all has to be free, as the issue of a closed tab asks
# Streamlit's loop keeps hold of the session that it served last, which has been emptied by then.
SHELLS = dict.fromkeys(("ActiveSessionInfo", "AppSession", "SessionState"), 2)
SAID = "counted "
HEADER = "event_id,date_start,latitude,longitude,best,notes\n"
ROWS = 20_000
ROW = "{0},1987-05-{1:02},10.8,-38.1,7,of a reader {0}\n"
FILE = (HEADER + "".join(ROW.format(n, n % 28 + 1) for n in range(ROWS))).encode()

Found = TypeVar("Found")

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="no system tells of memory and threads"
)


@dataclass
class Bringing(Viewer):
    """A reader who can bring a file of their own."""

    _place: str = ""

    def _keep(self, message: ForwardMsg) -> None:
        super()._keep(message)
        uploader = message.delta.new_element.file_uploader
        if uploader.label == "Events":
            self._place = uploader.id

    async def bring(self, content: bytes) -> Answer:
        """Drop a file on the page, and wait until it is read."""
        await asyncio.to_thread(self._upload, content)
        info = UploadedFileInfo(name="mine.csv", size=len(content), file_id="mine")
        self._states["Events"] = WidgetState(
            id=self._place,
            file_uploader_state_value=FileUploaderState(uploaded_file_info=[info]),
        )
        return await self.rerun()

    async def listen(self) -> None:
        """Read until the server hangs up."""
        async with asyncio.timeout(SECONDS):
            while True:
                await self._socket.recv()

    def _upload(self, content: bytes) -> None:
        token = generate_xsrf_token_string()
        head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="mine.csv"\r\n\r\n'
        asked = urllib.request.Request(
            f"http://{HOST}:{self.port}/_stcore/upload_file/{self.session}/mine",
            head + content + b"\r\n--cut--\r\n",
            {
                "Content-Type": "multipart/form-data; boundary=cut",
                "Cookie": f"_streamlit_xsrf={token}",
                "X-Xsrftoken": token,
            },
            method="PUT",
        )
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310 - our own
            assert answer.status == 204


@dataclass
class Counted:
    """A dashboard whose objects can be counted."""

    server: Server
    pages: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    def count(self) -> dict[str, Any]:
        """What it holds now."""
        os.kill(self.server.process.pid, signal.SIGUSR1)
        self.asked += 1
        ends = time.monotonic() + SECONDS
        while not (found := self._told()):
            assert time.monotonic() < ends, self.server.words()
            time.sleep(0.05)
        return found

    def _told(self) -> dict[str, Any]:
        """What it has said since it was asked last; nothing yet."""
        lines = self.server.words().splitlines()
        told = [json.loads(one.removeprefix(SAID)) for one in lines if one.startswith(SAID)]
        return next((one for one in told if one["number"] == self.asked), {})

    def _left(self, found: dict[str, Any]) -> dict[str, int]:
        """Kinds of which there are more than may be."""
        return {k: n for k, n in found["kinds"].items() if n > SHELLS.get(k, 0)}

    async def visit(self, *, with_file: bool) -> dict[str, Any]:
        """Let readers see every page, change something on each, and leave; count before they do.

        With a file, which one of them brings, they see one page.
        """
        if not self.pages:
            async with Viewer(self.server.port) as first:
                await first.rerun()
            self.pages = dict(first.pages)
        here = asyncio.Barrier(READERS + 1)
        readers = [
            asyncio.create_task(self._read(number, here, with_file=with_file))
            for number in range(READERS)
        ]
        await here.wait()
        found = await asyncio.to_thread(self.count)
        await here.wait()
        await asyncio.gather(*readers)
        return found

    async def _read(self, number: int, here: asyncio.Barrier, *, with_file: bool) -> None:
        async with Bringing(self.server.port, {}, dict(self.pages), "map") as viewer:
            if number % 2:
                viewer.address["events"] = "recorded"
            reader = Reader(viewer, random.Random(number))  # noqa: S311 - repeatable, not secret
            for page in ["evidence"] if with_file else self.pages:
                await viewer.visit(page)
                await reader.change()
            if with_file and not number:
                await viewer.bring(FILE)
            await here.wait()
            await here.wait()

    def settled(self) -> dict[str, Any]:
        """What it holds once nothing of a session is left; fails when that takes too long."""
        ends = time.monotonic() + SECONDS
        while left := self._left(found := self.count()):
            assert time.monotonic() < ends, left
            time.sleep(0.5)
        return found


@pytest.fixture(scope="module")
def counted(recorded: Path) -> Iterator[Counted]:
    app = App("counted", ROOT / "dashboard.py", ROOT, program=(str(COUNTED),))
    environment = os.environ | {
        "CONFLICT_ATLAS_DATA": str(INVENTED),
        "CONFLICT_ATLAS_EVENTS": str(recorded),
        "CONFLICT_ATLAS_AWAY_SECONDS": "1",
        "CONFLICT_ATLAS_DRAIN_SECONDS": "2",
    }
    with Server(app, environment=environment) as server:
        server.wait()
        yield Counted(server)


def in_a_thread(asked: Coroutine[object, object, Found]) -> Found:
    """Run what readers do to its end; the thread of the tests has a loop once a browser has run."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


@pytest.mark.parametrize("with_file", [False, True], ids=["on every page", "with a file of one"])
def test_nothing_is_left_of_readers_who_have_gone(counted: Counted, with_file: bool):
    for _ in range(2):  # until libraries are loaded, and kept answers and allocators are filled
        during = in_a_thread(counted.visit(with_file=with_file))
        before = counted.settled()
    assert READERS <= during["kinds"]["AppSession"] <= READERS + SHELLS["AppSession"]
    assert during["kinds"]["EventsInMemory"] == with_file
    in_a_thread(counted.visit(with_file=with_file))
    after = counted.settled()
    assert after["threads"] <= before["threads"]
    assert after["objects"] < before["objects"] * 1.01
    assert after["memory"] - before["memory"] < 30, (during, before, after)


def test_a_process_that_is_asked_to_end_sends_its_reader_away_first_and_ends_well(
    counted: Counted,
):
    """The last test of this file: the process is gone after it."""

    async def stay() -> int:
        async with Bringing(counted.server.port) as reader:
            await reader.rerun()
            counted.server.process.terminate()
            with pytest.raises(ConnectionClosed) as closed:
                await reader.listen()
            assert closed.value.rcvd
            return closed.value.rcvd.code

    assert in_a_thread(stay()) == SERVICE_RESTART
    assert counted.server.process.wait(SECONDS) == 0
