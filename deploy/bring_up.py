"""Start the processes one after the other: supervisord runs this once, after the first of them.

The first reader's page is served before the other processes use the machine's time.
"""

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import supervision
from network import HOST, SERVES, base_path, listens, state_of

LOOK = 0.05  # seconds between two checks
AILING = ("BACKOFF", "FATAL", "EXITED")


def main() -> None:
    """Start the first process, the balancer and the other processes; if that fails, end all."""
    folder, address, (port, *ports) = Path(sys.argv[1]), sys.argv[2], map(int, sys.argv[3:])
    with supervision.connected(folder) as supervisor:
        begin(supervisor, folder, address, port, ports)
    while not state_of(ports[-1]):
        time.sleep(LOOK)
    tell(supervision.SERVING.format(len(ports)))


def begin(supervisor: Any, folder: Path, address: str, port: int, ports: list[int]) -> None:
    """Start one program after the other."""
    begun = [supervision.name_of(ports[0])]
    wait(supervisor, begun, lambda: listens(HOST, ports[0]), folder)
    begun.append(supervision.BALANCER)
    supervisor.startProcess(supervision.BALANCER, False)  # noqa: FBT003 - does not wait
    wait(supervisor, begun, lambda: listens(address or HOST, port), folder)
    host = "localhost" if address in ("", "0.0.0.0") else address  # noqa: S104 - only compared
    tell(f"The dashboard is at http://{host}:{port}{base_path()} ({len(ports)} processes).")
    for before, number in pairwise(ports):
        wait(supervisor, begun, lambda before=before: state_of(before) in SERVES, folder)
        supervisor.startProcess(supervision.name_of(number), False)  # noqa: FBT003 - as above


def wait(supervisor: Any, begun: list[str], is_so: Callable[[], bool], folder: Path) -> None:
    """Wait for a condition; a program that ends before it has served anybody is not restarted."""
    pids: dict[str, int] = {}
    while not is_so():
        for name in begun:
            told = supervisor.getProcessInfo(name)
            # A program that was slow to end may have been replaced by another process already.
            pid = told["pid"]
            is_another = bool(pid) and pids.setdefault(name, pid) != pid
            if told["statename"] in AILING or is_another:
                (folder / supervision.FAILED).touch()
                supervisor.shutdown()
                sys.exit(f"{name} does not start: {told['spawnerr'] or told['description']}")
        time.sleep(LOOK)


def tell(words: str) -> None:
    """Print a message for whoever started the supervisor."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
