"""As `make run` serves: a reader stays with one of several processes, and each gets readers."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
SERVE = ROOT / "deploy" / "serve.py"
SECONDS = 60
PROCESSES = 2
READERS = 4
FILE = b"date,place,latitude,longitude,deaths\n2016-01-02,Here,36.1,43.2,4\n"

pytestmark = pytest.mark.skipif(
    not shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"),
    reason="haproxy is not installed",
)


def wait_for(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + SECONDS
    while not is_so():
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < ends, log.read_text("utf-8")
        time.sleep(0.05)  # nothing tells a client that something has begun but asking for it


def process_of(address: str) -> str:
    """Name of the process that a reader without a cookie comes to, "" for none."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:  # noqa: S310
            cookies = ";".join(answer.headers.get_all("Set-Cookie", []))
            found = re.search(r"\batlas=(\w+)", cookies)
            return found[1] if found else ""
    except (urllib.error.URLError, OSError):
        return ""


@pytest.fixture(scope="module")
def balanced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address that two processes are reached under."""
    log = tmp_path_factory.mktemp("balancer") / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    kept |= {"CONFLICT_ATLAS_DATA": str(INVENTED), "CONFLICT_ATLAS_EVENTS": str(log.parent / "no")}
    command = [sys.executable, str(SERVE), "--address", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, "--processes", str(PROCESSES)], env=kept, stdout=file, stderr=file
        )
    address, seen = f"http://127.0.0.1:{port}", set()

    def both_are_there() -> bool:
        seen.add(process_of(address))
        return len(seen - {""}) == PROCESSES

    try:
        wait_for(both_are_there, process, log)
        yield address
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert not process_of(address)


def test_readers_are_shared_out_and_each_stays_with_one_process(
    balanced: str, visit, tmp_path: Path
):
    processes: Counter[str] = Counter()
    for number in range(READERS):
        tab = visit(balanced).open("claims", type="Casualties")
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
    assert len(processes) == PROCESSES


def test_a_file_brought_along_reaches_the_process_of_its_reader(balanced: str, visit):
    for _ in range(READERS):
        tab = visit(balanced).open("evidence")
        tab.page.get_by_text("Use a file of your own", exact=True).click()
        tab.control("own-events").locator("input[type=file]").set_input_files(
            {"name": "mine.csv", "mimeType": "text/csv", "buffer": FILE}
        )
        told = tab.page.get_by_text(re.compile("The file (is in use|could not be read)"))
        expect(told.first).to_be_visible()
