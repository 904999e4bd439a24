"""Copies of sources in a public archive: which are missing, and how they get into the table.

A cell is put where it belongs in the text of the file; no other byte of it changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

URL, COPY, DATE, SOURCE = "url", "archived_url", "date", "source_id"
_Span = tuple[int, int]  # of a cell, its quotes included


@dataclass(frozen=True)
class UncopiedSource:
    """A source without an archived copy: its address, and the day it is from as far as known."""

    source_id: str
    url: str
    date: str


def find_wanted(text: str) -> list[UncopiedSource]:
    """Find the sources that have an address and no copy; raises ValueError for another table."""
    rows, at = _table(text)
    found = []
    for row in rows:
        cells = {name: _plain(text, row[at[name]]) for name in (SOURCE, URL, COPY, DATE)}
        if cells[URL] and not cells[COPY]:
            found.append(UncopiedSource(cells[SOURCE], cells[URL], cells[DATE]))
    return found


def put(text: str, copies: Mapping[str, str]) -> str:
    """Write the copies of some sources, given by identifier, into cells that are empty."""
    rows, at = _table(text)
    for row in reversed(rows):  # from the end, so that the spans before stay true
        copy = copies.get(_plain(text, row[at[SOURCE]]), "")
        first, last = row[at[COPY]]
        if copy and not _plain(text, (first, last)):
            text = f"{text[:first]}{_cell(copy)}{text[last:]}"
    return text


def _table(text: str) -> tuple[list[list[_Span]], dict[str, int]]:
    """Return the rows of a table as spans of cells, and the index of each column."""
    head, *rows = list(_rows(text)) or [[]]
    names = [_plain(text, cell).removeprefix("\ufeff") for cell in head]
    missing = [name for name in (SOURCE, URL, COPY, DATE) if name not in names]
    if missing:
        raise ValueError(f"no column {missing[0]}")
    rows = [row for row in rows if row != [(row[0][0], row[0][0])]]  # an empty line
    if any(len(row) != len(names) for row in rows):
        raise ValueError("a row has more or fewer cells than the head: run the check first")
    return rows, {name: number for number, name in enumerate(names)}


def _rows(text: str) -> Iterator[list[_Span]]:
    """Find where the cells of each row begin and end."""
    row: list[_Span] = []
    begin = 0
    is_quoted = False
    for at, sign in enumerate(text):
        if sign == '"':
            is_quoted = not is_quoted  # two quotes inside a cell leave it as it was
        elif is_quoted or sign not in ",\n":
            continue
        else:
            row.append((begin, at - (sign == "\n" and text[begin:at].endswith("\r"))))
            begin = at + 1
            if sign == "\n":
                yield row
                row = []
    if begin < len(text) or row:
        yield [*row, (begin, len(text))]


def _plain(text: str, span: _Span) -> str:
    cell = text[slice(*span)]
    return cell[1:-1].replace('""', '"') if cell[:1] == '"' else cell


def _cell(value: str) -> str:
    if not any(sign in value for sign in ',"\r\n'):
        return value
    return '"' + value.replace('"', '""') + '"'
