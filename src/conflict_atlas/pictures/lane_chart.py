"""Claims in time, one lane for each type: a dot for an exact day, a bar for a range of days."""

from collections.abc import Iterator
from datetime import date, timedelta

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.pictures import glyphs
from conflict_atlas.pictures.axis import Days
from conflict_atlas.pictures.drawing import Circle, Fill, Path, Rect, Shape, Stroke, Text
from conflict_atlas.pictures.sheet import Space
from conflict_atlas.views import words

_NAMES, _AXIS = 132.0, 24.0  # pixels
_LETTERS, _SMALL = 12.5, 11.0
_YEARS = 3  # before the last day; earlier claims are put at the left edge
_MONTHS = 6  # between two labels
_DOT = 4.0


def draw(package: Package, claim_ids: tuple[str, ...], space: Space) -> Iterator[Shape]:
    """Draw claims into a space."""
    claims = [record(package, "claims")[claim_id] for claim_id in claim_ids]
    lanes = [k for k in words.TYPE_LABEL if any(c["claim_type"] == k for c in claims)]
    if not lanes:
        return
    last = max(claim["date_end"].date() for claim in claims)
    first = max(min(claim["date_start"].date() for claim in claims), _before(last))
    room = max(timedelta(days=10), (last - first) / 40)
    left, right = space.left + _NAMES, space.left + space.width - 20
    time = Days(first - room, last + room, left, right)
    bottom = space.top + space.height - _AXIS
    yield from _axis(time, space.top, bottom)
    step = (bottom - space.top) / len(lanes)
    for number, kind in enumerate(lanes):
        middle = space.top + step * (number + 0.5)
        yield from glyphs.draw(kind, space.left, middle - 7, 14)
        yield Text((space.left + 20, middle + 4.5), words.TYPE_LABEL[kind], _LETTERS)
        yield Path([[(left, middle), (right, middle)]], Stroke("line", 1))
        for claim in claims:
            if claim["claim_type"] == kind:
                yield from _claim(claim, time, middle, min(step, 22.0))


def _before(day: date) -> date:
    return day - timedelta(days=round(365.25 * _YEARS))


def _axis(time: Days, top: float, bottom: float) -> Iterator[Shape]:
    for day in time.months(_MONTHS):
        x = time.place(day)
        yield Path([[(x, top), (x, bottom)]], Stroke("line", 1))
        yield Text((x, bottom + 15), f"{day:%b %Y}", _SMALL, 400, "muted", "middle")


def _claim(claim: Record, time: Days, middle: float, tall: float) -> Iterator[Shape]:
    start, end = (time.place(claim[name].date()) for name in ("date_start", "date_end"))
    colour = glyphs.COLOUR.get(claim["claim_type"], "ink")
    if end - start < 2 * _DOT:
        yield Circle(((start + end) / 2, middle), _DOT, Stroke("panel", 1), Fill(colour, 0.85))
    else:
        thin = tall * 0.34
        yield Rect(start, middle - thin / 2, end - start, thin, Fill(colour, 0.16), radius=3)
