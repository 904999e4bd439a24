"""The process that reads one file for ``isolated_reader.py``: question in, answer out."""

import contextlib
import io
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from conflict_atlas.events.formats.import_fault import ImportFault

# Bytes of memory and seconds of processor time. What is only mapped counts, some 2.5 GB; what is
# used stays below 1 GB by the limit of the engine (`import_engine.py`).
MEMORY, SECONDS = 3 << 30, 60
# Bytes that a file may be once it is unpacked.
MOST_UNPACKED = 200 << 20
_NICENESS = 5  # pages come first


def main() -> None:
    """Answer the question on standard input."""
    _limit()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library may print
    try:
        answer, tables = _read(content, asked)
    except ImportFault as fault:
        answer, tables = {"fault": asdict(fault.fault)}, []
    except (MemoryError, pa.ArrowMemoryError):
        return  # the missing answer reports it
    answer["bytes"] = len(tables[0]) if tables else 0
    with out:
        out.write(b"answer " + json.dumps(answer).encode() + b"\n")
        for one in tables:
            out.write(one)


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        os.nice(_NICENESS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Where memory runs out after all, the system is to end this process and no other.
        Path("/proc/self/oom_score_adj").write_text("1000", "utf-8")


def _read(content: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    from conflict_atlas.events.importing.reader import read_events  # noqa: PLC0415 - within the limits

    with read_events(
        content,
        asked["name"],
        form=asked["form"],
        mapping=asked["mapping"],
        source_id=asked["source_id"],
        most=MOST_UNPACKED,
    ) as reading:
        answer = {"source": asdict(reading.source), "report": reading.report()}
        rejected = pa.Table.from_pandas(reading.rejected, preserve_index=False)
        return answer, [_stream(reading.table), _stream(rejected)]


def _stream(table: pa.Table) -> bytes:
    written = io.BytesIO()
    with pa.ipc.new_stream(written, table.schema) as writer:
        writer.write_table(table)
    return written.getvalue()


if __name__ == "__main__":
    main()
