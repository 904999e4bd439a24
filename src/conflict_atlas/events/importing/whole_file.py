"""Decides what only a whole file shows: decimals of figures, and which rows add up others."""

from dataclasses import replace

import duckdb

from conflict_atlas.events.formats import number_sql, recognition, stated_rows
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.number_reading import find_decimal, has_marks
from conflict_atlas.events.importing.import_sql import ImportSql
from conflict_atlas.events.sql_literal import literal


def is_needed(statement: ImportSql) -> bool:
    """Whether the first rows have figures with marks, or rows of several levels."""
    columns = (int(column[1:]) for column in statement.mapping.counted)
    values = (statement.dialect.values(index) for index in columns)
    return bool(statement.mapping.level) or any(map(has_marks, values))


def decide(connection: duckdb.DuckDBPyConnection, statement: ImportSql) -> ImportSql:
    """Look at every row once; raises ImportFault for a doubt."""
    table = statement.table
    columns = statement.mapping.counted
    asked = number_sql.evidence(columns)
    if asked:
        row = connection.execute(
            f"SELECT {', '.join(asked.values())} FROM ({statement.rows()})"
        ).fetchone()
        found = dict(zip(asked, row or (), strict=True))
        decimals = {
            column: find_decimal(
                {
                    name.partition(" ")[2]: example
                    for name, example in found.items()
                    if name.partition(" ")[0] == column
                },
                table.dialect.header[int(column[1:])],
                table.stated,
                table.degrees,
                table.file,
            )
            for column in columns
        }
        table = replace(table, decimals=decimals)
        mapping = recognition.map_fields(statement.format_, table)
        statement = replace(statement, table=table, mapping=mapping)
    return _of_one_level(connection, statement) if statement.mapping.level else statement


def _of_one_level(connection: duckdb.DuckDBPyConnection, statement: ImportSql) -> ImportSql:
    """Take the rows of one level only: those of others add up the same people."""
    mapping, table = statement.mapping, statement.table
    level = f"coalesce(trim({mapping.level}), '')"
    figure = next((table.figure(one) for one in reversed(mapping.figures.values())), "NULL")
    left_out = " OR ".join(condition for condition, _ in stated_rows.left_out(table)) or "false"
    found = connection.execute(
        f"SELECT level, sum(figure) FROM (SELECT {level} AS level, {figure} AS figure"
        f" FROM ({statement.rows()}) WHERE NOT ({left_out}))"
        " GROUP BY level ORDER BY try_cast(level AS INTEGER), level"
    ).fetchall()
    levels = [name for name, _ in found]
    if len(levels) < 2 and table.stated.level in ("", *levels):  # noqa: PLR2004 - one level is all
        return statement
    seen = ", ".join(
        f"{name or 'none'} ({int(total):,})" if total is not None else name or "none"
        for name, total in found
    )
    taken = table.stated.level or (levels[-1] if len({total for _, total in found}) == 1 else "")
    if taken not in levels or not taken:
        column = table.dialect.header[int(mapping.level[1:])]
        reason = (
            f"it has rows of several levels, which may count the same people: {seen}. A mapping"
            f' file with level = "{levels[-1]}" (or another) settles which is taken'
        )
        raise ImportFault(table.file, reason, column=column, value=table.stated.level)
    reason = f"of another level: of {', '.join(levels)} only {taken} is taken"
    remark = f"level {taken} is taken; the levels are, with their sums, {seen}"
    refusals = [*mapping.refusals, (f"{level} <> {literal(taken)}", reason)]
    changed = replace(mapping, refusals=refusals, remarks=(*mapping.remarks, remark))
    return replace(statement, mapping=changed)
