"""Which format a file is in, by its header and first rows."""

from conflict_atlas.events.formats import mapped, stated_rows
from conflict_atlas.events.formats.csv_dialect import of_records
from conflict_atlas.events.formats.field_mapping import FieldMapping
from conflict_atlas.events.formats.format import Format
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.formats.registry import AUTO, FORMATS, named
from conflict_atlas.events.formats.source_table import SourceTable


def choose(table: SourceTable, form: str) -> Format:
    """Name the format; raises ImportFault if it is in doubt, saying what was found."""
    if form != AUTO:
        return _agree(named(form), table)
    fits = [one for one in FORMATS if one.recognises(table)]
    found = [one for one in fits if not one.fallback]
    if not found and fits:  # a form of table: what a mapping states comes before tags
        return mapped.FORMAT if table.stated.columns else fits[0]
    if len(found) == 1:
        return found[0]
    seen = ", ".join(table.dialect.header)
    if found:
        either = " or ".join(one.name for one in found)
        reason = f"it could be {either} by its columns ({seen}). --format settles it"
    else:
        reason = (
            f"its columns are of no known format ({seen}). A mapping file that says which column is"
            " which settles it: docs/events.md"
        )
    raise ImportFault(table.file, reason, row=1)


def is_known(rows: list[list[str]], file: str, stated: MappingFile) -> bool:
    """Whether the first rows of a table are of a known format."""
    try:
        table = SourceTable(file, of_records(rows, file, stated), stated)
    except ImportFault:
        return False
    return any(one.recognises(table) for one in FORMATS)


def map_fields(format_: Format, table: SourceTable) -> FieldMapping:
    """Say how rows become events: as the format has it, but for what a mapping states."""
    mapping = format_.map_fields(table)
    if format_ is not mapped.FORMAT:
        mapping = mapped.override(mapping, table)
    return stated_rows.apply(mapping, table)


def _agree(stated: Format, table: SourceTable) -> Format:
    """Refuse a stated format whose columns are not there."""
    fits = stated.fits or stated.recognises
    if stated is mapped.FORMAT or fits(table):
        return stated
    missing = ", ".join(name for name in stated.needs if name not in table.header) or stated.lacks
    seen = ", ".join(table.dialect.header)
    raise ImportFault(table.file, f"not {stated.name}: missing {missing}; columns: {seen}", row=1)
