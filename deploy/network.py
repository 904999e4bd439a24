"""Ports of this machine, and the state that a process of the dashboard reports on one."""

import json
import os
import socket
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"
LAST = 65_535
SERVES = ("ready", "full")  # states of a process that is ready to serve


def listens(host: str, port: int) -> bool:
    """Whether a program accepts connections there."""
    with socket.socket() as client:
        return client.connect_ex((host, port)) == 0


def free_ports(first: int, number: int) -> list[int]:
    """Find free ports: consecutive ones from the first, others where they are taken."""
    wanted = range(first, first + number)
    if wanted[-1] <= LAST and not any(listens(HOST, port) for port in wanted):
        return [*wanted]
    probes = [socket.create_server((HOST, 0)) for _ in wanted]
    found = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return found


def state_of(port: int) -> str:
    """Return the state that the process on a port reports at ``/healthz``; "" if none answers."""
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", f"{base_path()}/healthz")
        return str(json.loads(connection.getresponse().read())["status"])
    except (OSError, HTTPException, ValueError, KeyError):
        return ""
    finally:
        connection.close()


def base_path() -> str:
    """Return the path prefix set in the environment, ``""`` for none."""
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    return f"/{base}" if base else ""
