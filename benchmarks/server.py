"""A dashboard in a process of its own, on a free port of the loopback interface."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self

HERE = Path(__file__).resolve().parent
HOST = "127.0.0.1"
SECONDS_TO_START = 180  # on a machine that does other things too
LOG_END = 4000  # bytes


@dataclass(frozen=True)
class App:
    """How a dashboard is started: its script, and the folder that ``streamlit run`` starts in.

    ``map`` is the path of its map. ``program`` starts it where Streamlit itself does not, and says
    ``complete`` when all is there.
    """

    name: str
    script: Path
    folder: Path
    options: tuple[str, ...] = ()
    program: tuple[str, ...] = ()
    complete: str = ""
    map: str = ""


ATLAS = App("Conflict Atlas", HERE.parent / "dashboard.py", HERE.parent, map="map")
# As `make run` does: one process for each core behind HAProxy, where that is installed.
SERVED = App(
    "as make run serves",
    ATLAS.script,
    ATLAS.folder,
    program=(str(HERE.parent / "deploy" / "serve.py"),),
    complete="Processes that serve:",
    map="map",
)
# Started in a folder without .streamlit/config.toml: every setting is Streamlit's own, but for the
# telemetry, which would look for a host outside this machine.
PLAIN = App(
    "plain folium",
    HERE / "plain_app.py",
    HERE,
    ("--server.headless", "true", "--browser.gatherUsageStats", "false"),
)


def free_port() -> int:
    """Ask the system for a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running dashboard; a context manager that always ends it.

    ``timings`` names a file that gets the duration of every script run (see ``timed.py``);
    ``environment`` is the process's, the caller's own by default.
    """

    app: App
    timings: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    port: int = field(default_factory=free_port)

    def __enter__(self) -> Self:
        """Start the process and return without waiting for it."""
        place = ("--address", HOST, "--port", str(self.port))
        program = ["-m", "streamlit"] if self.timings is None else [str(HERE / "timed.py")]
        if self.app.program:
            command = [sys.executable, *self.app.program, *place]
        else:
            options = [option.replace("--", "--server.") for option in place]
            command = [sys.executable, *program, "run", str(self.app.script), *options]
        command += self.app.options
        environment = {k: v for k, v in self.environment.items() if not k.startswith("STREAMLIT_")}
        if self.timings is not None:
            environment["BENCH_TIMINGS"] = str(self.timings)
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command,
            cwd=self.app.folder,
            env=environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process and whatever it started."""
        for sent in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, sent)
                try:
                    self.process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    continue
        self.log.close()

    @property
    def address(self) -> str:
        """Address of the first page."""
        return f"http://{HOST}:{self.port}/"

    def wait(self, *, complete: bool = False) -> Self:
        """Return once the server answers; raises RuntimeError with its log when it does not.

        ``complete`` waits for every process of one that has several.
        """
        end = time.perf_counter() + SECONDS_TO_START
        while time.perf_counter() < end and self.process.poll() is None:
            if self._answers() and (not complete or self.app.complete in self.words()):
                return self
            time.sleep(0.01)
        raise RuntimeError(f"{self.app.name} did not start:\n{self.words()}")

    def _answers(self) -> bool:
        connection = HTTPConnection(HOST, self.port, timeout=1)
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def reason(self) -> str:
        """Return the last line the server printed: for an exception, what it was."""
        lines = re.sub(r"\x1b\[[0-9;]*m", "", self.words()).split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "nothing logged")

    def words(self) -> str:
        """Return the end of what the server printed."""
        # The server still writes to this file, and the position in it is shared: restore it.
        file = self.log.fileno()
        length = os.fstat(file).st_size
        return os.pread(file, LOG_END, max(0, length - LOG_END)).decode(errors="replace")

    def memory(self) -> float:
        """Resident memory in MiB, of every process of the server."""
        return sum(float(row[1]) for row in self._processes()) / 1024

    def processor(self) -> float:
        """Seconds of processor time used so far, threads and system calls included."""
        used = 0
        for pid, _ in self._processes():
            with suppress(FileNotFoundError, ProcessLookupError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                used += int(fields[11]) + int(fields[12])
        return used / os.sysconf("SC_CLK_TCK")

    def _processes(self) -> list[list[str]]:
        """Number and resident KiB of each process of the session that was begun for the server."""
        told = subprocess.run(
            ["ps", "-o", "pid=,rss=", "-s", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return [line.split() for line in told.stdout.splitlines()]
