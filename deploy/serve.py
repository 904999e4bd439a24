"""Serve the dashboard on every core: several processes behind HAProxy, under a supervisor.

A Python process computes on one core. Where HAProxy is not installed, or there is only one core,
one process serves by itself. ``deploy/haproxy.cfg`` says how readers are distributed.
"""

import argparse
import os
import secrets
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import supervision
from network import HOST, free_ports, listens

ROOT = Path(__file__).resolve().parents[1]
PLACES = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin"  # Debian's is not on every PATH
MOST = 4  # processes by default: each takes some 500 MB
DRAIN = "CONFLICT_ATLAS_DRAIN_SECONDS"
DRAIN_SECONDS = "10"  # unless the environment sets it


def main() -> None:
    """Serve until asked to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="", help="address to listen on; all by default")
    parser.add_argument(
        "--processes", type=int, default=default_processes(), help="a core each by default, up to 4"
    )
    asked = parser.parse_args()
    haproxy = shutil.which("haproxy", path=PLACES)
    if asked.processes > 1 and not haproxy:
        tell("HAProxy is not installed: one process has to do, on one core.")
    if asked.processes < 2 or not haproxy:  # noqa: PLR2004 - one needs no balancer
        tell(supervision.SERVING.format(1))
        os.chdir(ROOT)
        options = ["--server.address", asked.address] if asked.address else []
        options += ["--server.port", str(asked.port)]
        os.execv(sys.executable, [*supervision.STREAMLIT, *options])  # noqa: S606 - in its place
    sys.exit(serve(haproxy, asked.address, asked.port, asked.processes))


def tell(words: str) -> None:
    """Print a message for whoever started this."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def default_processes() -> int:
    """One for each core that this process may use, but at most ``MOST``."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return min(MOST, cores)


def serve(haproxy: str, address: str, port: int, processes: int) -> int:
    """Serve until asked to end; returns the exit code."""
    if listens(address or HOST, port):
        sys.stderr.write(
            f"Port {port} is taken by another program: expected a free one (--port).\n"
        )
        return 1
    os.environ.setdefault(DRAIN, DRAIN_SECONDS)
    # A session's cookies are signed: all processes need the same secret.
    os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", secrets.token_hex(32))
    os.environ["STREAMLIT_SERVER_ADDRESS"] = HOST
    # The welcome message names each process's own address, which is not the readers'.
    os.environ["STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE"] = "true"
    ports = free_ports(port + 10, processes)
    append()
    with run_folder(port) as folder:
        balancer = folder / "haproxy.cfg"
        balancer.write_text(supervision.balancer_file(address, port, ports), "utf-8")
        command = [haproxy, "-db", "-f", str(balancer)]
        supervision.write(folder, command, address, port, ports)
        return supervision.run(folder)


def append() -> None:
    """Open the standard output's file for appending, since several programs write to it.

    They cannot each open a socket, which is what systemd provides: that gets a pipe before it.
    """
    import fcntl  # noqa: PLC0415 - Unix has it

    said = sys.stdout.fileno()
    if stat.S_ISSOCK(os.fstat(said).st_mode):
        pipe = subprocess.Popen(["cat"], stdin=subprocess.PIPE, start_new_session=True).stdin  # noqa: S607 - found on PATH
        assert pipe is not None  # noqa: S101 - it was asked for
        os.dup2(pipe.fileno(), said)
    fcntl.fcntl(said, fcntl.F_SETFL, fcntl.fcntl(said, fcntl.F_GETFL) | os.O_APPEND)


@contextmanager
def run_folder(port: int) -> Iterator[Path]:
    """Make the folder of the supervisor's files for a port; raises OSError if it is another user's.

    A folder left behind by a killed supervisor is taken over.
    """
    folder = supervision.find_folder(port)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder}: expected a folder of this user")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
