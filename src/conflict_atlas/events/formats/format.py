"""An import format: everything the project knows of one is in one object."""

from collections.abc import Callable
from dataclasses import dataclass

from conflict_atlas.events.formats.field_mapping import FieldMapping
from conflict_atlas.events.formats.source_table import SourceTable

CSV_ENDINGS = (".csv", ".tsv", ".txt")
JSON_ENDINGS = (".geojson", ".json")


def _never(_table: SourceTable) -> bool:
    return False


@dataclass(frozen=True)
class Format:
    """One import format, as ``registry.FORMATS`` lists it.

    ``name`` is what the command line, manifests and the data package call it, ``label`` what a
    reader of the page chooses. ``file`` and ``becomes`` are its row of the table in
    ``docs/events.md``. ``needs`` are the columns without which a file is not of this format.
    A format that only describes the form of a table, not who made it, is a ``fallback``: it is
    taken where no other fits.
    """

    name: str
    label: str
    file: str
    becomes: str
    map_fields: Callable[[SourceTable], FieldMapping]
    needs: tuple[str, ...] = ()
    recognises: Callable[[SourceTable], bool] = _never
    endings: tuple[str, ...] = CSV_ENDINGS
    fallback: bool = False
    lacks: str = "columns of that format"
