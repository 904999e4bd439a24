"""Values that are well formed and yet cannot be: years, dates of sources, numbers, circles."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pandas as pd

from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault

EARLIEST = 1000  # nothing before this year has a date to the day
AHEAD = 50  # years after its publication of which an article may speak
LARGEST = 1e15  # more than anything counted, money included

_SOURCE_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
# Claims may speak of years to come; the others have been counted or seen.
_SPOKEN_OF = (("claims", "date_start"), ("claims", "date_end"))
_SEEN = (
    ("claims", "found_date"),
    ("series", "start"),
    ("series", "covered_from"),
    ("series", "covered_to"),
    ("figures", "date"),
    ("control", "date"),
    ("displacement", "date"),
    ("area-counts", "date"),
)
_NUMBERS = (
    ("claims", ("low", "high")),
    ("figures", ("low", "best", "high")),
    ("area-counts", ("low", "best", "high")),
)


def check_plausibility(package: Package) -> list[Fault]:
    """Find well-formed values that no sound package can have."""
    this_year = datetime.now(UTC).year
    ahead = date.fromisoformat(package.article.published).year + AHEAD
    return [
        *(fault for place in _SPOKEN_OF for fault in _years(package, *place, ahead)),
        *(fault for place in _SEEN for fault in _years(package, *place, this_year)),
        *_sources(package, this_year),
        *_numbers(package),
        *_families(package),
        *_circles(package),
    ]


def _years(package: Package, name: str, column: str, latest: int) -> Iterator[Fault]:
    for row, day in enumerate(package.table(name)[column], start=2):
        if pd.notna(day) and not EARLIEST <= day.year <= latest:
            value = f"{day.year:04}-{day.month:02}-{day.day:02}"
            reason = f"expected a year from {EARLIEST} to {latest}"
            yield Fault(package.file_of(name), row, column, value, reason)


def _sources(package: Package, this_year: int) -> Iterator[Fault]:
    """Check that the given parts of a source's date form a valid date."""
    for row, value in enumerate(package.sources["date"], start=2):
        found = _SOURCE_DATE.fullmatch(value)
        if not value:
            continue
        if not found or not _is_date(*(int(part or 1) for part in found.groups())):
            reason = "expected a date as in 2016, 2016-08 or 2016-08-31"
        elif not EARLIEST <= int(found[1]) <= this_year:
            reason = f"expected a year from {EARLIEST} to {this_year}"
        else:
            continue
        yield Fault(package.file_of("sources"), row, "date", value, reason)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _numbers(package: Package) -> Iterator[Fault]:
    for name, columns in _NUMBERS:
        for column in columns:
            for row, value in enumerate(package.table(name)[column], start=2):
                if value > LARGEST:
                    reason = f"expected at most {LARGEST:.0e}: nothing is counted in larger numbers"
                    yield Fault(package.file_of(name), row, column, f"{value:.12g}", reason)


def _families(package: Package) -> Iterator[Fault]:
    table = package.displacement
    pairs = zip(table["families"], table["individuals"], strict=True)
    for row, (families, individuals) in enumerate(pairs, start=2):
        if families > individuals:
            reason = f"expected at least {families}, one person in each family"
            file = package.file_of("displacement")
            yield Fault(file, row, "individuals", str(individuals), reason)


def _circles(package: Package) -> Iterator[Fault]:
    """Find actors that are, in some steps, a part of themselves."""
    whole = dict(zip(package.actors["actor_id"], package.actors["part_of"], strict=True))
    for row, actor_id in enumerate(whole, start=2):
        above, seen = whole[actor_id], set[str]()
        while above and above != actor_id and above not in seen:
            seen.add(above)
            above = whole.get(above, "")
        if above == actor_id:
            reason = "an actor cannot be a part of itself, in one step or in several"
            yield Fault(package.file_of("actors"), row, "part_of", whole[actor_id], reason)
