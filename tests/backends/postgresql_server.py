"""A PostgreSQL server for the tests: set up, started on loopback, stopped and removed."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_programs() -> Path | None:
    """Find the newest folder of initdb and pg_ctl, which Debian does not put on the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((file.parent for file in found), key=lambda p: int(p.parent.name), default=None)


@contextmanager
def serve(programs: Path) -> Iterator[str]:
    """Run a server for the duration of the block; yields its address."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    data, password = folder / "data", secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")
    prefix = _as_other_user(folder)
    port = _free_port()
    control = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    try:
        # Locale C is the hard case: only a collation named in the query knows letters beyond ASCII.
        _run(
            *prefix, str(programs / "initdb"), "-D", str(data), "-U", "atlas", "-E", "UTF8",
            "--locale=C", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", cwd=folder,
        )  # fmt: skip
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c shared_buffers=32MB"
        _run(*control, "-l", str(folder / "log"), "-o", options, "start", cwd=folder)
        yield f"postgresql://atlas:{password}@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _run(*control, "-m", "immediate", "stop", cwd=folder)
        shutil.rmtree(folder)


def _as_other_user(folder: Path) -> list[str]:
    """PostgreSQL does not run as root: give the folder to a user, and return how to run as it."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, user)
    return ["runuser", "-u", user, "--"]


def _run(*command: str, cwd: Path) -> None:
    with (cwd / "said").open("w+") as said:
        done = subprocess.run(command, cwd=cwd, stdout=said, stderr=said, check=False)
        said.seek(0)
        assert done.returncode == 0, said.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
