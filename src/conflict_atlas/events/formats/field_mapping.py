"""A format's mapping: which raw columns hold the dates, figures and words of the schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conflict_atlas.events.formats.missing import MISSING, words
from conflict_atlas.events.schema import FIGURES
from conflict_atlas.events.sql_literal import literal

_RAW = re.compile(r"\bc\d+\b")
_QUOTED = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True)
class Terms:
    """Under which title and licence a source gives its events."""

    title: str
    licence: str
    attribution: str


@dataclass(frozen=True)
class FieldMapping:
    """How rows of one file become events, in SQL over raw text columns ``c0``, ``c1``...

    Expressions give text, which is parsed in one place for all formats; "" stands for nothing.
    ``first_day`` and ``last_day`` widen parsed ``day0`` and ``day1`` where the precision says so.
    ``year`` settles the century of short years, ``level`` is a column that tells rows from those
    that add them up. ``cells`` are the columns of a wide table, by name: each becomes an event of
    its own, in whose expressions ``cell.name`` and ``cell.figure`` stand for them; ``totals`` are
    other columns with figures. ``refusals`` are conditions on parsed rows with the reason to reject
    them.
    """

    terms: Terms
    measure: str
    start: str
    end: str = ""
    event_id: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    latitude: str = ""
    longitude: str = ""
    low: str = ""
    best: str = ""
    high: str = ""
    year: str = ""
    level: str = ""
    date_precision: str = ""
    first_day: str = "day0"
    last_day: str = "day1"
    geo_precision: str = "'unknown'"
    cells: Mapping[str, str] = field(default_factory=dict)
    cell_figure: str = "cell.figure"
    totals: tuple[str, ...] = ()
    refusals: Sequence[tuple[str, str]] = ()
    remarks: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[str, ...]:
        """The expressions that hold dates."""
        return tuple(expression for expression in (self.start, self.end) if expression)

    @property
    def figures(self) -> dict[str, str]:
        """Expressions of low, best and high, of those that are there; none of a wide table."""
        held = {name: getattr(self, name) for name in FIGURES}
        return {} if self.cells else {name: one for name, one in held.items() if one}

    @property
    def counted(self) -> tuple[str, ...]:
        """Raw columns that hold figures."""
        held = (*self.figures.values(), *self.cells.values(), *self.totals)
        return tuple(dict.fromkeys(one for one in held if _RAW.fullmatch(one)))

    @property
    def used(self) -> dict[str, tuple[str, ...]]:
        """Raw columns by the field of the schema that is made of them."""
        stated = {
            "event_id": self.event_id, "date_start": self.start, "date_end": self.end,
            "date_precision": self.date_precision, **self.texts, "latitude": self.latitude,
            "longitude": self.longitude, "geo_precision": self.geo_precision, **self.figures,
            "origin": " ".join(self.cells.values()), "totals": " ".join(self.totals),
            "year": self.year, "level": self.level,
        }  # fmt: skip
        found = {name: raw_columns(expression) for name, expression in stated.items()}
        return {name: columns for name, columns in found.items() if columns}


def raw_columns(expression: str) -> tuple[str, ...]:
    """The raw columns of an expression in their order; texts inside it name none."""
    found = set(_RAW.findall(_QUOTED.sub("", expression)))
    return tuple(sorted(found, key=lambda column: int(column[1:])))


class Header:
    """The columns of a file by name, whatever the case and the signs between words."""

    def __init__(self, names: Sequence[str], missing: Sequence[str] = MISSING) -> None:
        self.names, self.missing = tuple(names), tuple(missing)
        self._places: dict[str, int] = {}
        for index, name in enumerate(names):
            if plain_name(name):
                self._places.setdefault(plain_name(name), index)

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._places

    def index(self, *names: str) -> int:
        """Index of the first of these columns; -1 if there is none."""
        return next(
            (self._places[plain_name(n)] for n in names if plain_name(n) in self._places), -1
        )

    def column(self, *names: str) -> str:
        """The raw column of the first of these names, "" when there is none."""
        index = self.index(*names)
        return f"c{index}" if index >= 0 else ""

    def text(self, *names: str) -> str:
        """The words of a column without spaces around them; SQL NULL when there are none."""
        column = self.column(*names)
        return words(column, self.missing) if column else "NULL"

    def number(self, *names: str) -> str:
        """A number that identifies an event: 7.0, as programs write it that count in it, is 7."""
        column = self.column(*names)
        whole = f"regexp_full_match({column}, '\\d+\\.0+')"
        cut = f"split_part({column}, '.', 1)"
        return (
            f"CASE WHEN suffix({column}, '0') AND {whole} THEN {cut} ELSE {column} END"
            if column
            else ""
        )

    def has(self, *names: str) -> bool:
        """Whether every one of these columns is there."""
        return all(name in self for name in names)


def plain_name(name: str) -> str:
    """A column name as small letters, digits and single underscores."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def by_code(expression: str, meanings: Mapping[str, str], otherwise: str) -> str:
    """SQL: the meaning of a code; a code such as ``1.0`` counts as ``1``."""
    exact, spaced = (
        " ".join(
            f"WHEN {literal(code + tail)} THEN {literal(meaning)}"
            for tail in tails
            for code, meaning in meanings.items()
        )
        for tails in (("",), ("", ".0"))
    )
    # Spaces are removed only from codes that are unknown as written, since each case repeats it.
    return (
        f"CASE {expression} {exact} ELSE CASE trim({expression}) {spaced} ELSE {otherwise} END END"
    )
