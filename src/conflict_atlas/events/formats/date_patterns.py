"""How dates are written, with a time or words without a number after them, as patterns."""

import re

MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_TAIL = r"(?:[T ,]+\d{1,2}:\d{2}.*|\D*)$"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_GAP = r"[-./ ,]+"

YEAR_FIRST = rf"^(\d{{4}})[-./ ](\d{{1,2}})[-./ ](\d{{1,2}}){_TAIL}"
COMPACT = rf"^(\d{{4}})(\d{{2}})(\d{{2}}){_TAIL}"
DAY_NAME = rf"(?i)^{_WEEKDAY}{_DAY}{_GAP}({MONTH})\.?{_GAP}(\d{{4}}){_TAIL}"
NAME_DAY = rf"(?i)^{_WEEKDAY}({MONTH})\.?{_GAP}{_DAY}{_GAP}(\d{{4}}){_TAIL}"
NUMBERS = rf"^(\d{{1,2}})[-./](\d{{1,2}})[-./](\d{{4}}){_TAIL}"
MONTH_NAME = rf"(?i)^({MONTH})\.?{_GAP}(\d{{4}}){_TAIL}"
MONTH_NUMBER = rf"^(\d{{4}})-(\d{{1,2}}){_TAIL}"
YEAR = r"^(\d{4})$"
SHORT_NAME = rf"(?i)^{_WEEKDAY}{_DAY}{_GAP}({MONTH})\.?{_GAP}'?(\d{{2}}){_TAIL}"
SHORT_NUMBERS = rf"^(\d{{1,2}})[-./](\d{{1,2}})[-./](\d{{2}}){_TAIL}"
SHORT_MONTH = rf"(?i)^({MONTH})\.?{_GAP}'?(\d{{2}}){_TAIL}"
# What comes after the date is another one, or the day is one of several.
SEVERAL = r"(?i)[\s\d](to|or|and|until|till|through)\s"

# Patterns of strptime's directives, to find where a date ends and other text begins.
_DIRECTIVES = {
    "d": r"\d{1,2}", "m": r"\d{1,2}", "Y": r"\d{4}", "y": r"\d{2}", "j": r"\d{1,3}",
    "b": MONTH, "B": MONTH, "a": r"\w+", "A": r"\w+", "-d": r"\d{1,2}", "-m": r"\d{1,2}",
}  # fmt: skip


def of_stated(date_format: str) -> str:
    """The pattern of a text that begins with a date as stated; "" where the format has a time."""
    found, rest = "", date_format
    while rest:
        if not rest.startswith("%"):
            sign, rest = rest[0], rest[1:]
            found += "\\" + sign if not sign.isalnum() and sign != " " else sign
            continue
        name = rest[1:3] if rest[1:2] == "-" else rest[1:2]
        if name not in _DIRECTIVES:
            return ""
        found, rest = found + _DIRECTIVES[name], rest[1 + len(name) :]
    return rf"(?i)^({found}){_TAIL}"


def turned(date_format: str) -> str:
    """A format with day and month the other way round; "" where they are not both numbers."""
    found = re.findall(r"%-?([dm])", date_format)
    if sorted(found) != ["d", "m"]:
        return ""
    return re.sub(r"%(-?)([dm])", lambda one: f"%{one[1]}{'dm'[one[2] == 'd']}", date_format)
