"""What a file shows of itself before it is read: its first rows, and what is stated about it."""

from dataclasses import dataclass, field
from functools import cached_property

from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.field_mapping import Header
from conflict_atlas.events.formats.mapping_file import MappingFile


@dataclass(frozen=True)
class SourceTable:
    """The beginning of a table; ``file`` is its name, for messages and for days in it."""

    file: str
    dialect: Dialect
    stated: MappingFile = field(default_factory=MappingFile)
    decimal: str = "."

    @cached_property
    def header(self) -> Header:
        """The columns by name."""
        return Header(self.dialect.header)
