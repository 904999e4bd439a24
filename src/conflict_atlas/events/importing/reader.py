"""Reading one file of events: recognised, judged row by row, brought into the schema."""

import contextlib
import re
import unicodedata
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from conflict_atlas.events.formats import recognition
from conflict_atlas.events.formats.csv_dialect import sniff
from conflict_atlas.events.formats.decimal_separator import decimal_sign
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile, understand
from conflict_atlas.events.formats.registry import AUTO
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.importing import geojson, import_engine, settling
from conflict_atlas.events.importing import source_file as contents
from conflict_atlas.events.importing.import_sql import BOXES, ImportSql
from conflict_atlas.events.importing.reading import Reading
from conflict_atlas.events.importing.validation import UnsettledError
from conflict_atlas.events.manifest import Manifest


def read(  # noqa: PLR0913 - what is stated about a file
    content: Path | bytes,
    name: str,
    *,
    form: str = AUTO,
    mapping: Mapping[str, Any] | None = None,
    source_id: str = "",
    scratch: Path | None = None,
    version: str = "",
    today: date | None = None,
) -> Reading:
    """Read a file of events; raises ImportFault that says what was seen and what would settle it.

    ``bytes`` never touch the disk, and everything is read when this returns. A path is streamed:
    use the reading in a ``with`` block. What does not fit into memory goes below ``scratch``
    (default: the system's folder for such files) and is gone afterwards. ``version`` is what
    ``version_of`` has said, where it was asked already. Dates are believed to the end of the year
    after ``today``.
    """
    options = understand(mapping, name)
    with ThreadPoolExecutor(1) as beside:  # the engine often waits for one of its threads
        asked = None if version else beside.submit(version_of, content, form, options)
        latest = (today or date.today()).year + 1  # noqa: DTZ011 - a day later makes no odds
        table, statement = _understood(content, name, form, options, source_id, latest)
        reading = _sifted(table, name, statement, scratch)
        reading.source = _source(reading, name, asked.result() if asked else version, options)
    if isinstance(content, bytes):
        reading.finish()
    return reading


def _understood(  # noqa: PLR0913, PLR0917 - as above
    content: Path | bytes, name: str, form: str, options: MappingFile, source_id: str, latest: int
) -> tuple[Path | bytes, ImportSql]:
    """Recognise a file: its table, and how it is read."""
    table = content
    if geojson.is_geojson(name, contents.head(content)):
        table, options = geojson.as_csv(content, name), geojson.with_format(options)
    dialect = sniff(contents.head(table), name, options)
    shown = SourceTable(name, dialect, options, decimal_sign(dialect, options, name))
    format_ = recognition.choose(shown, form)
    fields = recognition.map_fields(format_, shown)
    return table, ImportSql(shown, format_, fields, source_id or slug(name), latest)


def _sifted(table: Path | bytes, name: str, statement: ImportSql, scratch: Path | None) -> Reading:
    """Read a file, again with one kind of line end where the first time fails."""
    even_lines, settle = False, settling.is_open(statement)
    while True:
        try:
            return _attempt(table, name, statement, scratch, even_lines=even_lines, settle=settle)
        except duckdb.InvalidInputException as error:
            if even_lines:
                raise ImportFault(name, f"cannot be parsed: {error}") from None
            even_lines = True
        except UnsettledError:
            settle = True


def _attempt(  # noqa: PLR0913 - how it is tried
    table: Path | bytes,
    name: str,
    statement: ImportSql,
    scratch: Path | None,
    *,
    even_lines: bool,
    settle: bool,
) -> Reading:
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(contents.folder(table, scratch))
        address, held = stack.enter_context(
            contents.readable(table, statement.dialect.encoding, folder, even_lines=even_lines)
        )
        connection = import_engine.start(folder, held)
        stack.callback(import_engine.stop, connection, held)
        import_engine.load_boxes(connection, BOXES)
        placed = replace(statement, address=address, draft=_draft(statement, folder))
        if settle:
            placed = settling.settled(connection, placed)
        reading = Reading(connection, placed, name)
        reading.closing = stack.pop_all()
        return reading


def _draft(statement: ImportSql, folder: Path | None) -> str:
    """Where rows are first written as events: not of bytes, nor where a row is several events."""
    return str(folder / "draft.parquet") if folder and not statement.mapping.cells else ""


def version_of(content: Path | bytes, form: str, options: MappingFile) -> str:
    """The version of a file: its bytes, and what is stated about them."""
    stated = options.written if options != MappingFile() else ""
    return contents.version(content, stated + (form if form != AUTO else ""))


def slug(name: str) -> str:
    """An identifier made of the file's name without its ending."""
    plain = unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "dataset"


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
