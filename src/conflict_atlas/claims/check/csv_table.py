"""A table read strictly: the file's encoding, its header, its rows, the spelling of values."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflict_atlas.claims.check.odd_characters import find_odd
from conflict_atlas.claims.folder import read_file
from conflict_atlas.fault import Fault, PackageError

LONGEST_LINE = 20_000  # bytes: a row of the longest values there may be is shorter
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# Narrower than what validators accept (1_000, 2016-8-1, NaN, INF, Arabic digits, TRUE): here a
# value has one spelling, so that every reader of the file reads the same.
_SPELLINGS = {
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII), "a day as in 2016-08-31"),
    "integer": (re.compile(r"-?\d{1,18}", re.ASCII), "a whole number in plain digits"),
    "number": (re.compile(r"-?\d{1,18}(\.\d{1,12})?", re.ASCII), "a number as in 8.4"),
    "boolean": (re.compile(r"true|false"), "true or false"),
    "string": (re.compile(r"(?!\s).*(?<!\s)", re.DOTALL), "no white space at either end"),
}


@dataclass(frozen=True)
class Table:
    """The cells of one file as text; ``rows[0]`` is line 2."""

    file: str
    header: list[str]
    rows: list[list[str]]


def read_csv(path: Path, resource: dict[str, Any]) -> tuple[Table | None, list[Fault]]:
    """Read the cells of a resource, or say why they cannot be read."""
    file = resource["path"]
    try:
        raw = read_file(path, file)
    except PackageError as error:
        return None, error.faults
    faults = _encoding(file, raw) or _endless(file, raw)
    if faults:
        return None, faults
    lines = raw.decode("utf-8").splitlines(keepends=True)
    try:
        records = list(_records(lines))
    except csv.Error as error:
        return None, [Fault(file, len(lines), "", "", f"not readable as CSV: {error}")]
    names = [f["name"] for f in resource["schema"]["fields"]]
    faults = [*_header(file, records[0][1], names), *_shape(file, records, names)]
    rows = [cells for _, cells in records[1:]]
    return (None, faults) if faults else (Table(file, names, rows), [])


def check_spelling(table: Table, resource: dict[str, Any]) -> Iterator[Fault]:
    """Find every value that is not written in the one spelling of its type."""
    kinds = [f["type"] for f in resource["schema"]["fields"]]
    for row, cells in enumerate(table.rows, start=2):
        for name, kind, cell in zip(table.header, kinds, cells, strict=True):
            pattern, expected = _SPELLINGS[kind]
            if cell and not pattern.fullmatch(cell):
                yield Fault(table.file, row, name, cell, f"expected {expected}")
            elif odd := find_odd(cell):
                yield Fault(table.file, row, name, cell, odd)


def _encoding(file: str, raw: bytes) -> list[Fault]:
    if not raw.strip():
        return [Fault(file, 0, "", "", "the file is empty: expected a header line")]
    if raw.startswith(_BYTE_ORDER_MARK):
        return [Fault(file, 1, "", "", "starts with a byte order mark: save it without one")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        value = raw[error.start : error.end].hex()
        return [Fault(file, row, "", f"0x{value}", "not UTF-8: save the file as UTF-8")]
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        return [Fault(file, row, "", "\0", "a zero byte: the file is damaged")]
    if not text.endswith("\n"):
        last = text.count("\n") + 1
        return [Fault(file, last, "", "", "the last line has no end: the file may be cut off")]
    return []


def _endless(file: str, raw: bytes) -> list[Fault]:
    """Find a line longer than any row can be, before anything reads it cell by cell."""
    for row, line in enumerate(raw.split(b"\n"), start=1):
        if len(line) > LONGEST_LINE:
            value = line[:40].decode("utf-8", "replace")
            return [Fault(file, row, "", value, f"expected at most {LONGEST_LINE:,} bytes a line")]
    return []


def _records(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, strict=True)
    for cells in reader:
        yield reader.line_num, cells


def _header(file: str, header: list[str], names: list[str]) -> Iterator[Fault]:
    for name in names:
        if name not in header:
            yield Fault(file, 1, name, "", "the header lacks this column")
    for name in header:
        if name not in names:
            yield Fault(file, 1, name, name, "the schema has no such column")
    if len(header) != len(set(header)):
        twice = next(name for name in header if header.count(name) > 1)
        yield Fault(file, 1, twice, twice, "the header names this column twice")
    elif header != names and sorted(header) == sorted(names):
        yield Fault(file, 1, "", ",".join(header), f"expected the order {','.join(names)}")


def _shape(file: str, records: list[tuple[int, list[str]]], names: list[str]) -> Iterator[Fault]:
    """Check that each line is one row of the header's width, so that row numbers are lines."""
    previous = 0
    for line, cells in records:
        if line != previous + 1:
            broken = next((c for c in cells if "\n" in c or "\r" in c), "")
            yield Fault(file, previous + 1, "", broken[:40], "a line break inside a value")
        elif not cells:
            yield Fault(file, line, "", "", "an empty line")
        elif line > 1 and len(cells) != len(names):
            width = f"{len(cells)} values"
            yield Fault(file, line, "", width, f"expected {len(names)} values, one a column")
        previous = line
