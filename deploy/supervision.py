"""Configuration of supervisord: which programs to run, and to restart when they end.

Supervisor (supervisord.org) is an optional import: it runs on Unix only.
"""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

from network import HOST, base_path

ROOT = Path(__file__).resolve().parents[1]
SERVING = "Processes that serve: {}."  # the benchmarks wait for this line
STREAMLIT = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
BALANCER, BRING_UP = "balancer", "bring-up"
FAILED = "failed"  # file that marks that the server could not start
SETTLED = 5  # seconds after which a start counts as successful
# Seconds, in addition to those for sending readers elsewhere, before a process is killed.
PATIENCE = 15
_ALWAYS = {"autorestart": "true", "startretries": "100000"}
_TO_STDOUT = {
    "redirect_stderr": "true",
    "stdout_logfile": "/dev/stdout",
    "stdout_logfile_maxbytes": "0",
}


def find_folder(port: int) -> Path:
    """Return the folder with the files of the supervisor for a port."""
    return Path(tempfile.gettempdir()) / f"conflict-atlas-{os.getuid()}-{port}"


def name_of(port: int) -> str:
    """Name of the process on a port, for supervisor and balancer."""
    return f"p{port}"


def balancer_file(
    address: str, port: int, ports: list[int], file: Path = ROOT / "deploy" / "haproxy.cfg"
) -> str:
    """``deploy/haproxy.cfg`` for other ports; raises ValueError where it is not as expected."""
    lines = file.read_text("utf-8").splitlines()
    bind, servers = "    bind :8501", [line for line in lines if line.startswith("    server ")]
    check = "    http-check send meth GET uri /healthz"
    if [lines.count(bind), lines.count(check)] != [1, 1] or not servers:
        raise ValueError(f"deploy/haproxy.cfg: expected {bind.strip()!r} and {check.strip()!r}")
    if lines[-len(servers) :] != servers:
        raise ValueError("deploy/haproxy.cfg: expected servers at the end")
    ours = {
        bind: f"    bind {address}:{port}",
        check: f"    http-check send meth GET uri {base_path()}/healthz",
    }
    kept = [ours.get(line, line) for line in lines[: -len(servers)]]
    kept += [
        f"    server {name_of(number)} {HOST}:{number} check cookie {name_of(number)}"
        for number in ports
    ]
    return "\n".join(kept) + "\n"


def write(folder: Path, balancer: list[str], address: str, port: int, ports: list[int]) -> None:
    """Write supervisord's file into a folder that only this user can read."""
    parser = RawConfigParser()
    password = secrets.token_hex(16)
    parser["supervisord"] = {
        "nodaemon": "true",
        "logfile": "/dev/null",  # messages that matter go to the standard output
        "logfile_maxbytes": "0",
        "loglevel": "warn",
        "pidfile": f"{folder}/supervisord.pid",
        "childlogdir": f"{folder}",
        "directory": f"{ROOT}",
        **({"user": "root"} if os.getuid() == 0 else {}),  # otherwise it warns that this is not set
    }
    parser["unix_http_server"] = {
        "file": f"{folder}/supervisor.sock",
        "username": "atlas",
        "password": password,
    }
    parser["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    seconds = int(os.environ.get("CONFLICT_ATLAS_DRAIN_SECONDS") or 0) + PATIENCE
    for number in ports:
        parser[f"program:{name_of(number)}"] = _ALWAYS | _TO_STDOUT | {
            "command": _join(STREAMLIT),
            "environment": f'STREAMLIT_SERVER_PORT="{number}"',
            "autostart": str(number == ports[0]).lower(),
            "startsecs": str(SETTLED),
            "stopwaitsecs": str(seconds),
        }  # fmt: skip
    # Programs end in the reverse order of their start: the balancer before the processes it uses.
    parser[f"program:{BALANCER}"] = _ALWAYS | _TO_STDOUT | {
        "command": _join(balancer), "autostart": "false", "priority": "1000",
    }  # fmt: skip
    begin = [sys.executable, f"{ROOT}/deploy/bring_up.py", f"{folder}", address, str(port)]
    parser[f"program:{BRING_UP}"] = _TO_STDOUT | {
        "command": _join([*begin, *map(str, ports)]), "autorestart": "false", "startsecs": "0",
    }  # fmt: skip
    file = folder / "supervisord.conf"
    file.touch(mode=0o600)
    with file.open("w", encoding="utf-8") as to:
        parser.write(to)


def _join(command: list[str]) -> str:
    """Write a command for supervisord; on Linux the program ends if its supervisor is killed."""
    if setpriv := shutil.which("setpriv"):
        command = [setpriv, "--pdeathsig", "TERM", "--", *command]
    quoted = ('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in command)
    return " ".join(quoted).replace("%", "%%")


def run(folder: Path) -> int:
    """Supervise until asked to end; returns the exit code."""
    from supervisor import supervisord  # noqa: PLC0415 - see above

    (folder / FAILED).unlink(missing_ok=True)
    supervisord.main(["-c", f"{folder}/supervisord.conf"])
    return 1 if (folder / FAILED).exists() else 0


@contextmanager
def connected(folder: Path) -> Iterator[Any]:
    """Connect to the supervisor of a folder; the calls are those of its XML-RPC interface."""
    from supervisor.xmlrpc import SupervisorTransport  # noqa: PLC0415 - see above

    parser = RawConfigParser()
    parser.read(folder / "supervisord.conf", "utf-8")
    server = parser["unix_http_server"]
    transport = SupervisorTransport(
        server["username"], server["password"], f"unix://{server['file']}"
    )
    with ServerProxy(f"http://{HOST}", transport=transport) as proxy:
        yield proxy.supervisor
