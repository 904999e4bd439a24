"""Numbers, figures and days in plain words, spelt the same on every page."""

import calendar
import math
import re
from collections.abc import Sequence
from datetime import date

import pandas as pd
from pandas.api.typing import NaTType

Day = pd.Timestamp | NaTType

CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}

TYPE_LABEL = {
    "event": "Event",
    "casualty": "Casualties",
    "deployment": "Deployment",
    "displacement": "Displacement",
    "cost": "Cost",
    "relation": "Relation",
    "status": "Situation",
    "statement": "Statement",
    "context": "Context",
}

_BOUND_WORD = {
    "at_least": "at least ",
    "at_most": "up to ",
    "nearly": "nearly ",
    "about": "about ",
}
_SHORT_BOUND = {"at_most": "up to", "nearly": "nearly", "about": "about"}
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_MONTH = re.compile("|".join(calendar.month_name[1:]))
_INITIALS = re.compile(r"\(([A-Z][A-Z0-9/-]{1,9})\)$")
_MILLION = 1e6
_CENT = 0.01


def is_money(unit: str) -> bool:
    """Say whether a unit is an amount of a currency we have a sign for."""
    return unit.split(" ", maxsplit=1)[0] in CURRENCIES


def is_missing(value: float) -> bool:
    """Say whether a number is missing; takes what pandas uses for that: NaN, NA or None."""
    return bool(pd.isna(value))


def number(value: float) -> str:
    """Write a number as one would say it, with three digits from a million up; "" when missing."""
    if is_missing(value):
        return ""
    if abs(value) >= _MILLION:
        value = _three_digits(value)
        scale, word = next((s, w) for s, w in _SCALES if abs(value) >= s)
        return f"{value / scale:,.10g}{word}"
    return exact(value)


def exact(value: float) -> str:
    """Write a number with all its digits, thousands separated by commas; "" when missing."""
    if is_missing(value):
        return ""
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= _CENT else f"{value:.2g}"


def amount(value: float, unit: str, *, digits: bool = False) -> str:
    """Write a number with its unit: ``$8.4 billion``, ``57% of respondents``, ``1,500 troops``.

    ``digits`` keeps all digits of the number. Missing numbers give "".
    """
    return _with_unit(exact(value) if digits else number(value), unit)


def bound_of(low: float, best: float, high: float) -> str:
    """Bound of an independent figure, inferred from which of its three numbers are given.

    Only a lower end is ``at_least``, only an upper end ``at_most``, a single number ``exact``;
    a range needs no such word and gives "", as does a figure without any number.
    """
    ends = (not is_missing(low), not is_missing(high))
    if ends == (True, True):
        return "exact" if low == high else ""
    if ends == (False, False):
        return "" if is_missing(best) else "exact"
    end = low if ends[0] else high
    if not is_missing(best) and best != end:
        return ""
    return "at_least" if ends[0] else "at_most"


def spread(low: float, high: float, unit: str) -> str:
    """Write the range of some numbers, with the sign of a currency or percent but no noun."""
    ends = [number(end) for end in dict.fromkeys((low, high)) if not is_missing(end)]
    return _with_unit(" to ".join(ends), sign_of(unit))


def sign_of(unit: str) -> str:
    """The sign of a unit, of a currency or percent; "" for a unit in words."""
    first, _, _ = unit.partition(" ")
    return first if first in (*CURRENCIES, "percent", "%") else ""


def figure(low: float, high: float, bound: str, unit: str, *, digits: bool = False) -> str:
    """Write what a claim's words allow: ``at least 300 people killed``; "" without a figure."""

    def say(value: float) -> str:
        return exact(value) if digits else number(value)

    if is_missing(low) and is_missing(high):
        return ""
    only = high if is_missing(low) else low
    single = is_missing(low) or is_missing(high) or low == high
    if single:
        return _BOUND_WORD.get(bound, "") + _with_unit(say(only), unit)
    join = {"at_least": "at least {} to {}", "at_most": "at least {}, up to {}"}
    return _with_unit(join.get(bound, "{} to {}").format(say(low), say(high)), unit, bound)


