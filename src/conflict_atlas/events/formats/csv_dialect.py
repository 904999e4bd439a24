"""How a CSV file is written: encoding, separator, header and the tag row under it."""

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.formats.text_encoding import tell

HEAD_BYTES = 1 << 18
# A field may hold a whole report, or the outline of a district.
_LONGEST = 1 << 24
MOST_COLUMNS = 5_000
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*")
# Rows of words above the header, as spreadsheets have them.
_TITLE_ROWS = 5
_SAMPLED, _COMPARED = 500, 50


@dataclass(frozen=True)
class Dialect:
    """The dialect of a file, found from its first part; ``sample`` are its first records."""

    encoding: str
    separator: str
    skip: int
    header: tuple[str, ...]
    tags: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    header_is_tags: bool = False
    headed: bool = True

    @property
    def plain(self) -> bool:
        """Whether the engine can read the file as it is."""
        return self.encoding in ("utf-8", "utf-8-sig")

    def values(self, index: int) -> list[str]:
        """The first values of one column, without empty ones."""
        return [
            row[index].strip() for row in self.sample if len(row) > index and row[index].strip()
        ]


def sniff(head: bytes, file: str, options: MappingFile, *, whole: bool | None = None) -> Dialect:
    """Say how a file is written from its beginning; raises ImportFault.

    It is ``whole`` when it is shorter than HEAD_BYTES, unless that is said.
    """
    whole = len(head) < HEAD_BYTES if whole is None else whole
    encoding = tell(head, file, options.encoding, whole=whole)
    text = _decode(head, encoding, file, whole=whole)
    if not whole:  # the last record may be cut
        text = text[: text.rfind("\n") + 1] or text
    end = text.find("\n")
    check_width(max(text.count(separator, 0, end) for separator in _SEPARATORS), file)
    separator = options.separator or _separator(text, file)
    return of_records(_records(text, separator, _SAMPLED), file, options, encoding, separator)


def check_width(columns: int, file: str) -> None:
    """Refuse a table that is wider than any, before its cells are read; raises ImportFault."""
    if columns > MOST_COLUMNS:
        raise ImportFault(file, f"more than {MOST_COLUMNS:,} columns: expected a table of events")


def of_records(
    records: list[list[str]],
    file: str,
    options: MappingFile,
    encoding: str = "utf-8",
    separator: str = ",",
) -> Dialect:
    """Find the dialect from the first records of a file; raises ImportFault."""
    skip = _title_rows(records) if options.skip is None else options.skip
    records = [record for record in records[skip:] if record]
    if not records:
        raise ImportFault(file, "the file is empty")
    if not options.header:
        numbers = tuple(str(index + 1) for index in range(len(records[0])))
        return Dialect(encoding, separator, skip, numbers, (), _sample(records), headed=False)
    header, rows = tuple(cell.strip() for cell in records[0]), records[1:]
    tags: tuple[str, ...] = ()
    header_is_tags = are_tags(header)
    if header_is_tags:
        tags = header
    elif rows and are_tags(rows[0]):
        tags, rows = tuple(cell.strip() for cell in rows[0]), rows[1:]
    if not rows:
        raise ImportFault(file, "there is no row under the header")
    return Dialect(encoding, separator, skip, header, tags, _sample(rows), header_is_tags)


def _sample(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def are_tags(cells: tuple[str, ...] | list[str]) -> bool:
    """Whether a row holds HXL tags: at least half of its cells are hashtags."""
    held = [cell.strip() for cell in cells if cell.strip()]
    return bool(held) and sum(bool(_TAG.fullmatch(cell)) for cell in held) * 2 >= len(held)


def _decode(head: bytes, encoding: str, file: str, *, whole: bool) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
    except UnicodeDecodeError as error:
        raise ImportFault(file, f"not in {encoding}, byte {error.start} is not") from None


def _separator(text: str, file: str) -> str:
    """Say which separator gives most rows the most columns; a tie is a doubt."""
    if not text.strip():
        raise ImportFault(file, "the file is empty")
    widths = {}
    for separator in _SEPARATORS:
        found = Counter(len(row) for row in _records(text, separator, _COMPARED) if row)
        widths[separator] = max(found, key=lambda width: (found[width], width), default=0)
    most = max(widths.values())
    best = [separator for separator, width in widths.items() if width == most]
    if most > 1 and len(best) == 1:
        return best[0]
    seen = ", ".join(f"{_SEPARATORS[name]} {width}" for name, width in widths.items())
    raise ImportFault(
        file,
        f"no separator stands out (columns by separator: {seen}). A mapping file with"
        ' separator = ";" (or another) settles it',
    )


def _records(text: str, separator: str, most: int) -> list[list[str]]:
    """The first records, up to one that is longer than any: a quotation mark does not close."""
    found: list[list[str]] = []
    csv.field_size_limit(_LONGEST)
    with contextlib.suppress(csv.Error):
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found.append(record)
            if len(found) == most:
                break
    return found


def _title_rows(records: list[list[str]]) -> int:
    """Count the rows above the header: one cell of them is filled, or names for groups of columns.

    A row of such names is as wide as the header and under half as full, which is words like itself.
    """
    first = records[: _TITLE_ROWS + 1]
    filled = [sum(bool(cell.strip()) for cell in row) for row in first]
    widest = max(filled, default=0)
    if widest <= 2:  # noqa: PLR2004 - a list of pairs has no title
        return 0
    for index, row in enumerate(first[:_TITLE_ROWS]):
        if filled[index] > 1 and not any(
            len(later) == len(row) and filled[index] * 2 < full and _are_words(later)
            for later, full in zip(first[index + 1 :], filled[index + 1 :], strict=True)
        ):
            return index
    return 0


def _are_words(row: list[str]) -> bool:
    """Whether hardly a cell of a row holds a figure or a date, as in a header."""
    held = [cell.strip() for cell in row if cell.strip()]
    return sum(cell[0].isdigit() and cell[-1].isdigit() for cell in held) * 10 < len(held)
