"""As `make run` serves: a reader stays with one of several processes, and each gets readers.

Only a killed program is replaced, and its readers come back to their page by themselves.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import supervision
from network import listens
from playwright.sync_api import WebSocket, expect

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
SECONDS = 60
PROCESSES = 2
READERS = 4
FILE = b"date,place,latitude,longitude,deaths\n2016-01-02,Here,36.1,43.2,4\n"
LEAVING = "3"  # seconds in which an ending process sends its readers elsewhere

pytestmark = pytest.mark.skipif(
    not shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"),
    reason="haproxy is not installed",
)


@dataclass
class Served:
    """The dashboard as `make run` serves it, with access to its supervisor."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start serving, and wait until each process serves."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        kept |= {
            "CONFLICT_ATLAS_DATA": str(INVENTED),
            "CONFLICT_ATLAS_EVENTS": str(self.folder / "no"),
            "CONFLICT_ATLAS_DRAIN_SECONDS": LEAVING,
        }
        command = [sys.executable, str(ROOT / "deploy" / "serve.py"), "--address", "127.0.0.1"]
        command += ["--port", str(self.port), "--processes", str(PROCESSES)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, env=kept, stdout=log, stderr=log)
        seen: set[str] = set()

        def all_serve() -> bool:
            assert self.process.poll() is None, self.log
            seen.add(process_of(self.url))
            return len(seen - {""}) == PROCESSES

        wait_for(all_serve)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def pid(self, name: str) -> int:
        """Process id of a part, 0 while there is none."""
        with supervision.connected(supervision.find_folder(self.port)) as supervisor:
            return int(supervisor.getProcessInfo(name)["pid"])

    def kill(self, name: str) -> None:
        """Kill a part, and wait until a new process replaces it."""
        before = self.pid(name)
        os.kill(before, signal.SIGKILL)
        wait_for(lambda: self.pid(name) not in (0, before))

    def is_gone(self) -> bool:
        """Whether no program listens on the readers' port or on those behind it."""
        return not any(
            listens("127.0.0.1", port) for port in (self.port, self.port + 10, self.port + 11)
        )


@dataclass
class Connected:
    """A reader's tab, with every connection that it has made to a session."""

    tab: Any
    made: list[WebSocket] = field(default_factory=list)

    def note(self, made: WebSocket) -> None:
        self.made.append(made)

    def open(self) -> None:
        """Open a page with a filter, and note what it shows."""
        self.tab.open("timeline", type="Casualties")
        self.tab.page.evaluate("window.stayed = true")
        self.query, self.count = self.tab.page.url.partition("?")[2], self.tab.count.inner_text()

    @property
    def process(self) -> str:
        """Name of the process that the reader is with."""
        [cookie] = [c for c in self.tab.page.context.cookies() if c["name"] == "atlas"]
        return str(cookie["value"])

    def comes_back(self, connections: int) -> None:
        """Check that the tab reconnects without a reload, shows the same, and can be used."""
        wait_for(lambda: self._is_connected(connections), self.tab.page)
        expect(self.tab.app).to_have_attribute("data-test-connection-state", "CONNECTED")
        self.tab.settle()
        assert self.tab.page.evaluate("window.stayed")
        assert self.tab.page.url.partition("?")[2] == self.query
        assert self.tab.count.inner_text() == self.count

    def _is_connected(self, connections: int) -> bool:
        return len(self.made) >= connections and not self.made[-1].is_closed()


def wait_for(is_so: Callable[[], bool], page: Any = None) -> None:
    ends = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < ends
        # A client can find out that something has begun only by asking.
        time.sleep(0.05) if page is None else page.wait_for_timeout(50)


def process_of(address: str) -> str:
    """Name of the process that a reader without a cookie gets, "" for none."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:  # noqa: S310
            cookies = ";".join(answer.headers.get_all("Set-Cookie", []))
            found = re.search(r"\batlas=(\w+)", cookies)
            return found[1] if found else ""
    except (urllib.error.URLError, OSError):
        return ""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = Served(tmp_path_factory.mktemp("served"), port)
    try:
        served.start()
        yield served
    finally:
        served.process.terminate()
        assert served.process.wait(timeout=30) == 0, served.log
    assert served.is_gone()


@pytest.fixture
def readers(served: Served, visit) -> list[Connected]:
    """Give a reader of each process, with filters set and a claim's page open."""
    found: dict[str, Connected] = {}

    def is_complete() -> bool:
        tab = visit(served.url)
        one = Connected(tab)
        tab.page.on("websocket", one.note)
        one.open()
        found[one.process] = one
        return len(found) == PROCESSES

    wait_for(is_complete)
    return [*found.values()]


def test_readers_are_shared_out_and_their_files_go_to_and_fro_with_one_process(
    served: Served, visit, tmp_path: Path
):
    processes: Counter[str] = Counter()
    for number in range(READERS):
        tab = visit(served.url).open("claims", type="Casualties")
        [cookie] = [c for c in tab.page.context.cookies() if c["name"] == "atlas"]
        processes[cookie["value"]] += 1
        tab.control("share").locator("button").first.click()
        body = tab.page.locator("[data-testid=stPopoverBody]")
        for label in ("Claims as CSV", "Claims as GeoJSON", "Independent figures as CSV"):
            with tab.page.expect_download() as waiting:
                body.get_by_role("button", name=label).click()
            saved = tmp_path / f"{number}-{label}"
            waiting.value.save_as(saved)
            assert saved.stat().st_size
        assert len(pd.read_csv(tmp_path / f"{number}-Claims as CSV")) == int(tab.count.inner_text())
        tab.open("evidence")
        tab.page.get_by_text("Use a file of your own", exact=True).click()
        tab.control("own-events").locator("input[type=file]").set_input_files(
            {"name": "mine.csv", "mimeType": "text/csv", "buffer": FILE}
        )
        told = tab.page.get_by_text(re.compile("The file (is in use|could not be read)"))
        expect(told.first).to_be_visible()
    assert len(processes) == PROCESSES


def test_what_dies_is_replaced_alone(served: Served, readers: list[Connected]):
    lost, other = readers
    pids = {name: served.pid(name) for name in (other.process, "balancer")}
    served.kill(lost.process)
    lost.comes_back(connections=2)
    assert {name: served.pid(name) for name in pids} == pids
    assert served.process.poll() is None
    other.comes_back(connections=1)  # it has noticed nothing
    processes = [reader.process for reader in readers]
    served.kill("balancer")
    lost.comes_back(connections=3)
    other.comes_back(connections=2)
    assert [reader.process for reader in readers] == processes  # each still with its session


def test_readers_outlast_a_rolling_restart_and_the_supervisor(
    served: Served, readers: list[Connected]
):
    pids = {reader.process: served.pid(reader.process) for reader in readers}
    command = [sys.executable, str(ROOT / "deploy" / "rolling_restart.py")]
    done = subprocess.Popen([*command, "--port", str(served.port)], stdout=subprocess.PIPE)
    wait_for(lambda: done.poll() is not None, readers[0].tab.page)
    assert done.communicate()[0].count(b"has been restarted.") == PROCESSES
    assert done.returncode == 0
    assert not {served.pid(name) for name in pids} & {0, *pids.values()}
    for reader in readers:
        reader.comes_back(connections=2)
    before = [len(reader.made) for reader in readers]
    served.process.kill()
    served.process.wait()
    wait_for(served.is_gone)  # nothing runs unsupervised
    served.start()
    for reader, connections in zip(readers, before, strict=True):
        reader.comes_back(connections + 1)
