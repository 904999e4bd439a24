"""Restart the processes behind one address one after the other; their readers go to the others.

After a change of data or code, for ``deploy/serve.py``: python deploy/rolling_restart.py
"""

import argparse
import sys
import time
from typing import Any

import supervision
from network import SERVES, state_of

LOOK = 0.1  # seconds between two checks
SECONDS = 120  # that a process may take to get ready


def main() -> None:
    """Restart each process once the one before it is ready again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8501, help="where readers come in")
    folder = supervision.find_folder(parser.parse_args().port)
    if not (folder / "supervisord.conf").exists():
        sys.exit("Nothing is served there by deploy/serve.py with several processes.")
    others = (supervision.BALANCER, supervision.BRING_UP)
    with supervision.connected(folder) as supervisor:
        for name in [one["name"] for one in supervisor.getAllProcessInfo()]:
            if name not in others:
                restart(supervisor, name)


def restart(supervisor: Any, name: str) -> None:
    """Restart one process and wait until it is ready; exits with a message if it is not."""
    supervisor.stopProcess(name)  # waits until its readers are sent elsewhere
    supervisor.startProcess(name, False)  # noqa: FBT003 - does not wait
    ends = time.monotonic() + SECONDS
    while state_of(int(name.removeprefix("p"))) not in SERVES:
        if time.monotonic() > ends:
            sys.exit(f"{name} has not come back; the others have been left as they are.")
        time.sleep(LOOK)
    sys.stdout.write(f"{name} has been restarted.\n")


if __name__ == "__main__":
    main()
