"""Refuses a file whose own rows show that its dates are read in the wrong way.

With day and month the wrong way round a part of the rows is rejected, and the others are read as
other days without a sound.
"""

import duckdb

from conflict_atlas.events.formats import date_patterns
from conflict_atlas.events.formats.field_mapping import raw_columns
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.import_sql import ImportSql

# Of the rows that show an order of day and month, one in so many may be a slip of the pen.
_SLIP = 20
_LOOKED_AT = 1_000


def check(
    connection: duckdb.DuckDBPyConnection, statement: ImportSql, file: str, *, unread: bool
) -> None:
    """Raise ImportFault where rows contradict how dates are read.

    ``unread`` says that some date was not understood.
    """
    # Dates that begin with the year are understood also where a stated order does not fit them.
    if unread or "%Y" in statement.table.stated.date_format[:2]:
        for column in statement.mapping.dated:
            _check_order(connection, statement, column, file)
    if statement.mapping.year and statement.table.stated.date_format:
        _check_years(connection, statement, file)


def _check_order(
    connection: duckdb.DuckDBPyConnection, statement: ImportSql, column: str, file: str
) -> None:
    orders = statement.dates.in_both_orders("text")
    names = _names(statement, column)
    if not orders or not names:
        return
    found = connection.execute(
        "SELECT count(text) FILTER (own IS NOT NULL AND other IS NULL),"
        " count(text) FILTER (own IS NULL AND other IS NOT NULL),"
        " min(text) FILTER (own IS NOT NULL AND other IS NULL),"
        " min(text) FILTER (own IS NULL AND other IS NOT NULL)"
        f" FROM (SELECT text, {orders[0]} AS own, {orders[1]} AS other"
        f" FROM (SELECT {column} AS text FROM ({statement.rows()})))"
    ).fetchone()
    fits, against, shown, example = found or (0, 0, "", "")
    stated = statement.table.stated.date_format
    # That the month follows the year is a standard: more than a slip is needed to doubt it.
    most = fits if not stated or stated.startswith("%Y") else (fits + against) // _SLIP
    if against <= most:
        return
    turned = date_patterns.turned(stated or _year_first(example))
    counted = f"{against:,} rows such as {example}" if against > 1 else example
    if fits * _SLIP > against:
        reason = (
            f'{counted} can be read only with date_format = "{turned}", {fits:,} such as {shown}'
            " only as it is: day and month change places within the column, and which rows were"
            " changed is not known. The file as its source gave it settles it"
        )
    else:
        doubt = f'date_format = "{stated}" does not fit' if stated else "the month does not come"
        settles = f'date_format = "{turned}"' if len(names) == 1 else "the other order in [columns]"
        reason = (
            f"{doubt}{'' if stated else ' second in'} {counted}: rows that can be read either way"
            f" would get day and month exchanged. A mapping file with {settles} settles it"
        )
    raise ImportFault(file, reason, column=", ".join(names), value=example)


def _year_first(date: str) -> str:
    """The format of a date that begins with its year."""
    sign = date.strip()[4:5]
    return f"%Y{sign}%m{sign}%d" if not sign.isdigit() else "%Y%m%d"


def _check_years(connection: duckdb.DuckDBPyConnection, statement: ImportSql, file: str) -> None:
    """Compare the first rows with their column of years."""
    names = _names(statement, statement.mapping.year)
    year = f"try_cast(regexp_extract(trim({statement.mapping.year}), '^\\d{{4}}') AS INTEGER)"
    within = "said BETWEEN year(day0) AND year(day1)"
    found = connection.execute(
        f"SELECT count(*), count(*) FILTER (NOT {within}), min(text0) FILTER (NOT {within}),"
        f" min_by(said, text0) FILTER (NOT {within}), min_by(year(day0), text0)"
        f" FILTER (NOT {within}) FROM (SELECT {year} AS said, day0, day1, text0"
        f" FROM ({statement.parsed()}) LIMIT {_LOOKED_AT})"
        " WHERE said IS NOT NULL AND day0 IS NOT NULL AND day1 IS NOT NULL"
    ).fetchone()
    looked_at, against, example, said, read = found or (0, 0, "", 0, 0)
    if names and against * 2 > looked_at:
        reason = (
            f"of the first {looked_at:,} rows {against:,} have another year there than the date:"
            f" {example} is read as {read}, beside {said}. Another date_format, or another column"
            " for the year, settles it"
        )
        raise ImportFault(file, reason, column=names[0], value=str(said))


def _names(statement: ImportSql, expression: str) -> list[str]:
    return [statement.dialect.header[int(column[1:])] for column in raw_columns(expression)]
