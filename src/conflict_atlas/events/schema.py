"""The schema to which every event dataset is converted.

Names and meanings follow UCDP GED and ACLED. Types and actors stay in the words of their source:
they are compared and coloured within one dataset, never across two. Missing is null.
"""

from dataclasses import dataclass
from typing import Literal

DatePrecision = Literal["day", "week", "month", "year", "range"]
GeoPrecision = Literal["point", "near", "admin2", "admin1", "region", "country", "unknown"]

# Places of which a source knows no more than that an event was somewhere in a province or further.
VAGUE: tuple[GeoPrecision, ...] = ("admin1", "region", "country", "unknown")

# What low, best and high count. One dataset counts one thing.
Measure = Literal["people-killed", "people-displaced", "none"]
FIGURES = ("low", "best", "high")

# Slippy-map tile numbers at this zoom (about 600 m wide at the equator): cells of every coarser
# zoom follow by a shift of bits, and are squares on the map that readers see.
TILE_ZOOM = 16
# How the store finds events; it follows from their coordinates, and no file for people has it.
TILE_COLUMNS = ["tile_x", "tile_y"]


@dataclass(frozen=True)
class EventColumn:
    """One column of the schema; ``sql`` is its DuckDB type."""

    name: str
    sql: str
    meaning: str
    required: bool = False


COLUMNS = (
    EventColumn(
        "source_id",
        "VARCHAR",
        "identifier of the dataset, as in conflict-atlas sources",
        required=True,
    ),
    EventColumn(
        "event_id", "VARCHAR", "identifier of the event in its source, unique there", required=True
    ),
    EventColumn(
        "date_start", "DATE", "first day on which the event may have happened", required=True
    ),
    EventColumn("date_end", "DATE", "last such day, not before date_start", required=True),
    EventColumn("date_precision", "VARCHAR", "day, week, month, year or range", required=True),
    EventColumn("event_type", "VARCHAR", "the source's own type"),
    EventColumn("sub_event_type", "VARCHAR", "the source's own finer type"),
    EventColumn("side_a", "VARCHAR", "actor on one side, in the source's words"),
    EventColumn("side_b", "VARCHAR", "actor on the other side, or those it was done to"),
    EventColumn("place", "VARCHAR", "named place"),
    EventColumn("admin1", "VARCHAR", "first-level division, in the source's words"),
    EventColumn("admin2", "VARCHAR", "second-level division, in the source's words"),
    EventColumn("country", "VARCHAR", "country, in the source's words"),
    EventColumn("latitude", "DOUBLE", "WGS 84, degrees north; null with longitude"),
    EventColumn("longitude", "DOUBLE", "WGS 84, degrees east; null with latitude"),
    EventColumn(
        "geo_precision",
        "VARCHAR",
        "point, near, admin2, admin1, region, country, unknown",
        required=True,
    ),
    EventColumn("low", "BIGINT", "lowest figure"),
    EventColumn("best", "BIGINT", "figure the source holds most likely"),
    EventColumn("high", "BIGINT", "highest figure"),
    EventColumn(
        "figure_note",
        "VARCHAR",
        "low above high, low above best or best above high: low and high are then left out",
    ),
    EventColumn("notes", "VARCHAR", "what the source says happened"),
    EventColumn("reference", "VARCHAR", "what the source itself cites"),
    EventColumn("tile_x", "INTEGER", "column of the tile at TILE_ZOOM; null without coordinates"),
    EventColumn("tile_y", "INTEGER", "row of the tile at TILE_ZOOM; null without coordinates"),
    EventColumn(
        "licence", "VARCHAR", "licence under which the source gives the event", required=True
    ),
    EventColumn("geometry", "STRUCT(x DOUBLE, y DOUBLE)", "GeoParquet 1.1 point"),
)
NAMES = tuple(column.name for column in COLUMNS)
