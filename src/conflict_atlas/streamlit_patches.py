"""Every change made to Streamlit and Starlette while they run: the checklist of the next upgrade.

Each function says what it changes and why; ``apply`` makes them all, in the order in which they
stand. A test for each fails when the library no longer is as it is taken to be.
"""

import os
import socket
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.formparsers import MultiPartParser
from streamlit import config


def apply() -> None:
    """Make every change; once a process, before the first reader comes."""
    keep_uploads_in_memory()
    send_at_once()
    look_options_up_once()


def keep_uploads_in_memory() -> None:
    """Never spool a reader's own file to disk; ``server.maxUploadSize`` limits what is held.

    Starlette would write whatever is larger than a megabyte to a temporary file.
    """
    MultiPartParser.spool_max_size = 0  # which means without end


def look_options_up_once() -> None:
    """Keep what the options say, which does not change while a server runs.

    Streamlit goes through all its options six times a run, to tell the browser the same theme. And
    it asks for single ones with each message, under one lock for the whole process: runs beside
    each other then wait for one another there, each time one of them is interrupted in it.
    """
    if config.get_options_for_section.__module__ == config.__name__:  # not by a server before
        kept = lru_cache(maxsize=None)(config.get_options_for_section)
        config.get_option = lru_cache(maxsize=None)(config.get_option)

        def get_options_for_section(section: str) -> dict[str, Any]:
            return dict(kept(section))

        config.get_options_for_section = get_options_for_section


def send_at_once() -> None:
    """Switch Nagle's algorithm off on the listening sockets; accepted ones inherit it.

    Streamlit binds its socket in a way in which asyncio does not do so by itself. Left on, the end
    of every answer waits for the reader's delayed acknowledgement: 25 to 40 ms a run.
    """
    descriptors = Path("/dev/fd")
    for entry in list(descriptors.iterdir()) if descriptors.is_dir() else ():
        try:
            with socket.socket(fileno=os.dup(int(entry.name))) as found:
                inet = found.family in (socket.AF_INET, socket.AF_INET6)
                if inet and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            continue  # not a socket, or closed meanwhile
