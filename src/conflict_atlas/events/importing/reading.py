"""One file read: its events, its rejected rows, its report."""

import contextlib
import shutil
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb

from conflict_atlas.csv_cell import make_harmless
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.text_encoding import NAMES
from conflict_atlas.events.importing import geoparquet, staging
from conflict_atlas.events.importing.areas_placed import areas_placed
from conflict_atlas.events.importing.columns_used import columns_used
from conflict_atlas.events.importing.coverage import kept
from conflict_atlas.events.importing.import_sql import ImportSql
from conflict_atlas.events.importing.progress import show_progress
from conflict_atlas.events.importing.report import Report
from conflict_atlas.events.importing.validation import validate
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.sql_literal import literal, parquet_file
from conflict_atlas.events.tables import source_file

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Reading:
    """One file read: its manifest, its events, its rejected rows and what to say of them.

    It holds an engine until ``close``, or the end of a ``with`` block.
    """

    source: Manifest
    closing: contextlib.ExitStack
    remarks: tuple[str, ...] = ()

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, statement: ImportSql, file: str
    ) -> None:
        self._connection, self._statement, self._file = connection, statement, file
        self.fields, self.form = statement.mapping, statement.format_.name
        self.source_id = statement.source_id
        self._stamp = source_file.stamp(statement.address)
        self.counts, self.extent = validate(connection, statement, file)

    @cached_property
    def table(self) -> "pa.Table":
        """Every event, in the order of the schema's columns."""
        self._look_again()
        table = self._connection.sql(self._events()).to_arrow_table()
        self._check(table.num_rows)
        return table

    @cached_property
    def rejected(self) -> "pd.DataFrame":
        """Rows that were not imported: row (the header is row 1), reason and the raw columns."""
        rejected: pd.DataFrame = self._connection.sql(self._rejected()).df()
        return rejected

    def write(self, events: Path, rejected: Path) -> bool:
        """Write both as files; False when no row was rejected and there is no second file."""
        self._look_again()
        if self._is_staged:
            shutil.copyfile(self._statement.staged, events)
            if self.extent.box:
                geoparquet.put_box(events, self.extent.box)
        else:
            with show_progress(self._connection, f"{self._file}: writing"):
                box = self.extent.box
                written = geoparquet.write(self._connection, self._events(), events, box)
            self._check(written)
        if not (self.counts.rejected or self.counts.duplicates):
            return False
        target = literal(str(rejected))
        self._connection.create_function("harmless", make_harmless, ["VARCHAR"], "VARCHAR")
        safe = f"SELECT row, harmless(COLUMNS(* EXCLUDE row)::VARCHAR) FROM ({self._rejected()})"
        self._connection.execute(f"COPY ({safe}) TO {target} (FORMAT csv, HEADER)")
        return True

    def report(self) -> str:
        """The report on rows read, imported and rejected, in lines of plain words."""
        return str(self._report)

    def finish(self) -> None:
        """Copy everything out of the engine and close it; what was read stays in memory."""
        _ = self.table, self.rejected, self._report
        self.close()

    def close(self) -> None:
        """Close the engine and delete its temporary files."""
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
        encoding = NAMES.get(dialect.encoding, dialect.encoding)
        tags = bool(dialect.tags) and not dialect.header_is_tags
        above = "row above the header is" if dialect.skip == 1 else "rows above the header are"
        remarks = (
            *((f"{dialect.skip} {above} read as titles",) if dialect.skip else ()),
            *(("the row of tags under the header is no row of data",) if tags else ()),
            *(() if dialect.plain else (f"read as {encoding}",)),
            *self.remarks,
            *self.fields.remarks,
        )
        return Report(
            self._file, self.source, self.counts, tuple(reasons),
            (
                *remarks,
                *self._of_figures(),
                *areas_placed(self._connection, self._statement),
                *columns_used(self._statement),
            ),
        )  # fmt: skip

    def _of_figures(self) -> tuple[str, ...]:
        """Say which figures are out of their order."""
        return tuple(
            f"{count:,} x the source's {note}: the event is kept, low and high are left out"
            for note, count in self.extent.notes
        )

    @property
    def _is_staged(self) -> bool:
        """Whether the events are on disk as they are to be stored."""
        return staging.whole(self._connection, self._statement, self.extent.events)

    def _look_again(self) -> None:
        """Take the events out of the file again where it is not as it was when it was read."""
        if self._statement.staged and source_file.stamp(self._statement.address) != self._stamp:
            self._statement = replace(self._statement, staged="")

    def _check(self, written: int) -> None:
        """Refuse a file that gave other rows when it was read again: it has changed meanwhile."""
        if written != self.extent.events:
            reason = (
                f"{self.extent.events:,} events were counted and {written:,} found when they were"
                " taken: the file changes while it is read"
            )
            raise ImportFault(self._file, reason)

    def _events(self) -> str:
        if self._is_staged:
            return f"FROM {parquet_file(self._statement.staged)}"
        events = kept(self._statement, self.counts)
        return self._statement.finished(
            f"SELECT * FROM ({events}) ORDER BY {self._statement.order()}"
        )

    def _rejected(self) -> str:
        names = _distinct(["row", "reason", *self._statement.dialect.header, "line"])
        columns = ("row", "reason", *self._statement.raw, "line")
        named = ", ".join(
            f'{column} AS "{name.replace(chr(34), chr(34) * 2)}"'
            for column, name in zip(columns, names, strict=True)
        )
        return f"SELECT {named} FROM rejected ORDER BY rejected.row"


def _distinct(names: list[str]) -> list[str]:
    """Names of columns, each once: a header may name two columns alike or none."""
    used: dict[str, int] = {}
    found = []
    for name in names:
        key = name.casefold()
        used[key] = used.get(key, 0) + 1
        found.append(name if used[key] == 1 and name else f"{name}_{used[key]}")
    return found
