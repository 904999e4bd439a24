"""Days in short form for a narrow column: ``19 Jul``, ``8–14 Aug``, ``2014–16``."""

from collections.abc import Sequence

import pandas as pd

from conflict_atlas.claims.record import Record

_MONTH_ENDS = 1


def year_understood(claims: Sequence[Record], year: int) -> int:
    """The year that a list of claims need not name: ``year`` where all lie in it, else none (0)."""
    days = (claim[key].year for claim in claims for key in ("date_start", "date_end"))
    return year if all(one == year for one in days) else 0


def short_span(start: pd.Timestamp, end: pd.Timestamp, year: int) -> str:
    """Write a span of days, leaving out its year if that is ``year``."""
    if start.year != end.year:
        return f"{start.year}–{end.year % 100:02}"
    said = _within_year(start, end)
    if start.year == year:
        return said
    return f"{said} {start.year}".strip()


def _within_year(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if start == end:
        return f"{start.day} {start:%b}"
    whole = start.day == _MONTH_ENDS and end.is_month_end
    if start.month == end.month:
        return f"{start:%b}" if whole else f"{start.day}–{end.day} {end:%b}"
    if whole and (start.month, end.month) == (1, 12):
        return ""
    return f"{start:%b}–{end:%b}"
