"""Any table with a row of HXL tags (hxlstandard.org): the tags say what the columns are."""

from collections.abc import Sequence

from conflict_atlas.events.formats.field_mapping import FieldMapping, Terms, words
from conflict_atlas.events.formats.format import Format
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.source_table import SourceTable

_TERMS = Terms("Table with HXL tags", "not stated", "not stated")
# Of each column of the schema, tags in the order in which they are looked for.
_TAGS: dict[str, tuple[str, ...]] = {
    "event_id": ("#event+id", "#event+code", "#incident+id", "#meta+id", "#id"),
    "date_start": ("#date+start", "#date+occurred", "#date+event", "#date+reported", "#date"),
    "date_end": ("#date+end",),
    "event_type": ("#event+type", "#cause+type", "#crisis+type", "#event+name", "#event"),
    "sub_event_type": ("#event+type+sub", "#event+sub", "#subevent"),
    "side_a": (
        "#group+name+first",
        "#actor+first",
        "#group+first",
        "#group+name",
        "#group",
        "#org",
    ),
    "side_b": ("#group+name+second", "#actor+second", "#group+second"),
    "place": ("#loc+name", "#loc"),
    "admin1": ("#adm1+name", "#adm1"),
    "admin2": ("#adm2+name", "#adm2"),
    "country": ("#country+name", "#country", "#country+code"),
    "latitude": ("#geo+lat", "#lat_deg", "#geo+latitude"),
    "longitude": ("#geo+lon", "#lon_deg", "#geo+lng", "#geo+longitude"),
    "notes": ("#description", "#event+description", "#meta+description"),
    "reference": ("#meta+source", "#meta+url", "#contact+name"),
}
_FIGURES = {
    "people-killed": ("#affected+killed", "#affected+dead", "#affected+fatalities"),
    "people-displaced": ("#affected+idps", "#affected+displaced", "#population+idps"),
}
_ENDS = {"low": ("+min", "+low"), "best": ("", "+best"), "high": ("+max", "+high")}


def map_fields(table: SourceTable) -> FieldMapping:
    """What the tags say; raises ImportFault where they say nothing or two things."""
    tags, file = table.dialect.tags, table.file
    places = _places(tags, file)
    found = {name: _find(places, wanted) for name, wanted in _TAGS.items()}
    if not found["date_start"]:
        seen = ", ".join(tag for tag in tags if tag)
        reason = f"no tag is one of {', '.join(_TAGS['date_start'])}; tags: {seen}"
        raise ImportFault(file, reason, row=2)
    measure, figures = _figures(places, table.stated.measure, file)
    geo = ("latitude", "longitude", "date_start", "date_end", "event_id")
    return FieldMapping(
        _TERMS,
        measure,
        start=found["date_start"],
        end=found["date_end"],
        event_id=found["event_id"],
        texts={name: words(column) for name, column in found.items() if column and name not in geo},
        latitude=found["latitude"],
        longitude=found["longitude"],
        low=figures["low"],
        best=figures["best"],
        high=figures["high"],
    )


def _places(tags: Sequence[str], file: str) -> dict[str, str]:
    """Columns by tag, its attributes in the order of the alphabet; doubled ones are a doubt."""
    places: dict[str, str] = {}
    for index, tag in enumerate(tags):
        key = _key(tag)
        if key in places and any(_key(w) == key for ws in _TAGS.values() for w in ws):
            raise ImportFault(
                file, "two columns have this tag; take one away", row=2, column=tag, value=tag
            )
        if key:
            places[key] = f"c{index}"
    return places


def _find(places: dict[str, str], wanted: Sequence[str]) -> str:
    return next((places[_key(tag)] for tag in wanted if _key(tag) in places), "")


def _figures(places: dict[str, str], stated: str, file: str) -> tuple[str, dict[str, str]]:
    """What is counted, and the columns of its lowest, best and highest figure."""
    held = {
        measure: {
            end: _find(places, [tag + suffix for tag in tags for suffix in suffixes])
            for end, suffixes in _ENDS.items()
        }
        for measure, tags in _FIGURES.items()
    }
    counted = [measure for measure, columns in held.items() if any(columns.values())]
    if stated in held:
        return stated, held[stated]
    if len(counted) > 1:
        reason = (
            f"tags count both {' and '.join(counted)}. A mapping file with"
            f' measure = "{counted[0]}" settles it'
        )
        raise ImportFault(file, reason, row=2)
    nothing = dict.fromkeys(_ENDS, "")
    return (counted[0], held[counted[0]]) if counted else ("none", nothing)


def _key(tag: str) -> str:
    name, *attributes = tag.replace(" ", "").casefold().split("+")
    return "+".join([name, *sorted(attributes)])


FORMAT = Format(
    "hxl",
    "HXL tags",
    "any table with a row of tags",
    "`#date+start`, `#date+end`, `#event+id`, `#event+type`, `#group+name+first`, `#loc+name`,"
    " `#adm1+name`, `#country+name`, `#geo+lat`, `#geo+lon`, `#affected+killed` or"
    " `#affected+idps` (with `+min`, `+max`), `#description`, `#meta+source`",
    map_fields,
    recognises=lambda table: bool(table.dialect.tags),
    fallback=True,
    lacks="a row of HXL tags; the first rows have none",
)