def bounded(said: str, bound: str, at_least: str = "{} or more") -> str:
    """Write a number with its bound in the few words that fit beside a line or a disc."""
    if bound == "at_least":
        return at_least.format(said)
    return f"{_SHORT_BOUND.get(bound, '')} {said}".strip()


def stated(low: float, best: float, high: float, unit: str, *, digits: bool = False) -> str:
    """Say an independent figure: ``80 killed (between 73 and 203)``; "" without any number."""
    bound = bound_of(low, best, high)
    if bound:
        only = next((n for n in (best, low, high) if not is_missing(n)), math.nan)
        return figure(only, only, bound, unit, digits=digits)
    if is_missing(best):
        return figure(low, high, "", unit, digits=digits)
    say = exact if digits else number
    if is_missing(high):
        ends = f"lowest {say(low)}"
    else:
        ends = f"highest {say(high)}" if is_missing(low) else f"between {say(low)} and {say(high)}"
    return f"{_with_unit(say(best), unit)} ({ends})"


def day(value: date | NaTType | None) -> str:
    """Write a day: ``19 July 2016``; "" when missing."""
    return "" if pd.isna(value) else f"{value.day} {value:%B %Y}"


def dated(value: Day, precision: str = "day") -> str:
    """Write a date no more precisely than it is known: a day, ``July 2016`` or ``2016``."""
    if pd.isna(value) or precision not in ("month", "year"):
        return day(value)
    return f"{value:%B %Y}" if precision == "month" else f"{value.year}"


def span(start: Day, end: Day, precision: str = "range") -> str:
    """Write the days a claim can refer to: ``July 2016``, ``8–14 August 2016``; "" when missing.

    Month and year are named only where the span lies within one, so that no day is invented
    and none is lost.
    """
    if pd.isna(start) or pd.isna(end) or start == end:
        return day(end if pd.isna(start) else start)
    if start.year == end.year:
        if precision == "year":
            return f"{start.year}"
        if start.month == end.month:
            return f"{start:%B %Y}" if precision == "month" else f"{start.day}–{day(end)}"
        return f"{start.day} {start:%B} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def short_months(text: str) -> str:
    """Cut the names of months to three letters, for columns: ``1 Jun – 21 Aug 2016``."""
    return _MONTH.sub(lambda name: name.group()[:3], text)


def brief(name: str) -> str:
    """Shorten a name that ends in its own initials: ``Some Long Name (SLN)`` becomes ``SLN``."""
    found = _INITIALS.search(name)
    return found.group(1) if found else name


def listed(words: list[str], most: int = 3) -> str:
    """Join names once each, the first few by name and the rest by number."""
    names = list(dict.fromkeys(word for word in words if word))
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} others"
    return joined(names)


def joined(words: Sequence[str], word: str = "and") -> str:
    """Join all of some words: ``A, B and C``; "" for none."""
    head = ", ".join(words[:-1])
    return f"{head} {word} {words[-1]}" if head else "".join(words)


def either(words: Sequence[str]) -> str:
    """Join alternatives: ``A, B or C``."""
    return joined(words, "or")


def counted(number: float, noun: str) -> str:
    """Write a number of things: ``1 event``, ``2,310 events``."""
    return f"{exact(number)} {noun}" if number == 1 else f"{exact(number)} {noun}s"


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}")


def _with_unit(text: str, unit: str, bound: str = "") -> str:
    if not text:
        return ""
    if bound == "about":
        text = f"about {text}"
    first, _, rest = unit.partition(" ")
    if first in CURRENCIES:
        rest = rest.replace("per ", "a ", 1)
        return f"{_signed(text, CURRENCIES[first])} {rest}".strip()
    if first in ("percent", "%"):
        return f"{text}% {rest}".strip()
    return f"{text} {unit}".strip()


def _signed(text: str, sign: str) -> str:
    """Put the sign of a currency before each number of a phrase."""
    words = text.split(" ")
    return " ".join(sign + word if word[:1].isdigit() else word for word in words)


def type_name(claim_type: str) -> str:
    """Plain name of a type of claim, as filters and legends give it."""
    return TYPE_LABEL.get(claim_type, claim_type)
