"""One pass over a file finds its faulty rows; a second keeps them, if there are any."""

import duckdb

from conflict_atlas.events.formats import date_hint
from conflict_atlas.events.formats.date_sql import FIRST_YEAR
from conflict_atlas.events.formats.field_mapping import raw_columns
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing import date_order, rejection_rules, staging
from conflict_atlas.events.importing.coverage import Counts, Extent, extent_of
from conflict_atlas.events.importing.import_sql import ImportSql
from conflict_atlas.events.importing.progress import show_progress
from conflict_atlas.events.sql_literal import literal

DUPLICATE = "exact copy of an earlier row"
# The engine's errors on records that it cannot parse.
_BROKEN = {
    "MISSING COLUMNS": "fewer columns than the header: a cut or broken line",
    "TOO MANY COLUMNS": "more columns than the header",
    "UNQUOTED VALUE": "a quotation mark opens and does not close",
    "LINE SIZE OVER MAXIMUM": "longer than any record: a quotation mark does not close",
    "INVALID ENCODING": "bytes that are none of the encoding's",
    "INVALID UNICODE": "bytes that are none of the encoding's",
}


class UndecidedMarkError(Exception):
    """A figure has a mark whose meaning all cells of its column have to settle first."""


def validate(
    connection: duckdb.DuckDBPyConnection, statement: ImportSql, file: str
) -> tuple[Counts, Extent]:
    """Make tables ``odd`` (rows not simply kept) and ``rejected``.

    Raises ImportFault, and UndecidedMarkError where decimals have to be settled.
    """
    with show_progress(connection, f"{file}: reading"):
        # The order of rows does not matter here, and keeping it would need more memory.
        connection.execute("SET preserve_insertion_order = false")
        _forget_rejects(connection)
        staging.read(connection, statement)
        connection.execute("SET preserve_insertion_order = true")
    broken = _broken(connection)
    connection.execute(
        "CREATE TEMP TABLE twice AS SELECT mark FROM marks GROUP BY mark HAVING count(*) > 1"
    )
    whole, wrong = _one(connection, "SELECT count(*), count(reason) FROM marks")
    doubled = _one(connection, "SELECT count(*) FROM twice")[0]
    if not wrong and not doubled:
        _keep_odd(connection, f"SELECT * FROM ({statement.judged(numbered=True)}) LIMIT 0")
    else:
        with show_progress(connection, f"{file}: looking at rows that are odd or doubled"):
            _keep_odd(
                connection,
                f"SELECT * FROM ({statement.judged(numbered=True)}) WHERE reason IS NOT NULL"
                " OR hash(row_id) IN (FROM twice)",
            )
    _check_figures(connection, statement)
    _check_dates(connection, statement, file)
    _sort_out(connection, statement, broken)
    rejected, duplicates = _one(
        connection,
        f"SELECT count(*) FILTER (reason <> '{DUPLICATE}'),"
        f" count(*) FILTER (reason = '{DUPLICATE}') FROM rejected",
    )
    read = whole + len(broken)
    equal = _one(connection, "SELECT count(*) FILTER (verdict IS NULL AND copy) FROM odd")[0]
    counts = Counts(read, read - rejected - duplicates, rejected, duplicates, equal)
    extent = extent_of(connection, statement, counts)
    staging.forget(connection, statement)
    return counts, extent


