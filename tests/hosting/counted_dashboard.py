"""The dashboard in a process that tells, on SIGUSR1, what it holds: started by a test.

It prints one line of JSON: objects by kind, threads, and MiB of memory.
"""

import gc
import itertools
import json
import os
import signal
import sys
import threading
from collections import Counter
from pathlib import Path

from streamlit.web import cli

KINDS = (
    # Of a reader's session, in Streamlit and here.
    "AppSession", "ScriptRunner", "ScriptRunContext", "SessionState", "SessionInfo",
    "ActiveSessionInfo", "UploadedFileRec", "UploadedFile", "EventsInMemory", "MemoryLibrary",
    "IsolatedReading",
)  # fmt: skip


def tell() -> None:
    """Print it each time the signal comes."""
    for number in itertools.count(1):
        signal.sigwait({signal.SIGUSR1})
        gc.collect()
        found = Counter(type(one).__name__ for one in gc.get_objects())
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        told = {
            "number": number,
            "kinds": {kind: found[kind] for kind in KINDS},
            "objects": found.total(),
            "threads": len(list(Path("/proc/self/task").iterdir())),
            "memory": pages * os.sysconf("SC_PAGE_SIZE") >> 20,
        }
        sys.stdout.write(f"counted {json.dumps(told)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    threading.Thread(target=tell, name="tell", daemon=True).start()
    _, _, address, _, port = sys.argv
    sys.argv[1:] = ["run", "dashboard.py", "--server.address", address, "--server.port", port]
    cli.main(prog_name="streamlit")
