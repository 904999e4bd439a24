"""Any table with a row of HXL tags (hxlstandard.org): the tags say what the columns are."""

from conflict_atlas.events.formats.field_mapping import FieldMapping, Terms
from conflict_atlas.events.formats.format import SHEETS_ONLY, Format
from conflict_atlas.events.formats.hxl_tag import Tag, find
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.schema import FIGURES

_TERMS = Terms("Table with HXL tags", "not stated", "not stated")
# Of each column of the schema, patterns of tags in the order in which they are looked for.
_TAGS: dict[str, tuple[str, ...]] = {
    "event_id": ("#event+id", "#event+code", "#incident+id", "#meta+id", "#id"),
    "date_start": ("#date+start", "#date+occurred", "#date+event", "#date+reported", "#date-end"),
    "date_end": ("#date+end",),
    "event_type": ("#event+type-sub", "#cause+type", "#crisis+type", "#event+name",
                   "#event-id-code-num-sub"),
    "sub_event_type": ("#event+type+sub", "#event+sub", "#subevent"),
    "side_a": ("#group+name+first", "#actor+first", "#group+first", "#group+name-second",
               "#group-second", "#org-code-id"),
    "side_b": ("#group+name+second", "#actor+second", "#group+second"),
    "place": ("#loc+name", "#loc-code-id-type"),
    "admin1": ("#adm1+name", "#adm1-code-id"),
    "admin2": ("#adm2+name", "#adm2-code-id"),
    "country": ("#country+name", "#country-code", "#country+code"),
    "latitude": ("#geo+lat", "#lat_deg", "#geo+latitude"),
    "longitude": ("#geo+lon", "#lon_deg", "#geo+lng", "#geo+longitude"),
    "notes": ("#description", "#event+description", "#meta+description"),
    "reference": ("#meta+source", "#meta+url", "#contact+name"),
    "level": ("#adm+level", "#meta+level"),
}  # fmt: skip
_FIGURES = {
    "people-killed": ("#affected+killed", "#affected+dead", "#affected+fatalities"),
    "people-displaced": ("#affected+idps", "#affected+displaced", "#population+idps"),
}
_ENDS = {"low": ("+min", "+low"), "best": ("-min-low-max-high",), "high": ("+max", "+high")}
# Parts of the people, which are no lower figure of all of them, and those who are no people.
_PARTS = ("f", "m", "male", "female", "men", "women", "boys", "girls", "children", "child",
          "adults", "infants", "elderly", "hh", "households", "families")  # fmt: skip
_COUNTING = ("#affected", "#population", "#casualties")


def map_fields(table: SourceTable) -> FieldMapping:
    """The mapping from the tags; raises ImportFault if they are missing or ambiguous."""
    tags = [Tag.of(cell) for cell in table.dialect.tags]
    found = {name: _one(table, tags, name, wanted) for name, wanted in _TAGS.items()}
    if not found["date_start"] and not table.named("date_start"):
        seen = ", ".join(tag for tag in table.dialect.tags if tag)
        reason = f"no tag is one of {', '.join(_TAGS['date_start'])}; tags: {seen}"
        raise ImportFault(table.file, reason, row=2)
    measure, figures = _figures(table, tags)
    apart = ("latitude", "longitude", "date_start", "date_end", "event_id", "level")
    return FieldMapping(
        _TERMS,
        measure,
        start=found["date_start"],
        end=found["date_end"],
        event_id=found["event_id"],
        texts={
            name: table.words(column)
            for name, column in found.items()
            if column and name not in apart
        },
        latitude=found["latitude"],
        longitude=found["longitude"],
        level=found["level"],
        remarks=_passed_over(tags, set(figures.values())),
        low=figures["low"],
        best=figures["best"],
        high=figures["high"],
    )


def _one(table: SourceTable, tags: list[Tag], name: str, patterns: tuple[str, ...]) -> str:
    """The column that some patterns mean; two that fit alike are a doubt, unless it is settled."""
    if name in table.stated.columns or name in table.stated.constants:
        return ""
    found = find(tags, patterns)
    if len(found) > 1:
        seen = tags[found[0]].written
        columns = " and ".join(table.dialect.header[index] or "one without name" for index in found)
        reason = (
            f"two columns fit alike ({columns}). A mapping file with [columns] {name} = "
            f'"{table.dialect.header[found[0]]}" (or another) settles it'
        )
        raise ImportFault(table.file, reason, row=2, column=seen, value=seen)
    return f"c{found[0]}" if found else ""


def _figures(table: SourceTable, tags: list[Tag]) -> tuple[str, dict[str, str]]:
    """What is counted, and the columns of its lowest, best and highest figure."""
    whole = "".join(f"-{part}" for part in _PARTS)
    held = {}
    for measure, bases in _FIGURES.items():
        if table.stated.measure in ("", measure):
            held[measure] = {
                end: _one(table, tags, end, tuple(b + s + whole for b in bases for s in signs))
                for end, signs in _ENDS.items()
            }
    counted = [measure for measure, columns in held.items() if any(columns.values())]
    stated = any(name in table.stated.columns for name in FIGURES)
    if len(counted) > 1 and not stated:
        reason = (
            f"tags count both {' and '.join(counted)}. A mapping file with"
            f' measure = "{counted[0]}" settles it'
        )
        raise ImportFault(table.file, reason, row=2)
    if stated or not counted:
        measure = table.stated.measure or ("people-killed" if stated else "none")
        return measure, dict.fromkeys(_ENDS, "")
    return counted[0], held[counted[0]]


def _passed_over(tags: list[Tag], used: set[str]) -> tuple[str, ...]:
    """Say which figures of the table are not taken."""
    others = [
        tag.written
        for index, tag in enumerate(tags)
        if tag.base in _COUNTING and f"c{index}" not in used
    ]
    return (f"figures passed over: {', '.join(others)}",) if others else ()


FORMAT = Format(
    "hxl",
    "HXL tags",
    "any table with a row of tags",
    "`#date+start`, `#date+end`, `#event+id`, `#event+type`, `#group+name+first`, `#loc+name`,"
    " `#adm1+name`, `#country+name`, `#geo+lat`, `#geo+lon`, `#affected+killed` or"
    " `#affected+idps` (with `+min`, `+max`), `#description`, `#meta+source`, each with any other"
    " attributes; of the levels of `#adm+level` one",
    map_fields,
    endings=SHEETS_ONLY,
    recognises=lambda table: bool(table.dialect.tags),
    fallback=True,
    lacks="a row of HXL tags; the first rows have none",
)
