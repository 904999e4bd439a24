"""UCDP Georeferenced Event Dataset: the CSV of ucdp.uu.se and the edition of HDX.

Releases name the columns of conflicts differently (conflict_new_id, conflict_dset_id); what is read
here has had the same name since release 17.1. Codebook: ucdp.uu.se/downloads.
"""

from conflict_atlas.events.formats.field_mapping import FieldMapping, Terms, by_code
from conflict_atlas.events.formats.format import Format
from conflict_atlas.events.formats.source_table import SourceTable

_NEEDS = ("id", "type_of_violence", "where_prec", "date_prec", "date_start", "best", "side_a")
_TERMS = Terms(
    "UCDP Georeferenced Event Dataset (GED)",
    "CC BY 4.0",
    "Uppsala Conflict Data Program, UCDP GED (Sundberg and Melander 2013; Croicu and Sundberg)",
)
_TYPES = {"1": "State-based conflict", "2": "Non-state conflict", "3": "One-sided violence"}
_DATE = {"1": "day", "2": "range", "3": "week", "4": "month", "5": "year"}
_PLACE = {
    "1": "point",
    "2": "near",
    "3": "admin2",
    "4": "admin1",
    "5": "region",
    "6": "country",
    "7": "region",
}


def map_fields(table: SourceTable) -> FieldMapping:
    """Figures as they are: low, best and high are those of the release."""
    header = table.header
    cited = f"coalesce({header.text('source_article')}, {header.text('source_office')})"
    return FieldMapping(
        _TERMS,
        "people-killed",
        start=header.column("date_start"),
        end=header.column("date_end"),
        event_id=header.number("id"),
        texts={
            "event_type": by_code(
                header.column("type_of_violence"), _TYPES, header.text("type_of_violence")
            ),
            "side_a": header.text("side_a"),
            "side_b": header.text("side_b"),
            "place": header.text("where_coordinates"),
            "admin1": header.text("adm_1"),
            "admin2": header.text("adm_2"),
            "country": header.text("country"),
            "notes": header.text("source_headline"),
            "reference": cited,
        },
        latitude=header.column("latitude"),
        longitude=header.column("longitude"),
        low=header.column("low"),
        best=header.column("best"),
        high=header.column("high"),
        year=header.column("year"),
        date_precision=by_code(header.column("date_prec"), _DATE, "'range'"),
        geo_precision=by_code(header.column("where_prec"), _PLACE, "'unknown'"),
    )


FORMAT = Format(
    "ucdp-ged",
    "UCDP GED",
    "CSV of ucdp.uu.se (releases 17 and later), or its edition on HDX",
    "`low`, `best`, `high` as they are; `date_prec` 1 to 5 and `where_prec` 1 to 7 as precision",
    map_fields,
    _NEEDS,
    lambda table: table.header.has(*_NEEDS),
)
