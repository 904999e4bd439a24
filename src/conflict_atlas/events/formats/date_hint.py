"""Which dates leave a doubt, and which format in a mapping would settle it."""

import re
from collections.abc import Sequence
from datetime import datetime

from conflict_atlas.events.formats import date_patterns as patterns

# Two numbers, either of which may be the day, and a year.
_EITHER = re.compile(r"^(\d{1,2})[-./](\d{1,2})[-./]\d{4}(\D|$)")
_MONTHS = 12
DOUBTS = (
    r"^\s*\d{1,2}[-./]\d{1,2}[-./]\d{4}(\D|$)",
    patterns.SHORT_NUMBERS, patterns.SHORT_NAME, patterns.SHORT_MONTH,
)  # fmt: skip
_FORMATS = (
    "%d{0}%m{0}%Y", "%m{0}%d{0}%Y", "%d{0}%m{0}%y", "%m{0}%d{0}%y", "%y{0}%m{0}%d",
    "%d{0}%b{0}%y", "%d{0}%B{0}%y", "%b{0}%d{0}%y", "%b{0}%y", "%B{0}%y",
)  # fmt: skip
_LONGEST = 24


def explain(value: str, others: Sequence[str] = ()) -> str:
    """Say what is not known of a date, what would settle it, and what other cells show."""
    found = formats(value)
    settles = " or ".join(f'date_format = "{one}"' for one in found)
    if _EITHER.match(value.strip()):
        doubt = "it is not said whether the day or the month comes first, and it is not guessed."
        return f"{doubt} A mapping file with {settles} settles it{_shown(others)}"
    doubt = "a year of two digits, and nothing says of which century."
    return f"{doubt} A mapping file with {settles}, or a column year of four digits, settles it"


def _shown(others: Sequence[str]) -> str:
    """Cells that can be read in one way only: programs that swap some leave these as they are."""
    shown: dict[str, str] = {}
    for value in map(str.strip, others):
        if numbers := _EITHER.match(value):
            first, second = int(numbers[1]), int(numbers[2])
            if second <= _MONTHS < first:
                shown.setdefault("the day", value)
            elif first <= _MONTHS < second:
                shown.setdefault("the month", value)
    seen = " and ".join(f"{value} has {what} first" for what, value in shown.items())
    return f"; of the first rows {seen}" if seen else ""


def formats(value: str) -> tuple[str, ...]:
    """The usual formats with which Python can read a date as written."""
    text = value.strip()
    separator = next((sign for sign in text[1:_LONGEST] if sign in "-./ "), "/")
    readable = []
    for form in _FORMATS:
        if form.startswith("%y") and separator != "-":
            continue  # nobody writes the year first with a different separator
        stated = form.format(separator)
        begins = re.match(patterns.of_stated(stated), text)
        try:
            datetime.strptime(begins[1] if begins else text, stated)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        readable.append(stated)
    return tuple(readable)
