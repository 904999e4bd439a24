"""Reading a reader's own file in a separate process, so that it can be stopped and leaves nothing.

A file can be built to use all time and memory there is. The process that reads it is limited in
both and is gone afterwards, with all that it held; those who look at pages meanwhile share neither
its memory nor the interpreter's lock. One file is read at a time. Nothing is written to disk.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.fault import Fault
from conflict_atlas.settings import CODE

SECONDS = 90  # which one file may take, on a busy machine too
WAIT_SECONDS = 60  # for the files of others
_ONE_AT_A_TIME = threading.BoundedSemaphore()
_ANSWER = b"answer "  # begins the line before the tables: a library may print something before it


@dataclass(frozen=True, eq=False)
class IsolatedReading:
    """The result of reading a file, like that of a finished ``Reading``."""

    source: Manifest
    table: pa.Table
    rejected: pa.Table
    report: str


def read_isolated(  # noqa: PLR0913 - what is stated about a file
    content: bytes,
    name: str,
    *,
    form: str,
    mapping: Mapping[str, Any] | None,
    source_id: str,
    seconds: float = SECONDS,
    wait_seconds: float = WAIT_SECONDS,
) -> IsolatedReading:
    """Read a file as ``reader.read_events`` does; raises ImportFault, also where it never ends."""
    asked = {"name": name, "form": form, "mapping": mapping, "source_id": source_id}
    if not _ONE_AT_A_TIME.acquire(timeout=wait_seconds):
        raise ImportFault(name, "the files of others are being read: try again in a minute")
    try:
        said = _run(json.dumps(asked, default=str).encode() + b"\n" + content, name, seconds)
    finally:
        _ONE_AT_A_TIME.release()
    return parse_answer(said, name)


def _run(question: bytes, name: str, seconds: float) -> bytes:
    environment = os.environ | {"PYTHONPATH": str(CODE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "conflict_atlas.events.importing.isolated_process"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    ) as process:  # fmt: skip
        try:
            said, _ = process.communicate(question, seconds)
        except subprocess.TimeoutExpired:
            raise ImportFault(name, f"it could not be read in {seconds:g} seconds") from None
        finally:
            process.kill()
    return said


def parse_answer(said: bytes, name: str) -> IsolatedReading:
    """What the process answered; raises ImportFault where that is no answer."""
    start = said.find(_ANSWER)
    end = said.find(b"\n", start)
    if start < 0 or end < 0:  # it was ended: by its limits, or by the system
        raise ImportFault(name, "reading it takes more memory or time than a file on the page may")
    answer = json.loads(said[start + len(_ANSWER) : end])
    if "fault" in answer:
        raise _fault(answer["fault"])
    middle = end + 1 + answer["bytes"]
    # Each with bytes of its own: a table would keep all that was said.
    return IsolatedReading(
        Manifest(**answer["source"]),
        pa.ipc.open_stream(said[end + 1 : middle]).read_all(),
        pa.ipc.open_stream(said[middle:]).read_all(),
        answer["report"],
    )


def _fault(answer: dict[str, Any]) -> ImportFault:
    fault = Fault(**answer)
    return ImportFault(
        fault.file, fault.reason, row=fault.row, column=fault.column, value=fault.value
    )
