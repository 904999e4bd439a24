"""Words for a missing value, as programs write them, in texts and in figures."""

import re
from collections.abc import Sequence

from conflict_atlas.events.sql_literal import literal

# Compared as written here: a person called Na is not missing. A mapping may give another list.
MISSING = (
    "NA", "na", "N/A", "n/a", "#N/A", "N.A.", "n.a.", "<NA>", "NaN", "nan", "NAN", "NaT",
    "NULL", "null", "Null", "NONE", "None", "none", "-", "--", "\u2013", "\u2014",
    ".", "..", "...", "?",
)  # fmt: skip
# A figure that is unknown is missing; an actor who is unknown is what the source says.
UNKNOWN = ("unknown", "not known")


def words(expression: str, missing: Sequence[str] = MISSING) -> str:
    """SQL: the text without spaces around it, NULL when nothing is left or it says missing.

    The character of number 0, which no text has and PostgreSQL refuses, is left out.
    """
    # Most texts are longer than any of the words and have no spaces around them, which sort before
    # "!". An expression that is repeated inside a CASE is computed for every row, so none is.
    longest = max((len(word.encode()) for word in missing), default=0)
    tight = (
        f"{expression} > '!' AND NOT suffix({expression}, ' ')"
        f" AND NOT contains({expression}, chr(0))"
    )
    short = (
        f"CASE WHEN strlen({expression}) > {longest} THEN {expression}"
        f" WHEN {listed(expression, missing)} THEN NULL ELSE {expression} END"
    )
    plain = f"trim(replace({expression}, chr(0), ''))"
    trimmed = f"nullif(regexp_replace({plain}, {_pattern(missing)}, ''), '')"
    return f"CASE WHEN {tight} THEN {short} ELSE {trimmed} END"


def says_missing(expression: str, missing: Sequence[str] = MISSING) -> str:
    """SQL: whether a cell is empty or says, whatever the case, that a figure or day is missing."""
    known = dict.fromkeys(word.lower() for word in ("", *missing, *UNKNOWN))
    return (
        f"({expression} IS NULL"
        f" OR regexp_full_match(lower(trim({expression})), {_pattern(tuple(known))}))"
    )


def listed(expression: str, texts: Sequence[str]) -> str:
    """SQL: whether a text is one of some."""
    return f"list_contains([{', '.join(map(literal, texts))}]::VARCHAR[], {expression})"


def _pattern(texts: Sequence[str]) -> str:
    return literal(f"^(?:{'|'.join(map(re.escape, texts))})$")
