"""Which sign a file uses as its decimal separator."""

import re

from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.field_mapping import plain_name
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile

_COMMA = re.compile(r"[+-]?\d{1,3},\d+")
_POINT = re.compile(r"[+-]?\d{1,3}\.\d+")
_DEGREES = {"latitude", "longitude", "lat", "lon", "long", "lng", "geo_lat", "geo_lon"}


def decimal_sign(dialect: Dialect, options: MappingFile, file: str) -> str:
    """The sign stated, else the one that the coordinates have, "" where there are none.

    Raises ImportFault for both.
    """
    if options.decimal:
        return options.decimal
    named = {one for name in ("latitude", "longitude") for one in options.columns.get(name, ())}
    places = [
        index
        for index, name in enumerate(dialect.header)
        if name in named
        or plain_name(name) in _DEGREES
        or (index < len(dialect.tags) and plain_name(dialect.tags[index]) in _DEGREES)
    ]
    values = [value for index in places for value in dialect.values(index)]
    comma = next((value for value in values if _COMMA.fullmatch(value)), "")
    point = next((value for value in values if _POINT.fullmatch(value)), "")
    if comma and point:
        reason = (
            f"coordinates are written both as {comma} and as {point}. A mapping file with"
            ' decimal = "," (or ".") settles it; rows written the other way are rejected'
        )
        raise ImportFault(file, reason)
    return "," if comma else "." if point else ""
