"""What a mapping file says of whole rows: where areas without coordinates lie, what is no event."""

from dataclasses import replace

from conflict_atlas.events.formats.field_mapping import FieldMapping
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.missing import listed
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.formats.stated_places import Places
from conflict_atlas.events.sql_literal import literal


def apply(mapping: FieldMapping, table: SourceTable) -> FieldMapping:
    """Place rows by their area, and leave out those that are no events; raises ImportFault."""
    if places := table.stated.places:
        mapping = _placed(mapping, table, places)
    return replace(mapping, refusals=[*mapping.refusals, *left_out(table)])


def left_out(table: SourceTable) -> list[tuple[str, str]]:
    """Conditions on raw rows that are no events, each with its reason; raises ImportFault."""
    return [
        (
            listed(f"coalesce(trim({table.column_named('leave_out', column)}), '')", values),
            f"left out by the mapping file: {column} is {' or '.join(values)}",
        )
        for column, values in table.stated.leave_out.items()
    ]


def area(table: SourceTable, places: Places) -> str:
    """SQL: the code or name by which a row is placed."""
    return f"trim({table.column_named('places.column', places.column)})"


def _placed(mapping: FieldMapping, table: SourceTable, places: Places) -> FieldMapping:
    if mapping.latitude or mapping.longitude:
        reason = "the table has coordinates of its own, and no event gets others"
        raise ImportFault(table.file, reason, column="places")
    latitude, longitude = (
        f"map_extract_value(MAP {{{', '.join(pairs)}}}, {area(table, places)})"
        for pairs in (
            [f"{literal(name)}: '{north}'" for name, north, _ in places.points],
            [f"{literal(name)}: '{east}'" for name, _, east in places.points],
        )
    )
    exact = (
        f"CASE WHEN degrees_y IS NULL THEN {mapping.geo_precision} ELSE '{places.precision}' END"
    )
    return replace(mapping, latitude=latitude, longitude=longitude, geo_precision=exact)
