"""What every test may use: the real package, an invented one, and a running dashboard of either."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conflict_atlas.claims.check import load_package
from conflict_atlas.claims.package import DATA_VARIABLE, Package

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "packages" / "invented"
HOST = "127.0.0.1"
SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def real_package() -> Package:
    return load_package(ROOT / "data")


@pytest.fixture(scope="session")
def invented_package() -> Package:
    return load_package(INVENTED)


@pytest.fixture
def invented_path(tmp_path: Path) -> Path:
    """Give a copy of the invented package that a test may break."""
    return Path(shutil.copytree(INVENTED, tmp_path / "invented"))


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Dashboard:
    """A dashboard in a process of its own, on a free port of the loopback interface."""

    package: Path
    log: Path
    base: str = ""
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Address of the first page, without a slash at its end."""
        return f"http://{HOST}:{self.port}{f'/{self.base}' if self.base else ''}"

    def start(self) -> "Dashboard":
        """Start the process from the root of the project and wait until it serves."""
        options = ["--server.baseUrlPath", self.base] if self.base else []
        command = [
            sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"),
            "--server.address", HOST, "--server.port", str(self.port), *options,
        ]  # fmt: skip
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=kept | {DATA_VARIABLE: str(self.package)},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        ends = time.monotonic() + SECONDS_TO_START
        while not self._is_healthy():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < ends, self.log.read_text("utf-8")
            time.sleep(0.05)  # nothing tells a client that a port is open but asking for it
        return self

    def stop(self) -> None:
        """End the process and wait for its end, so that its port is free again."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=10)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:  # noqa: S310 - our own
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


Serve = Callable[..., Dashboard]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Give a function that starts a dashboard of a package; all are stopped at the end."""
    folder = tmp_path_factory.mktemp("dashboards")
    running: list[Dashboard] = []

    def serve(package: Path, base: str = "") -> Dashboard:
        running.append(Dashboard(package, folder / f"{len(running)}.log", base))
        return running[-1].start()

    yield serve
    for dashboard in running:
        dashboard.stop()
