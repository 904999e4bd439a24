"""What one format says: which raw columns hold the dates, figures and words of the schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conflict_atlas.events.sql_literal import literal


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
    ``cells`` are the columns of a wide table, by name: each becomes an event of its own, in whose
    expressions ``cell.name`` and ``cell.figure`` stand for them. ``refusals`` are conditions on
    parsed rows with the reason to reject them.
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
    date_precision: str = ""
    first_day: str = "day0"
    last_day: str = "day1"
    geo_precision: str = "'unknown'"
    cells: Mapping[str, str] = field(default_factory=dict)
    cell_figure: str = "cell.figure"
    refusals: Sequence[tuple[str, str]] = ()
    remarks: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[str, ...]:
        """The expressions that hold dates."""
        return tuple(expression for expression in (self.start, self.end) if expression)


class Header:
    """The columns of a file by name, whatever the case and the signs between words."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._places: dict[str, int] = {}
        for index, name in enumerate(names):
            self._places.setdefault(plain(name), index)

    def __contains__(self, name: str) -> bool:
        return plain(name) in self._places

    def index(self, *names: str) -> int:
        """Where the first of these columns is; -1 when there is none."""
        return next((self._places[plain(n)] for n in names if plain(n) in self._places), -1)

    def column(self, *names: str) -> str:
        """The raw column of the first of these names, "" when there is none."""
        index = self.index(*names)
        return f"c{index}" if index >= 0 else ""

    def text(self, *names: str) -> str:
        """The words of a column without spaces around them; SQL NULL when there are none."""
        column = self.column(*names)
        return words(column) if column else "NULL"

    def has(self, *names: str) -> bool:
        """Whether every one of these columns is there."""
        return all(name in self for name in names)


def plain(name: str) -> str:
    """A column name as small letters, digits and single underscores."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def words(expression: str) -> str:
    """SQL: the text without spaces around it, NULL when nothing is left."""
    # Five times faster than to trim every text: few have spaces, which stand before "!".
    clean = f"{expression} > '!' AND NOT suffix({expression}, ' ')"
    return f"CASE WHEN {clean} THEN {expression} ELSE nullif(trim({expression}), '') END"


def by_code(expression: str, meanings: Mapping[str, str], otherwise: str) -> str:
    """SQL: what a code stands for; a code such as ``1.0`` counts as ``1``."""
    exact, spaced = (
        " ".join(
            f"WHEN {literal(code + tail)} THEN {literal(meaning)}"
            for tail in tails
            for code, meaning in meanings.items()
        )
        for tails in (("",), ("", ".0"))
    )
    # Spaces are taken away only where the code is not one as it stands: each case does it anew.
    return (
        f"CASE {expression} {exact} ELSE CASE trim({expression}) {spaced} ELSE {otherwise} END END"
    )
