"""Independent series as lines over time, named at their ends, and the article's figures on top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.claims.series import figures_of
from conflict_atlas.pictures import fonts
from conflict_atlas.pictures.axis import Days, Scale, short
from conflict_atlas.pictures.drawing import Circle, Fill, Path, Point, Shape, Stroke, Text
from conflict_atlas.pictures.sheet import Space
from conflict_atlas.views import palette

_LETTERS, _SMALL = 12.0, 11.0  # pixels
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 232.0, 16.0, 26.0  # around the plot itself
_LABEL = 14.0  # pixels from one line of a name to the next
_DASHES = {"solid": (), "dash": (6.0, 4.0), "dot": (2.0, 3.0), "dashdot": (6.0, 3.0, 2.0, 3.0)}
_FEW = 4  # a line has dots up to ten times so many figures


@dataclass(frozen=True)
class Line:
    """One series: its name, and its figures by day."""

    name: str
    days: tuple[date, ...]
    stated: tuple[float, ...]
    is_stepped: bool


@dataclass(frozen=True)
class Mark:
    """A figure of the article at the end of the span it is about, with its range if it has one."""

    words: str
    day: date
    low: float
    high: float


def lines(package: Package, series_ids: Sequence[str], *, stepped: bool = False) -> list[Line]:
    """Read some series; those without any dated figure are left out."""
    found = []
    for series_id in series_ids:
        table = figures_of(package, series_id)
        table = table[table["value"].notna()]
        if not table.empty:
            name = record(package, "series")[series_id]["title"]
            days = tuple(day.date() for day in table["date"])
            found.append(Line(name, days, tuple(map(float, table["value"])), stepped))
    return found


def marks(claims: pd.DataFrame) -> list[Mark]:
    """Read the figures of claims; those without one are left out."""
    found = []
    for row in records(claims):
        ends = [row[end] for end in ("low", "high") if not phrase.is_missing(row[end])]
        if ends:
            words = phrase.figure(row["low"], row["high"], row["bound"], row["unit"])
            found.append(Mark(words, row["date_end"].date(), min(ends), max(ends)))
    return found


def draw(shown: Sequence[Line], said: Sequence[Mark], unit: str, space: Space) -> list[Shape]:
    """Draw lines and marks into a space; nothing if there are none."""
    days = [day for line in shown for day in line.days] + [mark.day for mark in said]
    values = [value for line in shown for value in line.stated]
    values += [end for mark in said for end in (mark.low, mark.high)]
    if not days:
        return []
    left, right = space.left + _LEFT, space.left + space.width - _RIGHT
    top, bottom = space.top + _TOP, space.top + space.height - _BOTTOM
    time = Days(min(days), max(days), left, right)
    scale = Scale(0, max(values) * 1.06 or 1, bottom, top)
    return [
        *_grid(time, scale, unit),
        *(shape for n, line in enumerate(shown) for shape in _line(line, n, time, scale)),
        *_names(shown, said, scale, right),
        *(shape for mark in said for shape in _mark(mark, time, scale)),
    ]


def _grid(time: Days, scale: Scale, unit: str) -> Iterator[Shape]:
    for tick in scale.ticks(5):
        y = scale.place(tick)
        yield Path([[(time.start, y), (time.end, y)]], Stroke("line", 1))
        yield Text((time.start - 8, y + 4), short(tick, unit), _SMALL, 400, "muted", "end")
    for day in time.years()[1:] or time.months(3):
        x = time.place(day)
        yield Path([[(x, scale.start), (x, scale.start + 4)]], Stroke("muted", 1))
        words = f"{day.year}" if time.years()[1:] else f"{day:%b %Y}"
        yield Text((x, scale.start + 16), words, _SMALL, 400, "muted", "middle")


def _colour(number: int) -> str:
    """Blue for the first series, quieter for the rest, as colour names that every look has."""
    return palette.name_of(palette.series_style(number).colour)


def _line(line: Line, number: int, time: Days, scale: Scale) -> Iterator[Shape]:
    points: list[Point] = []
    for day, value in zip(line.days, line.stated, strict=True):
        at = (time.place(day), scale.place(value))
        if line.is_stepped and points:
            points.append((at[0], points[-1][1]))
        points.append(at)
    colour, dash = _colour(number), _DASHES.get(palette.series_style(number).dash, ())
    yield Path([points], Stroke(colour, 2.2, dash))
    if len(points) <= _FEW * 10:
        for at in points if not line.is_stepped else []:
            yield Circle(at, 2.2, fill=Fill(colour))


def _names(
    shown: Sequence[Line], said: Sequence[Mark], scale: Scale, right: float
) -> Iterator[Shape]:
    """Name each line at the right, as near to the height where it ends as there is room."""
    wanted: list[tuple[float, str, str, int]] = [
        (scale.place(line.stated[-1]), line.name, _colour(number), 400)
        for number, line in enumerate(shown)
    ]
    wanted += [
        (scale.place(mark.high), f"The article: {mark.words}", "article", 650) for mark in said
    ]
    below = scale.end - 2 * _LABEL
    for y, words, colour, weight in sorted(wanted):
        named = fonts.wrap(words, _LETTERS, _RIGHT - 24, 2, weight)
        base = max(y + 4 - _LABEL / 2 * (len(named) - 1), below + _LABEL + 3)
        for number, line in enumerate(named):
            below = base + _LABEL * number
            yield Text((right + 12, below), line, _LETTERS, weight, colour)


def _mark(mark: Mark, time: Days, scale: Scale) -> Iterator[Shape]:
    x, low, high = time.place(mark.day), scale.place(mark.low), scale.place(mark.high)
    middle = (low + high) / 2
    if mark.high > mark.low:
        yield Path([[(x, low), (x, high)]], Stroke("article", 2))
    corners = [(x - 6, middle), (x, middle - 6), (x + 6, middle), (x, middle + 6)]
    yield Path([corners], Stroke("panel", 1), Fill("article"), is_closed=True)
