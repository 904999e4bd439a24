"""SQL that turns the texts of a file into dates, figures and degrees, and says what is none."""

from conflict_atlas.events.sql_literal import literal

# Words that stand for a figure nobody has; it stays missing.
MISSING = ("na", "n/a", "n.a.", "nan", "null", "none", "unknown", "-", "--", ".", "?")
# Which day and which month is never guessed: 02/03/2016 is an error unless its format is stated.
AMBIGUOUS = r"^\s*\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})(\D|$)"
_DAYS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%B %d, %Y", "%b %d, %Y", "%Y%m%d")
_MONTHS = ("%B %Y", "%b %Y", "%b-%Y")
# An earlier year is a short one: 03/04/16 must not become the year 3.
_FIRST_YEAR = "DATE '1000-01-01'"
_LARGEST = 9e15
NO_FIGURE = "a figure is not a whole number"


def figure(column: str, decimal: str) -> str:
    """A whole number, with or without separators of thousands; NULL for anything else."""
    number = _number(column, decimal)
    thousands = r"[ \u00a0\u2009\u202f'’.]" if decimal == "," else r"[ \u00a0\u2009\u202f'’,]"
    grouped = rf"-?\d{{1,3}}({thousands}\d{{3}})+"
    return (
        f"CASE WHEN {number} = floor({number}) AND abs({number}) < {_LARGEST}"
        f" THEN CAST({number} AS BIGINT)"
        f" WHEN regexp_full_match(trim({column}), {_pattern(grouped)})"
        f" THEN CAST(regexp_replace(trim({column}), {_pattern(thousands)}, '', 'g') AS BIGINT) END"
    )


def degrees(column: str, decimal: str) -> str:
    """A number of degrees; NULL for anything else."""
    number = _number(column, decimal)
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def unreadable(column: str, parsed: str) -> str:
    """Whether something is written there that is no number and does not say that it is missing."""
    # Not IN: a long list becomes a join that every row goes through.
    missing = ", ".join(literal(word) for word in ("", *MISSING))
    written = f"NOT list_contains([{missing}], lower(trim({column})))"
    return f"CASE WHEN {parsed} IS NULL AND {column} IS NOT NULL THEN {written} ELSE false END"


def first_day(text: str, stated: str) -> str:
    """The first day that a date, a month or a year may mean."""
    if stated:
        return f"CAST(try_strptime(trim({text}), {literal(stated)}) AS DATE)"
    return _else(_day(text), _month(text), _year(text))


def last_day(text: str, stated: str) -> str:
    """The last day that a date, a month or a year may mean."""
    if stated:
        return first_day(text, stated)
    year = f"CAST({_year(text)} + INTERVAL 1 YEAR - INTERVAL 1 DAY AS DATE)"
    return _else(_day(text), f"last_day({_month(text)})", year)


def precision(text: str) -> str:
    """How exactly a date is known by the way it is written."""
    return (
        f"CASE WHEN regexp_full_match(trim({text}), '\\d{{4}}') THEN 'year'"
        f" WHEN {_day(text)} IS NULL AND {_month(text)} IS NOT NULL THEN 'month'"
        " WHEN date_start = date_end THEN 'day' ELSE 'range' END"
    )


def total(text: str) -> str:
    """Whether a cell says that its row adds up others."""
    return f"regexp_full_match(trim(lower({text})), '(grand|sub|overall)?[ -]?totals?[ :.]*')"


def tile(longitude: str, latitude: str, zoom: int) -> tuple[str, str]:
    """Column and row of the tile, as ``conflict_atlas.events.geometry`` counts them."""
    count = 1 << zoom
    y = f"radians(greatest(-85.0511287798066, least(85.0511287798066, {latitude})))"
    column = f"floor(({longitude} + 180) / 360 * {count})"
    row = f"floor((1 - asinh(tan({y})) / pi()) / 2 * {count})"
    return _within(column, latitude, count), _within(row, latitude, count)


def _within(number: str, given: str, count: int) -> str:
    # greatest and least pass over NULL: without coordinates they would give a tile.
    within = f"greatest(0, least({count - 1}, {number}))"
    return f"CASE WHEN {given} IS NOT NULL THEN CAST({within} AS INTEGER) END"


def _else(day: str, month: str, year: str) -> str:
    # Not coalesce: what it shares with other expressions is worked out for every row at once, and
    # reading months costs twenty times a date.
    return (
        f"CASE WHEN {day} IS NOT NULL THEN {day}"
        f" WHEN {month} IS NOT NULL THEN {month} ELSE {year} END"
    )


def _number(column: str, decimal: str) -> str:
    text = f"replace({column}, ',', '.')" if decimal == "," else column
    return f"try_cast({text} AS DOUBLE)"


def _day(text: str) -> str:
    formats = ", ".join(literal(written) for written in _DAYS)
    return (
        f"CASE WHEN try_cast({text} AS DATE) >= {_FIRST_YEAR} THEN try_cast({text} AS DATE)"
        f" ELSE CAST(try_strptime(trim({text}), [{formats}]) AS DATE) END"
    )


def _month(text: str) -> str:
    formats = ", ".join(literal(written) for written in _MONTHS)
    return (
        f"CASE WHEN regexp_full_match(trim({text}), '\\d{{4}}-\\d\\d')"
        f" THEN try_cast(trim({text}) || '-01' AS DATE)"
        f" ELSE CAST(try_strptime(trim({text}), [{formats}]) AS DATE) END"
    )


def _year(text: str) -> str:
    return (
        f"CASE WHEN regexp_full_match(trim({text}), '[12]\\d{{3}}')"
        f" THEN try_cast(trim({text}) || '-01-01' AS DATE) END"
    )


def _pattern(text: str) -> str:
    # The engine's patterns know \x{..}, not \u....
    for code in ("00a0", "2009", "202f"):
        text = text.replace(rf"\u{code}", rf"\x{{{code}}}")
    return literal(text)
