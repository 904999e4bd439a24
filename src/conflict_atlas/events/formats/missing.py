"""Words that stand for a value nobody has: as programs write them, in texts as in figures."""

from collections.abc import Sequence

from conflict_atlas.events.sql_literal import literal

# Written as they are here: a person called Na is none of them. A mapping may give another list.
MISSING = (
    "NA", "na", "N/A", "n/a", "#N/A", "N.A.", "n.a.", "<NA>", "NaN", "nan", "NAN", "NaT",
    "NULL", "null", "Null", "NONE", "None", "none", "-", "--", "\u2013", "\u2014",
    ".", "..", "...", "?",
)  # fmt: skip
# A figure that is unknown is missing; an actor who is unknown is what the source says.
UNKNOWN = ("unknown", "not known")


def words(expression: str, missing: Sequence[str] = MISSING) -> str:
    """SQL: the text without spaces around it, NULL when nothing is left or it says missing."""
    # Five times faster than to look at every text: few are short or have spaces, which stand
    # before "!".
    longest = max((len(word.encode()) for word in missing), default=0)
    clean = (
        f"strlen({expression}) > {longest} AND {expression} > '!' AND NOT suffix({expression}, ' ')"
    )
    trimmed = f"trim({expression})"
    return (
        f"CASE WHEN {clean} THEN {expression}"
        f" WHEN {listed(trimmed, missing)} THEN NULL ELSE nullif({trimmed}, '') END"
    )


def is_missing(expression: str, missing: Sequence[str] = MISSING) -> str:
    """SQL: whether a cell is empty or says, whatever the case, that a figure or day is missing."""
    known = dict.fromkeys(word.lower() for word in ("", *missing, *UNKNOWN))
    return f"({expression} IS NULL OR {listed(f'lower(trim({expression}))', tuple(known))})"


def listed(expression: str, texts: Sequence[str]) -> str:
    """SQL: whether a text is one of some."""
    # Not IN: a long list becomes a join that every row goes through.
    return f"list_contains([{', '.join(map(literal, texts))}]::VARCHAR[], {expression})"
