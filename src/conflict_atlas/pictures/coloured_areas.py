"""Areas of a map's picture in the colours of a measure, from the data that the browser has."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.displacement import nearest
from conflict_atlas.claims.package import Package
from conflict_atlas.pictures.map_drawing import AreaColour
from conflict_atlas.pictures.sign_legend import Entry
from conflict_atlas.views.look import DARK, Look
from conflict_atlas.views.maps.areas import areas
from conflict_atlas.views.maps.governorates import KEY
from conflict_atlas.views.maps.month_areas import month_areas

UNKNOWN = ""  # in place of a colour: nothing is known


def read(
    package: Package, measure: str, day: str, look: Look
) -> tuple[tuple[AreaColour, ...], tuple[Entry, ...]]:
    """Colours of the areas on an ISO day, and the entries of the legend; none without a measure."""
    overlay = areas(package, measure) or month_areas(package, measure)
    if overlay is None:
        return (), ()
    data = json.loads(overlay.data)
    counts = _counts(data, day)
    shades = data["dark" if look is DARK else "light"]
    coloured = tuple(
        AreaColour(code, KEY, UNKNOWN if rank is None else shades[rank])
        for code, rank in _ranks(data, counts)
    )
    return coloured, tuple(_legend(data, day, shades, counts))


def _column(data: dict[str, Any], day: str) -> int | None:
    """Position of the month of a day, or of the round nearest to it."""
    days: list[str] = data["days"]
    if data["monthly"]:
        month = f"{day[:7]}-01"
        return days.index(month) if month in days else None
    return nearest(pd.DatetimeIndex(days), pd.Timestamp(day))


def _counts(data: dict[str, Any], day: str) -> dict[str, int | None]:
    column = _column(data, day)
    row = "best" if data["monthly"] else "values"
    return {
        code: None if column is None else unit[row][column] for code, unit in data["units"].items()
    }


def _ranks(data: dict[str, Any], counts: dict[str, int | None]) -> Iterator[tuple[str, int | None]]:
    """Class of each area that is drawn; None where a month is not covered."""
    for code, count in counts.items():
        if count is None and data["monthly"]:
            yield code, None
        elif count or (count == 0 and not data["monthly"]):
            yield code, sum(count >= limit for limit in data["breaks"])


def _legend(
    data: dict[str, Any], day: str, shades: Sequence[str], counts: dict[str, int | None]
) -> Iterator[Entry]:
    yield Entry(f"{data['label']}, {_when(data, day)} ({phrase.brief(data['source'])}):")
    lowest = data["names"]
    ranges = [*(f"{low} to {high}" for low, high in pairwise(lowest)), f"{lowest[-1]} or more"]
    for words, shade in zip(ranges, shades, strict=True):
        yield Entry(words, "area", shade)
    if data["monthly"]:
        if None in counts.values():
            yield Entry("no data", "unknown")
        yield Entry("no colour: none recorded")


def _when(data: dict[str, Any], day: str) -> str:
    column = _column(data, day)
    if data["monthly"] or column is None:
        return f"{pd.Timestamp(day):%B %Y}"
    return phrase.day(pd.Timestamp(data["days"][column]))
