"""Sheets of a workbook: .xlsx, .xls and .ods, with dates and numbers as they are kept in it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    load_workbook,
)

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.tables import archive
from conflict_atlas.events.tables.source_file import Content
from conflict_atlas.events.tables.table_writer import Place

_OLD = b"\xd0\xcf\x11\xe0"
_LOOKED_AT = 12
_MIDNIGHT = time()
# Beyond, a number of a workbook has lost digits.
_EXACT = 1e15


def is_workbook(content: Content, head: bytes) -> bool:
    """Whether a file is a workbook, judged by its content."""
    if head.startswith(_OLD):
        return True
    if not head.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as held:
        names = held.namelist()
    return any(one in names for one in archive.WORKBOOK)


def as_csv(
    content: Content,
    name: str,
    sheet: str,
    place: Place,
    recognised: Callable[[list[list[str]]], bool],
) -> tuple[Content, str]:
    """Write one sheet as CSV; returns it and the sheet's name. Raises ImportFault."""
    _check_size(content, name, place)
    try:
        source = io.BytesIO(content) if isinstance(content, bytes) else str(content)
        with load_workbook(source) as book:
            chosen = _choose(book, name, sheet, recognised)
            made = place.write_rows(_rows(book.get_sheet_by_name(chosen)), name)
    except PasswordError:
        raise ImportFault(name, "the workbook asks for a password") from None
    except CalamineError as error:
        raise ImportFault(name, f"the workbook cannot be read: {error}") from None
    return made, chosen


def _choose(
    book: CalamineWorkbook, name: str, stated: str, recognised: Callable[[list[list[str]]], bool]
) -> str:
    """The sheet that is stated, else the only one with a table, or with one of a known format."""
    names = list(book.sheet_names)
    if stated:
        if stated in names:
            return stated
        reason = f"no such sheet; there are {', '.join(names)}"
        raise ImportFault(name, reason, column="sheet", value=stated)
    tables = {}
    for one in names:
        rows = list(islice(_rows(book.get_sheet_by_name(one)), _LOOKED_AT))
        if len([row for row in rows if sum(map(bool, row)) > 1]) > 1:
            tables[one] = rows
    if len(tables) == 1:
        return next(iter(tables))
    known = [one for one, rows in tables.items() if recognised(rows)]
    if len(known) == 1:
        return known[0]
    if not tables:
        raise ImportFault(name, f"no sheet has a table; there are {', '.join(names)}")
    seen = ", ".join(known or tables)
    reason = (
        f"several sheets have a table: {seen}."
        ' --sheet NAME, or sheet = "..." in a mapping file, says which'
    )
    raise ImportFault(name, reason)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Rows from the first that holds anything, all as wide as the sheet."""
    for row in sheet.iter_rows():
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < _EXACT
        return str(int(cell)) if whole else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _check_size(content: Content, name: str, place: Place) -> None:
    """Refuse a workbook whose sheets are larger than fits: the reader holds one of them."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    if not zipfile.is_zipfile(source):
        return
    with zipfile.ZipFile(source) as held:
        place.check(sum(info.file_size for info in held.infolist()), name)
