"""What is known of a file before it is read: its first rows, and the settings stated for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from conflict_atlas.events.formats import number_sql
from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.field_mapping import Header
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.formats.missing import listed, words
from conflict_atlas.events.sql_literal import literal


@dataclass(frozen=True)
class SourceTable:
    """The beginning of a table; ``file`` is its name, for messages and for days in it.

    ``degrees`` is the sign before the decimals of coordinates, "" where there are none;
    ``decimals`` that of each raw column of figures, where it is settled.
    """

    file: str
    dialect: Dialect
    stated: MappingFile = field(default_factory=MappingFile)
    degrees: str = ""
    decimals: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def header(self) -> Header:
        """The columns by name."""
        return Header(self.dialect.header, self.stated.missing)

    def figure(self, column: str) -> str:
        """SQL: the whole number in a raw column."""
        sign = self.decimals.get(column, number_sql.UNMARKED)
        return self._held(column, number_sql.figure_sql(column, sign))

    def degrees_in(self, column: str) -> str:
        """SQL: the degrees in a raw column."""
        return self._held(column, number_sql.degrees(column, self.degrees))

    def _held(self, column: str, number: str) -> str:
        """SQL: a number, unless the mapping says that it means a missing one, such as -99."""
        said = [word for word in self.stated.missing if any(map(str.isdecimal, word))]
        if not said:
            return number
        return f"CASE WHEN {listed(f'trim({column})', said)} THEN NULL ELSE {number} END"

    def words(self, expression: str) -> str:
        """SQL: the text without spaces, NULL when it is missing."""
        return words(expression, self.stated.missing)

    def named(self, field_: str) -> str:
        """The expression that the mapping gives for a field, "" where it gives none.

        Raises ImportFault for a column that is not there.
        """
        if field_ in self.stated.constants:
            return literal(self.stated.constants[field_])
        columns = [self.column_named(field_, name) for name in self.stated.columns.get(field_, ())]
        return _date_of(*columns) if len(columns) > 1 else "".join(columns)

    def column_named(self, field_: str, name: str) -> str:
        """The raw column of a name or number that a mapping gives; raises ImportFault."""
        names = self.header.names
        if name in names:
            return f"c{names.index(name)}"
        if name.isdecimal() and 0 < int(name) <= len(names):
            return f"c{int(name) - 1}"
        reason = f"no such column; there are {', '.join(names)}"
        raise ImportFault(self.file, reason, row=1, column=field_, value=name)


def _date_of(year: str, month: str, day: str) -> str:
    """SQL: one text of three columns; a month or day of 0 is not known."""
    unknown = "IN ('', '0', '00', 'NA', '-9', '-99')"
    year, month, day = (
        f"regexp_replace(trim(coalesce({one}, '')), '\\.0$', '')" for one in (year, month, day)
    )
    return (
        f"CASE WHEN {month} {unknown} THEN {year}"
        f" WHEN {day} {unknown} AND regexp_full_match({month}, '\\d+')"
        f" THEN {year} || '-' || lpad({month}, 2, '0')"
        f" WHEN {day} {unknown} THEN {month} || ' ' || {year}"
        f" WHEN regexp_full_match({month}, '\\d+') THEN {year} || '-' || {month} || '-' || {day}"
        f" ELSE {day} || ' ' || {month} || ' ' || {year} END"
    )
