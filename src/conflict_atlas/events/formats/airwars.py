"""Lists of incidents as Airwars keeps them: a lowest and a highest number of civilians killed."""

from conflict_atlas.events.formats.field_mapping import FieldMapping, Header, Terms, plain_name
from conflict_atlas.events.formats.format import Format
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.source_table import SourceTable

_TERMS = Terms(
    "Airwars civilian harm incidents", "as stated by Airwars, airwars.org", "Airwars, airwars.org"
)
_ENDS = {"low": ("min", "minimum", "low", "lowest"), "high": ("max", "maximum", "high", "highest")}
_KILLED = ("killed", "deaths", "fatalities", "casualties", "dead", "kills")
# Other people than all civilians, and others' words about them.
_OTHERS = (
    "injured", "injuries", "wounded", "militants", "militant", "belligerent", "belligerents",
    "conceded", "children", "child", "women", "men", "soldiers", "air", "raids",
)  # fmt: skip
_DATES = ("date", "incident_date", "event_date", "date_of_incident", "strike_date")
# Columns of its exports; two of them together are no coincidence.
_OWN = ("unique_reference_code", "strike_status", "geolocation_accuracy", "belligerents_list",
        "belligerent_list", "civilian_harm_status", "airwars_grading")  # fmt: skip
_ENOUGH, _LOOKED_AT = 2, 50
# How exactly a place is known, in the words of the list; the first that fits counts.
_ACCURACY = (
    ("exact|within 1 ?00? ?m|within 1 ?m", "point"),
    ("landmark|street|neighbo|village|town|city", "near"),
    ("district", "admin2"),
    ("province|governorate", "admin1"),
    ("country", "country"),
)


def fits(table: SourceTable) -> bool:
    """Whether there is a date, a lowest and a highest number of people killed."""
    header = table.header
    dated = header.index(*_DATES) >= 0
    return dated and all(_figures(header, end) for end in _ENDS)


def recognises(table: SourceTable) -> bool:
    """Whether it is also Airwars' own: others keep lists of the same layout.

    Its name stands in a column's name or in the links of the first rows, or the columns are those
    that it alone publishes together.
    """
    if not fits(table):
        return False
    named = (
        cell for row in (table.dialect.header, *table.dialect.sample[:_LOOKED_AT]) for cell in row
    )
    own = sum(name in table.header for name in _OWN)
    return own >= _ENOUGH or any("airwars" in cell.casefold() for cell in named)


def map_fields(table: SourceTable) -> FieldMapping:
    """The lowest and the highest figure; there is no best one. Raises ImportFault."""
    header, file = table.header, table.file
    accuracy = header.text("geolocation_accuracy", "geolocation accuracy", "location_accuracy")
    cases = " ".join(
        f"WHEN regexp_matches(lower({accuracy}), '{words_}') THEN '{precision}'"
        for words_, precision in _ACCURACY
    )
    sides = header.column("belligerent_list", "belligerents_list", "belligerents", "belligerent",
                          "suspected_belligerents", "suspected_belligerent")  # fmt: skip
    return FieldMapping(
        _TERMS,
        "people-killed",
        start=header.column(*_DATES),
        end=header.column("end_date", "date_end", "incident_end_date"),
        event_id=header.number(
            "unique_reference_code", "reference_code", "incident_code", "code", "incident_id", "id"
        ),
        texts={
            "event_type": header.text("strike_type", "type_of_strike", "incident_type", "type"),
            "sub_event_type": header.text("strike_status", "grading", "civilian_harm_status"),
            "side_a": _sides(sides, table) if sides else "NULL",
            "place": header.text("location", "location_name", "place", "town", "city"),
            "admin1": header.text("governorate", "province", "province_governorate", "region"),
            "admin2": header.text("district", "subdistrict"),
            "country": header.text("country"),
            "notes": header.text("summary", "assessment", "airwars_assessment", "description"),
            "reference": header.text("permalink", "url", "link", "incidence_url", "source"),
        },
        latitude=header.column("latitude", "lat"),
        longitude=header.column("longitude", "lon", "lng", "long"),
        low=_figure(header, "low", file),
        high=_figure(header, "high", file),
        geo_precision=f"CASE {cases} ELSE 'unknown' END",
    )


def _figures(header: Header, end: str) -> list[int]:
    found = []
    for index, name in enumerate(header.names):
        parts = set(plain_name(name).split("_"))
        counted = parts.intersection(_ENDS[end]) and parts.intersection(_KILLED)
        if counted and not parts.intersection(_OTHERS):
            found.append(index)
    return found


def _figure(header: Header, end: str, file: str) -> str:
    found = _figures(header, end)
    civilians = [i for i in found if "civilian" in header.names[i].casefold()]
    chosen = found if len(found) == 1 else civilians
    if len(chosen) == 1:
        return f"c{chosen[0]}"
    seen = ", ".join(header.names[i] for i in found) or "none"
    reason = (
        f"columns for the {end} number of people killed: {seen}. A mapping file with --format csv"
        " that names the column settles it"
    )
    raise ImportFault(file, reason, row=1)


def _sides(column: str, table: SourceTable) -> str:
    """SQL: names out of ``[{"belligerent": "Name"}]``, or the words as they are."""
    listed = (
        f'array_to_string(regexp_extract_all({column}, \'"belligerent":\\s*"([^"]*)"\', 1), \'; \')'
    )
    return (
        f"CASE WHEN starts_with(trim({column}), '[')"
        f" THEN {table.words(listed)} ELSE {table.words(column)} END"
    )


FORMAT = Format(
    "airwars",
    "Airwars",
    "list of incidents of Airwars, with a date and a lowest and highest number of civilians killed;"
    " lists of others in this layout with `--format airwars` and a title of their own",
    "`low` and `high`; there is no `best`",
    map_fields,
    recognises=recognises,
    fits=fits,
    lacks="a date, or columns for the lowest and highest number of people killed",
)
