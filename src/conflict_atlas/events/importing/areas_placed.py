"""Which rows were placed at a point of their area, and which areas have no point."""

import duckdb

from conflict_atlas.events.formats import stated_rows
from conflict_atlas.events.importing.import_sql import ImportSql

_SHOWN = 8


def areas_placed(connection: duckdb.DuckDBPyConnection, statement: ImportSql) -> tuple[str, ...]:
    """Lines for a report; none where a file has coordinates of its own."""
    places = statement.table.stated.places
    if places is None:
        return ()
    area = f"coalesce(nullif({stated_rows.area(statement.table, places)}, ''), 'nothing')"
    without = connection.execute(
        f"SELECT {area} AS area, count(*) FROM ({statement.judged()})"
        " WHERE reason IS NULL AND degrees_y IS NULL GROUP BY area ORDER BY count(*) DESC, area"
    ).fetchall()
    told = f"placed by {places.column}, at points of the mapping file that stand for an area"
    lines = [f"{told} ({places.precision})"]
    if without:
        shown = ", ".join(f"{name} ({rows:,})" for name, rows in without[:_SHOWN])
        more = f" and {len(without) - _SHOWN:,} others" if len(without) > _SHOWN else ""
        lines.append(f"without a point in the mapping file, with their rows: {shown}{more}")
    return tuple(lines)
