"""Several processes behind deploy/haproxy.cfg: a reader stays with one, and each gets readers."""

import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
SECONDS_TO_START = 20
READERS = 4
FILE = b"date,place,latitude,longitude,deaths\n2016-01-02,Here,36.1,43.2,4\n"

pytestmark = pytest.mark.backends


@pytest.fixture
def balanced(serve, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a balancer before two processes, as the configuration has it but for ports."""
    haproxy = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if not haproxy:
        pytest.skip("haproxy is not installed")
    one, two = serve(INVENTED), serve(INVENTED)
    text = (ROOT / "deploy" / "haproxy.cfg").read_text("utf-8")
    for before, after in ((":8511", one.port), (":8512", two.port)):
        assert text.count(before) == 1
        text = text.replace(before, f":{after}")
    assert "bind :8501" in text
    text = text.replace("bind :8501", f"bind 127.0.0.1:{port}")
    folder = tmp_path_factory.mktemp("balancer")
    (folder / "haproxy.cfg").write_text(text, "utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [haproxy, "-db", "-f", str(folder / "haproxy.cfg")], stdout=log, stderr=log
        )
        try:
            ends = time.monotonic() + SECONDS_TO_START
            while not _listens(port):
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < ends
                time.sleep(0.05)  # nothing tells a client that a port is open but asking for it
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


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
    assert set(processes) == {"one", "two"}


def test_a_file_brought_along_reaches_the_process_of_its_reader(balanced: str, visit):
    for _ in range(READERS):
        tab = visit(balanced).open("evidence")
        tab.page.get_by_text("Use a file of your own", exact=True).click()
        tab.control("own-events").locator("input[type=file]").set_input_files(
            {"name": "mine.csv", "mimeType": "text/csv", "buffer": FILE}
        )
        told = tab.page.get_by_text(re.compile("The file (is in use|could not be read)"))
        expect(told.first).to_be_visible()
