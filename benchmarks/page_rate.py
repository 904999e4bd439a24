"""Plain pages a second from one process on one core, beside the least that an answer costs."""

import os
import re
import selectors
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import plain_answer
from report import Target, median, milliseconds, section
from server import ATLAS, HOST, App, Server

HERE = Path(__file__).resolve().parent
STARLETTE = App("Starlette alone", HERE, HERE, program=(str(HERE / "plain_answer.py"),))
CONNECTIONS = 8
PARTS = 3  # of which the median is reported
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"
_OK = b"HTTP/1.1 200 "


@dataclass
class Rate:
    """Answers a second, and the server's processor time for one."""

    answers: float
    busy: float


@dataclass
class _Line:
    """One connection, over which one question follows the other."""

    questions: list[bytes]
    to: socket.socket
    asked: int = 0
    come: bytes = b""
    lacking: int = field(default=-1)

    def ask(self) -> None:
        self.come, self.lacking = b"", -1
        self.to.sendall(self.questions[self.asked % len(self.questions)])
        self.asked += 1

    def hear(self) -> bool:
        """Add received bytes; returns whether the answer is complete. Raises RuntimeError."""
        part = self.to.recv(1 << 18)
        if not part:
            raise RuntimeError("the server has closed a connection")
        if self.lacking < 0:
            self.come += part
            head, end, body = self.come.partition(_HEAD_END)
            if not end:
                return False
            length = _LENGTH.search(head + b"\r\n")
            if not length or not head.startswith(_OK):
                raise RuntimeError(f"no page: {head[:80]!r}")
            self.lacking = int(length[1]) - len(body)
        else:
            self.lacking -= len(part)
        return self.lacking == 0


def pages(seconds: float) -> Target:
    """Print how many plain pages are answered a second, each kept and packed."""
    with tempfile.TemporaryDirectory() as folder:
        body = Path(folder) / "page"
        with _on_one_core(ATLAS, {}) as server:
            paths = _claims(server)
            body.write_bytes(_fetch(server, paths[0]))
            own = _measure(server, paths, seconds)
        with _on_one_core(STARLETTE, {plain_answer.BODY: str(body)}) as server:
            least = _measure(server, paths, seconds)
    section(
        "Plain pages from one process on one core",
        ("", "pages a second", "processor time for one, ms"),
        [
            (name, rate.answers, f"{milliseconds(rate.busy):.2f}")
            for name, rate in ((f"{ATLAS.name}, {len(paths)} claims", own), (STARLETTE.name, least))
        ],
        f"{CONNECTIONS} connections, each asking on; answers packed with Brotli. Starlette alone",
        "answers every question with the bytes of the first page, without looking at it.",
    )
    name = "plain pages: time for one (1 ms is 1,000 a second)"
    return Target(name, milliseconds(1 / own.answers), 1.0, "ms")


@contextmanager
def _on_one_core(app: App, environment: dict[str, str]) -> Iterator[Server]:
    """Start a server that has one core to itself; the client uses another if there is one."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])  # what is started takes it over
    try:
        with Server(app, environment=os.environ | environment) as server:
            os.sched_setaffinity(0, cores[1:] or cores)
            server.wait()
            yield server
    finally:
        os.sched_setaffinity(0, cores)


def _claims(server: Server) -> list[str]:
    """Addresses of all claims; each page is then kept, and packed."""
    listed = _fetch(server, "/sitemap.xml", packed=False).decode()
    paths = sorted(set(re.findall(r"/claim/[a-z0-9-]+", listed)))
    for path in paths:
        _fetch(server, path)
    time.sleep(3)  # what the server prepares at its start is over
    return paths


def _fetch(server: Server, path: str, *, packed: bool = True) -> bytes:
    headers = {"Accept-Encoding": "br"} if packed else {}
    request = Request(f"{server.address.rstrip('/')}{path}", headers=headers)  # noqa: S310 - ours
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content


def _measure(server: Server, paths: list[str], seconds: float) -> Rate:
    """Ask for all pages in turn, over several connections."""
    host = f"Host: {HOST}:{server.port}"
    asked = [f"GET {path} HTTP/1.1\r\n{host}\r\nAccept-Encoding: br\r\n\r\n" for path in paths]
    questions = [one.encode() for one in asked]
    rates = [_once(server, questions, seconds / PARTS) for _ in range(PARTS)]
    return Rate(median([one.answers for one in rates]), median([one.busy for one in rates]))


def _once(server: Server, questions: list[bytes], seconds: float) -> Rate:
    chosen = selectors.DefaultSelector()
    lines = []
    for number in range(CONNECTIONS):
        to = socket.create_connection((HOST, server.port))
        to.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(questions, to, asked=number * len(questions) // CONNECTIONS)
        chosen.register(to, selectors.EVENT_READ, line)
        lines.append(line)
        line.ask()
    answers, used, begun = 0, server.processor(), time.perf_counter()
    while (passed := time.perf_counter() - begun) < seconds:
        for key, _ in chosen.select(seconds):
            if key.data.hear():
                answers += 1
                key.data.ask()
    used = server.processor() - used
    for line in lines:
        line.to.close()
    chosen.close()
    return Rate(answers / passed, used / max(1, answers))
