"""SQL that reads figures and degrees, and asks what the marks inside figures mean.

Whether ``2.000`` is two or two thousand is settled for a column, by all of its cells.
"""

from collections.abc import Mapping

from conflict_atlas.events.formats.missing import says_missing
from conflict_atlas.events.sql_literal import literal

LARGEST = 9e15
NO_FIGURE = "a figure is not a whole number"
# A column whose first cells have no mark: one that has is looked at together with all others.
UNMARKED = ""
_SPACES = r" \x{00a0}\x{2009}\x{202f}'\x{2019}"
_MARKED = rf"[-+]?\d[\d.,{_SPACES}]*[.,{_SPACES}][\d.,{_SPACES}]*"

# Kinds of cells with a mark, where m is the mark and o the other one of point and comma.
KINDS = {
    "decimal": (r"[-+]?(\d+m\d{0,2}|\d+m\d{4,}|\d{4,}m\d{3}|0m\d{3}|\d{1,3}(o\d{3})+m\d*)"),
    "thousands": r"[-+]?(\d{1,3}(m\d{3}){2,}|\d{1,3}(m\d{3})+o\d*)",
    "likely": r"[-+]?[1-9]\d{0,2}m(\d{2}[1-9]|\d[1-9]\d|[1-9]\d\d)",
    "open": r"[-+]?[1-9]\d{0,2}m000",
}


def figure_sql(column: str, decimal: str) -> str:
    """A whole number, NULL for anything else; ``decimal`` is the sign settled, or UNMARKED."""
    number = f"try_cast({column} AS DOUBLE)"
    whole = (
        f"{number} = floor({number}) AND abs({number}) < {LARGEST} AND NOT contains({column}, '.')"
    )
    plain = f"WHEN {whole} THEN CAST({number} AS BIGINT)"
    if decimal == UNMARKED:
        return f"CASE {plain} END"
    groups = "." if decimal == "," else ","
    sign = "[.]" if decimal == "." else ","
    marked = rf"[-+]?(\d{{1,3}}([{groups}{_SPACES}]\d{{3}})+|\d+)({sign}0*)?"
    clean = (
        f"regexp_replace(regexp_replace(trim({column}), '{sign}0*$', ''),"
        f" {literal(f'[{groups}{_SPACES}]')}, '', 'g')"
    )
    return (
        f"CASE {plain} WHEN regexp_full_match(trim({column}), {literal(marked)})"
        f" THEN try_cast({clean} AS BIGINT) END"
    )


def degrees(column: str, decimal: str) -> str:
    """A number of degrees; NULL for anything else."""
    text = f"replace({column}, ',', '.')" if decimal == "," else column
    number = f"try_cast({text} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def unreadable(column: str, parsed: str, missing: tuple[str, ...]) -> str:
    """Whether a cell holds something that is neither a number nor a word for missing."""
    written = f"NOT {says_missing(column, missing)}"
    return f"CASE WHEN {parsed} IS NULL AND {column} IS NOT NULL THEN {written} ELSE false END"


def marked(column: str, parsed: str) -> str:
    """Whether a cell that was not read has a mark inside its figure."""
    found = f"regexp_full_match(trim({column}), {literal(_MARKED)})"
    return f"CASE WHEN {parsed} IS NULL AND {column} IS NOT NULL THEN {found} ELSE false END"


def evidence(columns: tuple[str, ...]) -> Mapping[str, str]:
    """SQL aggregates by name: an example of each column, kind and mark, NULL without one."""
    found = {}
    for column in columns:
        text = f"trim({column})"
        for mark, other in ((".", ","), (",", ".")):
            for kind, pattern in KINDS.items():
                exact = pattern.replace("m", f"[{mark}]").replace("o", f"[{other}]")
                found[f"{column} {kind} {mark}"] = (
                    f"min({text}) FILTER (contains({column}, '{mark}')"
                    f" AND regexp_full_match({text}, {literal(exact)}))"
                )
    return found