def _keep_odd(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    _forget_rejects(connection)
    connection.execute(f"CREATE TEMP TABLE candidates AS {sql}")


def _forget_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the engine's list of records that it could not parse."""
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _broken(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    """Records that could not be parsed: number of the record, reason, text."""
    found = connection.execute(
        "SELECT line, first(error_type ORDER BY byte_position), first(csv_line) FROM reject_errors"
        " GROUP BY line ORDER BY line"
    ).fetchall()
    found_broken = []
    for line, kind, text in found:
        reason = _BROKEN.get(str(kind), str(kind).lower())
        swallowed = (text or "").strip("\r\n").count("\n")
        if swallowed and "quotation" in reason:
            reason += f": it takes in {swallowed} more lines, which may hold other rows"
        found_broken.append((int(line), reason, (text or "").strip("\r\n")))
    return found_broken


def _codes(statement: ImportSql, *reasons: str) -> str:
    """SQL: the numbers of some reasons, as used in the column ``reason``."""
    listed = enumerate(reason for _, reason in statement.refusals)
    return ", ".join(str(code) for code, reason in listed if reason in reasons) or "NULL"


def _check_figures(connection: duckdb.DuckDBPyConnection, statement: ImportSql) -> None:
    """Ask for another reading if a figure has a mark whose meaning was not determined."""
    codes = _codes(statement, rejection_rules.MARKED)
    if _one(connection, f"SELECT count(*) FROM candidates WHERE reason IN ({codes})")[0]:
        raise UndecidedMarkError


def _check_dates(connection: duckdb.DuckDBPyConnection, statement: ImportSql, file: str) -> None:
    """Refuse the whole file where days could be meant either way, or are read the wrong way."""
    dates = statement.dates
    unlikely = rejection_rules.UNLIKELY.format(FIRST_YEAR, dates.latest)
    codes = _codes(statement, rejection_rules.BAD_DATE, unlikely)
    unread = _one(connection, f"SELECT count(*) FROM candidates WHERE reason IN ({codes})")[0]
    date_order.check(connection, statement, file, unread=bool(unread))
    # A stated format says the order of day and month, and one with %y the century.
    doubts = date_hint.DOUBTS[1:] if dates.stated else date_hint.DOUBTS
    if "%y" in dates.stated:
        return
    for text, column in (("text0", statement.mapping.start), ("text1", statement.mapping.end)):
        if not column:
            continue
        doubtful = " OR ".join(f"regexp_matches(trim({text}), {literal(one)})" for one in doubts)
        found = connection.execute(
            f"SELECT n, {text} FROM candidates WHERE reason IN ({codes}) AND ({doubtful})"
            " ORDER BY n LIMIT 1"
        ).fetchone()
        if found:
            indexes = [int(c[1:]) for c in raw_columns(column)]
            names = [statement.dialect.header[index] for index in indexes]
            raise ImportFault(
                file,
                date_hint.explain(found[1], statement.dialect.values(indexes[0])),
                row=found[0] + statement.dialect.headed,
                column=", ".join(names),
                value=found[1],
            )


def _sort_out(
    connection: duckdb.DuckDBPyConnection,
    statement: ImportSql,
    broken: list[tuple[int, str, str]],
) -> None:
    """Decide what happens to each odd row, and list the rows that are not imported."""
    raw = ", ".join(statement.raw)
    listed = ", ".join(literal(reason) for _, reason in statement.refusals) or "''"
    refused = f"([{listed}])[reason + 1]"
    if statement.keeps_equal_rows:
        copies = (
            "SELECT * REPLACE (CASE WHEN copy THEN row_id || '-' || k ELSE row_id END AS row_id),"
            f" CASE WHEN reason IS NOT NULL THEN {refused} END AS verdict FROM copies"
        )
    else:
        copies = (
            f"SELECT *, CASE WHEN copy THEN '{DUPLICATE}' WHEN reason IS NOT NULL THEN {refused}"
            " WHEN row_number() OVER (PARTITION BY row_id, copy, reason IS NULL ORDER BY n) > 1"
            f" THEN '{rejection_rules.REPEATED}' END AS verdict FROM copies"
        )
    connection.execute(
        f"""CREATE TEMP TABLE odd AS
        WITH numbered AS (
            SELECT *, row_number() OVER (PARTITION BY {raw} ORDER BY n) AS k FROM candidates),
        copies AS (SELECT *, k > 1 AS copy FROM numbered)
        SELECT * EXCLUDE (k) FROM ({copies})"""
    )
    connection.execute("DROP TABLE candidates")
    # The engine counts records it could not parse, the window function does not.
    before = sorted(line - index - 1 for index, (line, _, _) in enumerate(broken))
    header = int(statement.dialect.headed)
    shift = f"len(list_filter({before}::BIGINT[], lambda b: b <= n))" if before else "0"
    connection.execute(
        f"CREATE TEMP TABLE rejected AS SELECT n + {header} + {shift} AS row, verdict AS reason,"
        f" {raw},"
        " CAST(NULL AS VARCHAR) AS line FROM odd WHERE verdict IS NOT NULL"
    )
    if broken:
        blanks = ", ".join("NULL" for _ in statement.raw)
        connection.executemany(f"INSERT INTO rejected VALUES (?, ?, {blanks}, ?)", broken)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    found = connection.execute(sql).fetchone()
    return tuple(int(value) for value in found) if found else ()
