"""Describes the imported events of a file: their number, days and part of the map."""

from dataclasses import dataclass

import duckdb

from conflict_atlas.events.importing import staging
from conflict_atlas.events.importing.import_sql import ImportSql


@dataclass(frozen=True)
class Counts:
    """Rows of one file; ``read`` is always the sum of the next three.

    ``equal`` of those imported are like an earlier one, and no identifier tells them apart.
    """

    read: int
    imported: int
    rejected: int
    duplicates: int
    equal: int = 0


@dataclass(frozen=True)
class Extent:
    """The imported events: their number, how many have a place, ISO days, west, south, east, north.

    ``notes`` count the events whose figures are out of their order, by what is above what.
    """

    events: int
    placed: int
    first_day: str
    last_day: str
    box: tuple[float, float, float, float] | None
    notes: tuple[tuple[str, int], ...] = ()


def kept(statement: ImportSql, counts: Counts) -> str:
    """SQL: every event that is kept."""
    if not counts.rejected and not counts.duplicates and not counts.equal:
        return statement.events(statement.parsed())
    rest = "SELECT * EXCLUDE (n, verdict, copy) FROM odd WHERE verdict IS NULL"
    return f"{staging.sound_rows(statement)} UNION ALL {statement.events(rest)}"


def extent_of(
    connection: duckdb.DuckDBPyConnection, statement: ImportSql, counts: Counts
) -> Extent:
    """Say which days and which part of the map the events that are kept cover."""
    if statement.mapping.cells:
        rows = (
            "SELECT date_start AS first, date_end AS last, latitude AS y, longitude AS x,"
            " NULL AS note"
            f" FROM ({kept(statement, counts)})"
        )
    else:
        # Marks are made of every identifier: they are asked for only where some are doubled.
        doubled = connection.execute("SELECT count(*) FROM twice").fetchall() != [(0,)]
        rows = (
            f"SELECT first, last, y, x, note FROM marks WHERE reason IS NULL"
            f"{' AND mark NOT IN (FROM twice)' if doubled else ''}"
            f" UNION ALL SELECT {staging.span(statement)} FROM odd WHERE verdict IS NULL"
        )
    found = connection.execute(
        "SELECT count(*), count(y), count(note), min(first), max(last), min(x), min(y), max(x),"
        f" max(y) FROM ({rows})"
    ).fetchone()
    events, placed, noted, first, last, *box = found or (0, 0, 0, None, None)
    by_note = (
        f"SELECT note, count(*) FROM ({rows}) WHERE note IS NOT NULL GROUP BY note"
        " ORDER BY count(*) DESC, note"
    )
    notes = connection.execute(by_note).fetchall() if noted else []
    return Extent(
        events,
        placed,
        first.isoformat() if first else "",
        last.isoformat() if last else "",
        (box[0], box[1], box[2], box[3]) if placed else None,
        tuple(notes),
    )
