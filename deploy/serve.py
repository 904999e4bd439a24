"""Serve the dashboard on every core: several processes behind HAProxy.

A Python process computes on one core. Where HAProxy is not installed, or there is only one core,
a single process serves. ``deploy/haproxy.cfg`` says how readers are shared among them.
"""

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
PLACES = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin"  # Debian's is not on every PATH
MOST = 4  # processes by default: each takes about 350 MB
LOOK = 0.05  # seconds between checks whether a process has begun to serve, or ended
SERVING = "Processes that serve: {}."  # the benchmarks wait for it
Process = subprocess.Popen[bytes]


def main() -> None:
    """Serve until asked to end, or until a process ends by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="", help="address to listen on; all by default")
    parser.add_argument(
        "--processes",
        type=int,
        default=default_processes(),
        help="default: one for each core, up to 4",
    )
    asked = parser.parse_args()
    haproxy = shutil.which("haproxy", path=PLACES)
    if asked.processes > 1 and not haproxy:
        tell("HAProxy is not installed: a single process serves, on one core.")
    if asked.processes < 2 or not haproxy:  # noqa: PLR2004 - one needs no balancer
        tell(SERVING.format(1))
        os.chdir(ROOT)
        options = ["--server.address", asked.address] if asked.address else []
        options += ["--server.port", str(asked.port)]
        os.execv(sys.executable, [*streamlit(), *options])  # noqa: S606 - replaces this process
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        sys.exit(serve(haproxy, asked.address, asked.port, asked.processes))
    except KeyboardInterrupt:
        sys.exit(0)


def tell(words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def default_processes() -> int:
    """One for each core that this process may use, but no more than ``MOST``."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return min(MOST, cores)


def streamlit() -> list[str]:
    """Start of the command of one process."""
    return [sys.executable, "-m", "streamlit", "run", "dashboard.py"]


def serve(haproxy: str, address: str, port: int, processes: int) -> int:
    """Serve; returns the exit code of the first process that ends."""
    if listens(address or HOST, port):
        sys.stderr.write(
            f"Port {port} is taken by another program: expected a free one (--port).\n"
        )
        return 1
    # A session's cookies are signed, so all processes need the same secret.
    secret = os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET") or secrets.token_hex(32)
    ports = [free_port() for _ in range(processes)]
    with ExitStack() as running:
        begun = [running.enter_context(started(ports[0], secret))]
        if not wait_until(begun, lambda: listens(HOST, ports[0])):
            return ended(begun)
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        file = folder / "haproxy.cfg"
        file.write_text(configuration(address, port, ports), "utf-8")
        begun.append(running.enter_context(ending([haproxy, "-db", "-f", str(file)])))
        if not wait_until(begun, lambda: listens(address or HOST, port)):
            return ended(begun)
        host = "localhost" if address in ("", "0.0.0.0") else address  # noqa: S104 - only compared
        tell(f"The dashboard is at http://{host}:{port}{base_path()} ({processes} processes).")
        # The others start later, so that the first reader does not wait for them.
        for number in ports[1:]:
            if not wait_until(begun, lambda: is_prepared(ports[0])):
                return ended(begun)
            begun.append(running.enter_context(started(number, secret)))
            if not wait_until(begun, lambda number=number: listens(HOST, number)):
                return ended(begun)
        tell(SERVING.format(processes))
        while all(process.poll() is None for process in begun):
            time.sleep(1)
        return ended(begun)


def configuration(address: str, port: int, ports: list[int]) -> str:
    """``deploy/haproxy.cfg`` with these ports; raises ValueError if the file has another form."""
    text = (ROOT / "deploy" / "haproxy.cfg").read_text("utf-8")
    lines = text.splitlines()
    bind, servers = "    bind :8501", [line for line in lines if line.startswith("    server ")]
    if lines.count(bind) != 1 or lines[-len(servers) :] != servers or not servers:
        raise ValueError("deploy/haproxy.cfg: expected 'bind :8501', and servers at the end")
    kept = [f"    bind {address}:{port}" if line == bind else line for line in lines]
    kept[-len(servers) :] = [
        f"    server p{number} {HOST}:{number} check cookie p{number}" for number in ports
    ]
    return "\n".join(kept) + "\n"


@contextmanager
def started(port: int, secret: str) -> Iterator[Process]:
    """Run one process of the dashboard on a port of the loopback interface."""
    environment = os.environ | {
        "STREAMLIT_SERVER_ADDRESS": HOST,
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_COOKIE_SECRET": secret,
    }
    # Streamlit prints its own address, which is not the one readers use; its log is kept.
    with ending(streamlit(), env=environment, stdout=subprocess.DEVNULL) as process:
        yield process


@contextmanager
def ending(command: list[str], **how: object) -> Iterator[Process]:
    """Run a command until the context ends."""
    process: Process = subprocess.Popen(command, cwd=ROOT, **how)  # type: ignore[call-overload]  # noqa: S603 - our own
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(begun: list[Process], done: Callable[[], bool]) -> bool:
    """Wait until ``done`` returns True; False when a process ends first."""
    while all(process.poll() is None for process in begun):
        if done():
            return True
        time.sleep(LOOK)
    return False


def ended(begun: list[Process]) -> int:
    """Exit code of the process that has ended; never 0, because none was asked to end."""
    code = next(process.returncode for process in begun if process.poll() is not None)
    return code if code > 0 else 1


def listens(host: str, port: int) -> bool:
    """Whether a server accepts connections there."""
    with socket.socket() as client:
        return client.connect_ex((host, port)) == 0


def is_prepared(port: int) -> bool:
    """Whether a process answers the API, which it does only when it is ready."""
    connection = HTTPConnection(HOST, port, timeout=60)
    try:
        connection.request("GET", f"{base_path()}/api/sources")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def base_path() -> str:
    """Prefix of every path, from the environment; ``""`` for none."""
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    return f"/{base}" if base else ""


def free_port() -> int:
    """Ask the system for a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
