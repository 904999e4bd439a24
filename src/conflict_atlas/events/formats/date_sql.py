"""SQL that reads dates: what a text means where it can mean one thing only, else nothing.

Which of two numbers is the day is never guessed, nor the century of a year of two digits: another
column says it, or the format that a mapping states with ``%y``.
"""

from dataclasses import dataclass, replace

from conflict_atlas.events.formats import date_patterns as patterns
from conflict_atlas.events.sql_literal import literal

FIRST_YEAR = 1900
# What most files write that is not ISO 8601; the engine reads these together, and fast.
_COMMON = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%b %d, %Y", "%Y%m%d")


@dataclass(frozen=True)
class DateReading:
    """How the dates of one file are read.

    ``latest`` is the last year that is believed, ``stated`` the format of a mapping, ``year`` the
    expression of a column of years; "" for none.
    """

    latest: int
    stated: str = ""
    year: str = ""

    def iso(self, text: str) -> str:
        """SQL: the day that most files write, not yet believed."""
        return f"try_cast({text} AS DATE)"

    def written(self, text: str, iso: str) -> str:
        """SQL: the day in another common way, or as it is stated; ``iso`` is the column of iso."""
        trimmed = f"trim({text})"
        if not self.stated:
            formats = ", ".join(map(literal, _COMMON))
            common = f"CAST(try_strptime({trimmed}, [{formats}]) AS DATE)"
            return f"CASE WHEN {iso} IS NULL THEN {common} END"
        stated = literal(self.stated)
        found = f"try_strptime({trimmed}, {stated})"
        if pattern := patterns.of_stated(self.stated):
            begins = f"regexp_extract({trimmed}, {literal(pattern)}, 1)"
            found = (
                f"CASE WHEN {found} IS NULL THEN try_strptime({begins}, {stated}) ELSE {found} END"
            )
        if "%y" in self.stated:  # the engine takes 57 for 2057
            earlier = f"{found} - INTERVAL 100 YEAR"
            found = f"CASE WHEN year({found}) > {self.latest} THEN {earlier} ELSE {found} END"
        # The engine would read infinity as the first day of its own clock.
        return f"CASE WHEN {iso} IS NULL OR isfinite({iso}) THEN CAST({found} AS DATE) END"

    def day(self, text: str, iso: str, written: str, *, last: bool = False) -> str:
        """SQL: the first or last day that a text may mean, from the columns of the two above."""
        believed = f"WHEN {self.believed(iso)} THEN {iso}"
        ends = {"month": f"last_day({written})", "year": _year_end(written)}
        end = ends.get(self.kind, written) if last else written
        said = f"WHEN {self.believed(written)} THEN {end}"
        first = f"{said} {believed}" if self.stated else f"{believed} {said}"
        return f"CASE {first} ELSE {self._slow(text, last=last)} END"

    def precision(self, text: str, iso: str, written: str) -> str:
        """SQL: how exactly a date is known by the way it is written."""
        known = "CASE WHEN date_start = date_end THEN 'day' ELSE 'range' END"
        month = " OR ".join(
            _matches(text, one) for one in (patterns.MONTH_NAME, patterns.MONTH_NUMBER)
        )
        said = f"'{self.kind}'" if self.kind != "day" else known
        return (
            f"CASE WHEN {self.believed(iso)} THEN {known} WHEN {written} IS NOT NULL THEN {said}"
            f" WHEN {_matches(text, patterns.YEAR)} THEN 'year'"
            f" WHEN {month} THEN 'month' ELSE {known} END"
        )

    def in_both_orders(self, text: str) -> tuple[str, str] | None:
        """SQL: a day as it is read, and with day and month the other way round.

        None where the format says no order of the two. Without one only dates that begin with the
        year have an order that is taken for granted.
        """
        if self.stated:
            turned = patterns.turned(self.stated)
            other, nothing = replace(self, stated=turned), "CAST(NULL AS DATE)"
            both = (self.written(text, nothing), other.written(text, nothing))
            return both if turned else None
        own, other_way = [], []
        for pattern in (patterns.YEAR_FIRST, patterns.COMPACT):
            year, one, two = (_part(text, pattern, group) for group in (1, 2, 3))
            when = f"WHEN {_matches(text, pattern)} THEN"
            own.append(f"{when} {_made(year, one, two, '')}")
            other_way.append(f"{when} {_made(year, two, one, '')}")
        return f"CASE {' '.join(own)} END", f"CASE {' '.join(other_way)} END"

    def believed(self, day: str) -> str:
        """SQL: whether a day lies in the years that are believed."""
        return f"{day} BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{self.latest}-12-31'"

    def unlikely(self, text: str, iso: str) -> str:
        """SQL: whether a text that was not understood names a year that is not believed."""
        found = f"regexp_extract(trim({text}), '(?:^|\\D)(\\d{{4}})(?:\\D|$)', 1)"
        year = f"try_cast({found} AS BIGINT)"
        return (
            f"(NOT coalesce({self.believed(iso)}, true)"
            f" OR NOT coalesce({year} BETWEEN {FIRST_YEAR} AND {self.latest}, true))"
        )

    @property
    def kind(self) -> str:
        """How exactly the stated format says a date."""
        if not self.stated or any(f"%{d}" in self.stated for d in ("d", "-d", "j", "x", "c", "D")):
            return "day"
        return "month" if any(f"%{m}" in self.stated for m in ("m", "-m", "b", "B")) else "year"

    def _slow(self, text: str, *, last: bool) -> str:
        """The other ways in which a day, a month or a year is written: by pattern, one by one."""
        whens = [f"WHEN {_matches(text, patterns.SEVERAL)} THEN NULL"]
        for pattern, year, month, day in (
            (patterns.YEAR_FIRST, 1, 2, 3),
            (patterns.COMPACT, 1, 2, 3),
            (patterns.DAY_NAME, 3, 2, 1),
            (patterns.NAME_DAY, 3, 1, 2),
        ):
            y, m, d = (_part(text, pattern, group) for group in (year, month, day))
            whens.append(f"WHEN {_matches(text, pattern)} THEN {_made(y, m, d, pattern)}")
        if not self.stated:  # which would say the order of day and month
            whens.append(self._by_numbers(text))
        whens += self._short(text)
        for pattern, year, month in ((patterns.MONTH_NAME, 2, 1), (patterns.MONTH_NUMBER, 1, 2)):
            first = _made(_part(text, pattern, year), _part(text, pattern, month), "'1'", pattern)
            whens.append(
                f"WHEN {_matches(text, pattern)} THEN {f'last_day({first})' if last else first}"
            )
        first = f"try_cast(trim({text}) || '-01-01' AS DATE)"
        whens.append(
            f"WHEN {_matches(text, patterns.YEAR)} THEN {_year_end(first) if last else first}"
        )
        return f"CASE {' '.join(whens)} END"

    def _by_numbers(self, text: str) -> str:
        """Two numbers and a year, where one of the two can only be the day or both are the same."""
        one, two, year = (_part(text, patterns.NUMBERS, group) for group in (1, 2, 3))
        return f"WHEN {_matches(text, patterns.NUMBERS)} THEN {_unambiguous(one, two, year)}"

    def _short(self, text: str) -> list[str]:
        """Years of two digits, where something settles their century."""
        if not self.year and "%y" not in self.stated:
            return []
        name, numbers = patterns.SHORT_NAME, patterns.SHORT_NUMBERS
        year = self._century(_part(text, name, 3))
        day, month = _part(text, name, 1), _part(text, name, 2)
        whens = [f"WHEN {_matches(text, name)} THEN {_made(year, month, day, name)}"]
        if not self.stated:
            one, two = _part(text, numbers, 1), _part(text, numbers, 2)
            made = _unambiguous(one, two, self._century(_part(text, numbers, 3)))
            whens.append(f"WHEN {_matches(text, numbers)} THEN {made}")
        return whens

    def _century(self, short: str) -> str:
        """SQL: the whole year: the one next to the column of years, at most one apart from it."""
        number = f"try_cast({short} AS INTEGER)"
        if not self.year:
            century = f"CASE WHEN 2000 + {number} > {self.latest} THEN 1900 ELSE 2000 END"
            return f"({century} + {number})::VARCHAR"
        near = f"try_cast(regexp_extract(trim({self.year}), '^\\d{{4}}') AS INTEGER)"
        whole = f"({near} + ({number} - {near} % 100 + 150) % 100 - 50)"
        return f"(CASE WHEN abs({whole} - {near}) <= 1 THEN {whole} END)::VARCHAR"


