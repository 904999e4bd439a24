"""Reading one file of events: recognised, judged row by row, brought into the schema."""

import contextlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import duckdb
import pandas as pd
import pyarrow as pa

from conflict_atlas.events import content as contents
from conflict_atlas.events import engine, geojson, geoparquet, recognise
from conflict_atlas.events.decimal_sign import decimal_sign
from conflict_atlas.events.dialect import sniff
from conflict_atlas.events.fault import ImportFault
from conflict_atlas.events.format import mapped
from conflict_atlas.events.options import Options, understand
from conflict_atlas.events.progress import shown
from conflict_atlas.events.recipe import literal
from conflict_atlas.events.report import Report
from conflict_atlas.events.sift import kept, sift
from conflict_atlas.events.source import Source
from conflict_atlas.events.statement import BOXES, Statement

_LATIN = {"iso8859-1": "Latin-1: it is not UTF-8"}


class Reading:
    """One file read: its manifest, its events, its rejected rows and what to say of them.

    It holds an engine until ``close``, or the end of a ``with`` block.
    """

    source: Source
    closing: contextlib.ExitStack

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, statement: Statement, file: str
    ) -> None:
        self._connection, self._statement, self._file = connection, statement, file
        self.recipe, self.source_id = statement.recipe, statement.source_id
        self.counts, self.extent = sift(connection, statement, file)

    @cached_property
    def table(self) -> pa.Table:
        """Every event, in the order of the schema's columns."""
        return self._connection.sql(self._events()).to_arrow_table()

    @cached_property
    def rejected(self) -> pd.DataFrame:
        """Rows that were not imported: row (the header is row 1), reason and the raw columns."""
        rejected: pd.DataFrame = self._connection.sql(self._rejected()).df()
        return rejected

    def write(self, events: Path, rejected: Path) -> bool:
        """Write both as files; False when no row was rejected and there is no second file."""
        with shown(self._connection, f"{self._file}: writing"):
            geoparquet.write(self._connection, self._events(), events, self.extent.box)
        if not (self.counts.rejected or self.counts.duplicates):
            return False
        target = literal(str(rejected))
        self._connection.execute(f"COPY ({self._rejected()}) TO {target} (FORMAT csv, HEADER)")
        return True

    def report(self) -> str:
        """What was read, imported and rejected, in lines of plain words."""
        return str(self._report)

    def finish(self) -> None:
        """Take everything out of the engine and close it: what was read stays in memory."""
        _ = self.table, self.rejected, self._report
        self.close()

    def close(self) -> None:
        """Let go of the engine and of what it wrote to disk for itself."""
        self.closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @cached_property
    def _report(self) -> Report:
        reasons = self._connection.execute(
            "SELECT reason, count(*), min(row) FROM rejected GROUP BY reason"
            " ORDER BY count(*) DESC, reason"
        ).fetchall()
        dialect = self._statement.dialect
        tags = bool(dialect.tags) and not dialect.header_is_tags
        remarks = (
            *(("the row of tags under the header is no row of data",) if tags else ()),
            *(
                ()
                if dialect.plain
                else (f"read as {_LATIN.get(dialect.encoding, dialect.encoding)}",)
            ),
            *self.recipe.remarks,
        )
        return Report(self._file, self.source, self.counts, tuple(reasons), remarks)

    def _events(self) -> str:
        return f"SELECT * FROM ({kept(self._statement, self.counts)}) ORDER BY {self._statement.order()}"

    def _rejected(self) -> str:
        names = _distinct(["row", "reason", *self._statement.dialect.header, "line"])
        columns = ("row", "reason", *self._statement.raw, "line")
        named = ", ".join(
            f'{column} AS "{name.replace(chr(34), chr(34) * 2)}"'
            for column, name in zip(columns, names, strict=True)
        )
        return f"SELECT {named} FROM rejected ORDER BY rejected.row"


def read(  # noqa: PLR0913 - what is stated about a file
    content: Path | bytes,
    name: str,
    *,
    form: str = "auto",
    mapping: Mapping[str, Any] | None = None,
    source_id: str = "",
    scratch: Path | None = None,
) -> Reading:
    """Read a file of events; raises ImportFault that says what was seen and what would settle it.

    ``bytes`` never touch the disk, and everything is read when this returns. A path is streamed:
    use the reading in a ``with`` block. What does not fit into memory goes below ``scratch``
    (default: the system's folder for such files) and is gone afterwards.
    """
    options = understand(mapping, name)
    version = version_of(content, form, options)
    table = content
    if geojson.is_geojson(name, contents.head(content)):
        table, options = geojson.as_csv(content, name), geojson.with_format(options)
        form = mapped.FORM if form == "auto" else form
    dialect = sniff(contents.head(table), name, options)
    decimal = decimal_sign(dialect, options, name)
    form = recognise.choose(dialect, options, form, name)
    recipe = recognise.recipe(dialect, options, form, name, decimal)
    statement = Statement(
        "", dialect, recipe, source_id or slug(name), decimal, options.date_format,
        options.licence or recipe.terms.licence,
    )  # fmt: skip
    reading = _sifted(table, name, statement, scratch)
    reading.source = _source(reading, name, version, options)
    if isinstance(content, bytes):
        reading.finish()
    return reading


def _sifted(table: Path | bytes, name: str, statement: Statement, scratch: Path | None) -> Reading:
    """Take a file apart, again with one kind of line end where the first time fails."""
    for even_lines in (False, True):
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(contents.folder(table, scratch))
            address, held = stack.enter_context(
                contents.readable(table, statement.dialect.encoding, folder, even_lines=even_lines)
            )
            connection = engine.start(folder, held)
            stack.callback(engine.stop, connection, held)
            engine.load_boxes(connection, BOXES)
            try:
                reading = Reading(connection, replace(statement, address=address), name)
            except duckdb.InvalidInputException as error:
                if even_lines:
                    raise ImportFault(name, f"cannot be taken apart: {error}") from None
                continue
            reading.closing = stack.pop_all()
            return reading
    raise AssertionError  # the second round returns or raises


def version_of(content: Path | bytes, form: str, options: Options) -> str:
    """The version of a file: its bytes, and what is stated about them."""
    stated = options.written if options != Options() else ""
    return contents.version(content, stated + (form if form != "auto" else ""))


def slug(name: str) -> str:
    """An identifier made of the file's name without its ending."""
    plain = unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "dataset"


def _source(reading: Reading, name: str, version: str, options: Options) -> Source:
    counts, extent, recipe = reading.counts, reading.extent, reading.recipe
    terms = recipe.terms
    return Source(
        source_id=reading.source_id,
        title=options.title or terms.title or Path(name).stem,
        format=recipe.form,
        file_name=Path(name).name,
        version=version,
        measure=recipe.measure,
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
    )


def _distinct(names: list[str]) -> list[str]:
    """Names of columns, each once: a header may name two columns alike or none."""
    used: dict[str, int] = {}
    found = []
    for name in names:
        key = name.casefold()
        used[key] = used.get(key, 0) + 1
        found.append(name if used[key] == 1 and name else f"{name}_{used[key]}")
    return found
