"""ACLED exports: one row an event, 31 columns since March 2023, a few others before."""

from conflict_atlas.events.formats.field_mapping import FieldMapping, Terms, by_code
from conflict_atlas.events.formats.format import Format
from conflict_atlas.events.formats.source_table import SourceTable

_NEEDS = ("event_date", "event_type", "sub_event_type", "actor1", "fatalities")
_IDENTIFIERS = ("event_id_cnty", "data_id", "event_id_no_cnty")
_TERMS = Terms(
    "Armed Conflict Location and Event Data (ACLED)",
    "ACLED terms of use, acleddata.com: not to be passed on",
    "Armed Conflict Location and Event Data (ACLED), acleddata.com",
)
_DATE = {"1": "day", "2": "week", "3": "month"}
_PLACE = {"1": "point", "2": "near", "3": "admin1"}
# The day given for a week is one in its middle, that of a month any day of it.
_HALF_WEEK = 3


def map_fields(table: SourceTable) -> FieldMapping:
    """Fatalities are the source's one figure: best. It gives no lowest or highest one."""
    header = table.header
    code = header.column("time_precision") or "'1'"
    precision = by_code(code, _DATE, "'day'")
    return FieldMapping(
        _TERMS,
        "people-killed",
        start=header.column("event_date"),
        event_id=header.number(*_IDENTIFIERS),
        texts={
            "event_type": header.text("event_type"),
            "sub_event_type": header.text("sub_event_type"),
            "side_a": header.text("actor1"),
            "side_b": header.text("actor2"),
            "place": header.text("location"),
            "admin1": header.text("admin1"),
            "admin2": header.text("admin2"),
            "country": header.text("country"),
            "notes": header.text("notes"),
            "reference": header.text("source"),
        },
        latitude=header.column("latitude"),
        longitude=header.column("longitude"),
        best=header.column("fatalities"),
        year=header.column("year"),
        date_precision=precision,
        first_day=f"CASE {precision} WHEN 'week' THEN day0 - {_HALF_WEEK}"
        " WHEN 'month' THEN date_trunc('month', day0) ELSE day0 END",
        last_day=f"CASE {precision} WHEN 'week' THEN day1 + {_HALF_WEEK}"
        " WHEN 'month' THEN last_day(day1) ELSE day1 END",
        geo_precision=by_code(header.column("geo_precision") or "''", _PLACE, "'unknown'"),
    )


FORMAT = Format(
    "acled",
    "ACLED",
    "export with `event_id_cnty`, `event_date`, `event_type`, `actor1`, `fatalities`..., also as"
    " Excel saves it",
    "`fatalities` is `best`; there is no `low` or `high`. A week is three days around the day"
    " given, a month the whole month",
    map_fields,
    _NEEDS,
    lambda table: table.header.has(*_NEEDS) and table.header.index(*_IDENTIFIERS) >= 0,
    lacks="a column event_id_cnty or data_id",
)
