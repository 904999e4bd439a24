"""The day a list counts, as publishers write it in a file's name: year first, or month in words."""

import re
from contextlib import suppress
from datetime import date

from conflict_atlas.events.formats.date_patterns import MONTH

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<year>20\d\d)"
_GAP = r"[-_., ]{1,2}"
# Capitals may precede it (..._IOMFeb 02), but not the beginning of its word (Summary 02).
_NAME = rf"(?-i:(?<![a-z]))(?P<month>{MONTH})\.?"
_DAY = r"(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<gap>[-_. ])(?P<month>\d\d?)(?P=gap)(?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}{_GAP}{_NAME}{_GAP}{_DAY}(?!\d)",
        rf"{_NAME}{_GAP}{_DAY}{_GAP}{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}{_GAP}{_NAME}{_GAP}{_YEAR}(?!\d)",
    )
)


def find(name: str) -> date | None:
    """The one day in a name; none if it contains two."""
    days = set()
    for form in _FORMS:
        for found in form.finditer(name):
            month = found["month"].lower()
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
            with suppress(ValueError):  # 31 February, or digits that are not a date
                days.add(date(int(found["year"]), number, int(found["day"])))
    return days.pop() if len(days) == 1 else None
