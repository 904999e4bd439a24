"""Reading one file of events: recognised, judged row by row, brought into the schema."""

import contextlib
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from slugify import slugify

from conflict_atlas.events.formats import recognition
from conflict_atlas.events.formats.csv_dialect import HEAD_BYTES, Dialect, sniff
from conflict_atlas.events.formats.decimal_separator import decimal_sign
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile, check_mapping
from conflict_atlas.events.formats.registry import AUTO
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.importing import import_engine, whole_file
from conflict_atlas.events.importing.import_sql import BOXES, ImportSql
from conflict_atlas.events.importing.reading import Reading
from conflict_atlas.events.importing.validation import UndecidedMarkError
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.tables import source_file as contents
from conflict_atlas.events.tables.open_table import Opened, open_table
from conflict_atlas.events.tables.table_writer import Place

# Bytes that an upload may be once it is unpacked: all of it is in memory.
MOST_UNPACKED = 300 << 20
_LONG_HEAD = 1 << 24
_TWO_ENDINGS = (".csv.gz", ".tsv.gz", ".json.gz", ".geojson.gz", ".csv.zip")


def read_events(  # noqa: PLR0913 - what is stated about a file
    content: Path | bytes,
    name: str,
    *,
    form: str = AUTO,
    mapping: Mapping[str, Any] | None = None,
    source_id: str = "",
    scratch: Path | None = None,
    version: str = "",
    today: date | None = None,
    most: int = MOST_UNPACKED,
) -> Reading:
    """Read a file of events; raises ImportFault that says what was found and what would decide it.

    ``bytes`` never touch the disk, and everything is read when this returns. A path is streamed:
    use the reading in a ``with`` block. What does not fit into memory goes below ``scratch``
    (default: the system's folder for such files) and is gone afterwards. ``version`` is what
    ``version_of`` has said, where it was asked already. Dates are believed to the end of the year
    after ``today``. Of ``bytes`` no more than ``most`` are unpacked.
    """
    options = check_mapping(mapping, name)
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(1) as background:
        # The engine often waits for one of its threads: the bytes are counted meanwhile.
        asked = None if version else background.submit(version_of, content, form, options)
        folder = stack.enter_context(contents.folder(content, scratch))
        place = Place(folder, most if folder is None else sys.maxsize)
        latest = (today or date.today()).year + 1  # noqa: DTZ011 - a day more or less does not matter
        opened = open_table(content, name, options, place, partial(_known, name, options))
        statement = _understood(opened, form, source_id or slug(name), latest)
        reading = _read_table(opened, statement, folder)
        reading.source = _source(reading, name, asked.result() if asked else version, options)
        reading.remarks = opened.remarks
        reading.closing.push(stack.pop_all())
    if isinstance(content, bytes):
        reading.finish()
    return reading


def _known(name: str, options: MappingFile, rows: list[list[str]]) -> bool:
    return recognition.is_known(rows, name, options)


def _understood(opened: Opened, form: str, source_id: str, latest: int) -> ImportSql:
    """Recognise a table, and say how it is read."""
    name, stated = opened.name, opened.stated
    dialect = _dialect(opened)
    shown = SourceTable(name, dialect, stated, decimal_sign(dialect, stated, name))
    format_ = recognition.choose(shown, form)
    fields = recognition.map_fields(format_, shown)
    return ImportSql(shown, format_, fields, source_id, latest)


def _dialect(opened: Opened) -> Dialect:
    """Say how a table is written, from more of it where its first record is very long."""
    for size in (HEAD_BYTES, _LONG_HEAD):
        head = contents.head(opened.content, size)
        try:
            return sniff(head, opened.name, opened.stated, whole=len(head) < size)
        except ImportFault:
            if len(head) < size or size == _LONG_HEAD:
                raise
    raise AssertionError  # the second round returns or raises


def _read_table(opened: Opened, statement: ImportSql, folder: Path | None) -> Reading:
    """Read a table, again with one kind of line end where the first time fails."""
    even_lines, decide = False, whole_file.is_needed(statement)
    while True:
        try:
            return _attempt(opened, statement, folder, even_lines=even_lines, decide=decide)
        except duckdb.InvalidInputException as error:
            if even_lines:
                raise ImportFault(opened.name, f"cannot be parsed: {error}") from None
            even_lines = True
        except UndecidedMarkError:
            decide = True
        except duckdb.OutOfMemoryException:
            if folder is not None:
                raise
            reason = "it needs more memory than a file on the page may take: import it instead"
            raise ImportFault(opened.name, reason) from None


def _attempt(
    opened: Opened, statement: ImportSql, folder: Path | None, *, even_lines: bool, decide: bool
) -> Reading:
    with contextlib.ExitStack() as stack:
        address, held = stack.enter_context(
            contents.readable(
                opened.content, statement.dialect.encoding, folder, even_lines=even_lines
            )
        )
        connection = import_engine.start(folder, held)
        stack.callback(import_engine.stop, connection, held)
        import_engine.load_boxes(connection, BOXES)
        placed = replace(statement, address=address, staged=_staged(statement, folder))
        if decide:
            placed = whole_file.decide(connection, placed)
        reading = Reading(connection, placed, opened.name)
        reading.closing = stack.pop_all()
        return reading


def _staged(statement: ImportSql, folder: Path | None) -> str:
    """File for rows as events; none when reading bytes, or if a row becomes several events."""
    return str(folder / "staged.parquet") if folder and not statement.mapping.cells else ""


def version_of(content: Path | bytes, form: str, options: MappingFile) -> str:
    """The version of a file, from its bytes and the settings stated for it."""
    stated = options.written if options != MappingFile() else ""
    return contents.version(content, stated + (form if form != AUTO else ""))


def slug(name: str) -> str:
    """An identifier made of the file's name without its ending, in letters of ASCII."""
    stem = Path(name).name.partition(".")[0] if name.endswith(_TWO_ENDINGS) else Path(name).stem
    return slugify(stem) or "dataset"


def _source(reading: Reading, name: str, version: str, options: MappingFile) -> Manifest:
    counts, extent, fields = reading.counts, reading.extent, reading.fields
    terms = fields.terms
    return Manifest(
        source_id=reading.source_id,
        title=options.title or terms.title or Path(name).stem,
        format=reading.form,
        file_name=Path(name).name,
        version=version,
        measure=fields.measure,
        licence=options.licence or terms.licence,
        attribution=options.attribution or terms.attribution,
        rows_read=counts.read,
        imported=counts.imported,
        rejected=counts.rejected,
        placed=extent.placed,
        first_day=extent.first_day,
        last_day=extent.last_day,
        duplicates=counts.duplicates,
        events=extent.events,
        disordered=sum(count for _, count in extent.notes),
    )
