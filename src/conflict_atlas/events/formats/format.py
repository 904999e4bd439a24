"""An import format: everything the project knows of one is in one object."""

from collections.abc import Callable
from dataclasses import dataclass

from conflict_atlas.events.formats.field_mapping import FieldMapping
from conflict_atlas.events.formats.source_table import SourceTable

CSV_ENDINGS = (".csv", ".tsv", ".txt")
JSON_ENDINGS = (".geojson", ".json")
SHEET_ENDINGS = (".xlsx", ".xls", ".ods")
PACKED_ENDINGS = (".zip", ".gz")
MAP_ENDINGS = (".gpkg", ".fgb", ".kml", ".kmz")
# Whatever holds a table with a header; archives hold one of the others, a .zip also a shapefile.
ANY_ENDINGS = (
    *CSV_ENDINGS, *SHEET_ENDINGS, *PACKED_ENDINGS, *JSON_ENDINGS, ".parquet", *MAP_ENDINGS,
)  # fmt: skip
# What has room for a row of tags under the header, or rows of titles above it.
SHEETS_ONLY = (*CSV_ENDINGS, *SHEET_ENDINGS, *PACKED_ENDINGS)


def _never(_table: SourceTable) -> bool:
    return False


@dataclass(frozen=True)
class Format:
    """One import format, as ``registry.FORMATS`` lists it.

    ``name`` is what the command line, manifests and the data package call it, ``label`` what a
    reader of the page chooses. ``file`` and ``becomes`` are its row of the table in
    ``docs/events.md``. ``needs`` are the columns without which a file is not of this format, and
    ``lacks`` says in words what else it may lack. ``recognises`` asks for what only that source
    has, as a file is credited to it; ``fits`` for what can be read where somebody says who made it.
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
    fits: Callable[[SourceTable], bool] | None = None
    endings: tuple[str, ...] = ANY_ENDINGS
    fallback: bool = False
    lacks: str = "columns of that format"