def _matches(text: str, pattern: str) -> str:
    return f"regexp_matches(trim({text}), {literal(pattern)})"


def _part(text: str, pattern: str, group: int) -> str:
    return f"regexp_extract(trim({text}), {literal(pattern)}, {group})"


def _made(year: str, month: str, day: str, pattern: str) -> str:
    """SQL: a day of its parts; NULL where there is no such day."""
    if "jan" in pattern:  # the month is a name
        text = f"{day} || ' ' || left({month}, 3) || ' ' || {year}"
        return f"CAST(try_strptime({text}, '%d %b %Y') AS DATE)"
    return f"try_cast({year} || '-' || {month} || '-' || {day} AS DATE)"


def _unambiguous(one: str, two: str, year: str) -> str:
    """SQL: the day of two numbers and a year, where only one order of the two is possible."""
    a, b = f"CAST({one} AS INTEGER)", f"CAST({two} AS INTEGER)"
    return (
        f"CASE WHEN {a} = {b} OR ({a} > 12 AND {b} <= 12)"
        f" THEN {_made(year, two, one, '')} WHEN {b} > 12 AND {a} <= 12"
        f" THEN {_made(year, one, two, '')} END"
    )


def _year_end(first: str) -> str:
    return f"CAST(date_trunc('year', {first}) + INTERVAL 1 YEAR - INTERVAL 1 DAY AS DATE)"
