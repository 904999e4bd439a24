"""Writes the table made from a file to a folder or to memory."""

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.tables.source_file import Content

# Columns of the points of shapes, beside those that a file names itself.
LATITUDE, LONGITUDE = "@latitude", "@longitude"
_MEGABYTE = 1 << 20
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Place:
    """The place of tables: a folder, or memory without one; ``most`` bytes at most."""

    folder: Path | None
    most: int

    def check(self, size: int, name: str) -> None:
        """Refuse a table that is too large; raises ImportFault."""
        if size > self.most:
            reason = f"more than {self.most // _MEGABYTE:,} MB once it is unpacked"
            raise ImportFault(name, reason)

    def write_rows(self, rows: Iterable[Sequence[str]], name: str) -> Content:
        """Write rows as CSV in UTF-8; raises ImportFault when they are too many."""
        with Sink(self, name) as sink:
            text = io.TextIOWrapper(io.BufferedWriter(sink, _BLOCK), "utf-8", newline="")
            csv.writer(text, lineterminator="\n").writerows(rows)
            text.flush()
            sink.close()
        return sink.content


class Sink(io.RawIOBase):
    """A file that is being written at a place, up to its limit."""

    def __init__(self, place: Place, name: str, ending: str = ".csv") -> None:
        """Begin one; ``content`` is there when it is closed."""
        super().__init__()
        self._place, self._name, self._size = place, name, 0
        self._path = place.folder / (uuid.uuid4().hex + ending) if place.folder else None
        self._file: BinaryIO = self._path.open("wb") if self._path else io.BytesIO()
        self.content: Content = self._path or b""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, block: Any, /) -> int:
        """Write a block; raises ImportFault past the limit."""
        self._size += len(block)
        self._place.check(self._size, self._name)
        return self._file.write(block)

    def close(self) -> None:
        """End the file."""
        if not self.closed:
            if isinstance(self._file, io.BytesIO):
                self.content = self._file.getvalue()
            self._file.close()
        super().close()
