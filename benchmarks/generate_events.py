"""Invented events in the layout of UCDP GED, seeded: for benchmarks and for a labelled sample.

Names say that they are invented ("Example force A"). Places crowd as real ones do: few have most of
the events. Two calls with the same seed and the same DuckDB give the same bytes.
"""

from datetime import date
from pathlib import Path

from conflict_atlas.events.geometry import Bounds
from conflict_atlas.events.sql_literal import literal

PLACES, DIVISIONS, FORCES = 2_000, 40, 26
FIRST_DAY, DAYS = date(2013, 1, 1), 3_650


def write_csv(path: Path, rows: int, seed: int, bounds: Bounds) -> None:
    """Write ``rows`` invented events inside ``bounds`` as a CSV file of 49 columns."""
    import duckdb  # noqa: PLC0415 - others import this module without needing the engine

    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = true")
        target = literal(str(path))
        connection.execute(f"COPY ({_events(rows, seed, bounds)}) TO {target} (HEADER, DELIM ',')")


def _share(seed: int, what: str, of: str = "i") -> str:
    """A number from 0 to 1 that depends on the event, the seed and what it is for."""
    # One text, because hashes of several values in one call are correlated (latitude, longitude).
    return f"(hash({of} || '/{int(seed)}/{what}') / 18446744073709551616.0)"


def _place(seed: int, bounds: Bounds) -> str:
    width, height = bounds.east - bounds.west, bounds.north - bounds.south
    return f"""SELECT i, place,
        round({bounds.south} + {height} * {_share(seed, "latitude", "place")}, 6) AS latitude,
        round({bounds.west} + {width} * {_share(seed, "longitude", "place")}, 6) AS longitude,
        place % {DIVISIONS} AS division, {_share(seed, "force")} AS force,
        DATE '{FIRST_DAY.isoformat()}' + floor({_share(seed, "day")} * {DAYS})::INTEGER AS day,
        floor(-4 * ln(1 - {_share(seed, "deaths")}))::INTEGER AS best,
        1 + floor(3 * {_share(seed, "kind")})::INTEGER AS kind,
        {_share(seed, "precision")} AS precision
        FROM events"""


def _events(rows: int, seed: int, bounds: Bounds) -> str:
    force = f"'Example force ' || chr(65 + (floor(force * {FORCES})::INTEGER + 0) % {FORCES})"
    other = f"'Example force ' || chr(65 + (floor(force * {FORCES})::INTEGER + 7) % {FORCES})"
    return f"""
    WITH events AS (
        SELECT i, floor({PLACES} * pow({_share(seed, "place")}, 3))::INTEGER AS place
        FROM range(1, {int(rows)} + 1) AS numbers(i)),
    placed AS ({_place(seed, bounds)}),
    told AS (SELECT *, {force} AS one, IF(kind = 3, 'Civilians', {other}) AS two FROM placed)
    SELECT i AS id, 'EXA-' || year(day) || '-' || kind || '-' || i AS relid, year(day) AS year,
        1 AS active_year, 'Clear' AS code_status, kind AS type_of_violence,
        100 + division AS conflict_dset_id, 100 + division AS conflict_new_id,
        'Example conflict ' || division AS conflict_name, 500 + division AS dyad_dset_id,
        500 + division AS dyad_new_id, one || ' - ' || two AS dyad_name,
        1 AS side_a_dset_id, 1 AS side_a_new_id, one AS side_a,
        2 AS side_b_dset_id, 2 AS side_b_new_id, two AS side_b, 1 AS number_of_sources,
        'Example Agency, ' || day || ', invented report ' || i AS source_article,
        'Example Agency' AS source_office, day AS source_date,
        'Invented headline about village ' || place AS source_headline, NULL AS source_original,
        1 + floor(precision * precision * 5)::INTEGER AS where_prec,
        'Example village ' || place AS where_coordinates,
        'Example village ' || place || ', invented' AS where_description,
        'Example province ' || division AS adm_1, 'Example district ' || place % 200 AS adm_2,
        latitude, longitude, 'POINT (' || longitude || ' ' || latitude || ')' AS geom_wkt,
        100000 + place AS priogrid_gid, 'Example country' AS country, 1 AS country_id,
        'Example region' AS region, 1 AS event_clarity,
        CASE WHEN precision < 0.8 THEN 1 WHEN precision < 0.95 THEN 2 ELSE 3 END AS date_prec,
        day AS date_start, day + IF(precision < 0.8, 0, 3) AS date_end,
        best // 2 AS deaths_a, best - best // 2 AS deaths_b, 0 AS deaths_civilians,
        0 AS deaths_unknown, best, best + floor(best * precision)::INTEGER AS high,
        best - floor(best * precision / 2)::INTEGER AS low, NULL AS gwnoa, NULL AS gwnob
    FROM told"""
