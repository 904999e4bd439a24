"""Governorates coloured by how many displaced or returned people were counted in them."""

import math
from itertools import pairwise

import pandas as pd

from conflict_atlas.claims import displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import records
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.atlas_map import Entry, MapLayer, Overlay


@memoized(256)
def areas(package: Package, people: str, at: pd.Timestamp) -> MapLayer | None:
    """Colour each governorate by its class of people in the round nearest to a day.

    ``people`` is a measure of the displacement table; None when nothing was counted.
    """
    table = displacement.by_admin1(package, people, at)
    if table.empty:
        return None
    breaks = classes(package, people)
    publisher = package.sources["publisher"][table["source_id"].iloc[0]]
    day = phrase.day(table["date"].iloc[0])
    label = map_style.PEOPLE[people]
    values = {
        row["admin1_code"]: {
            "color": map_style.SEQUENTIAL[_class(row["individuals"], breaks)],
            "tip": [
                f"{row['admin1']}: {phrase.exact(row['individuals'])} {label}",
                f"{publisher}, {day}",
            ],
        }
        for row in records(table)
    }
    entries = _entries(f"{label.capitalize()}, {day}", breaks)
    return MapLayer(Overlay.of("choropleth", values), entries)


def _entries(heading: str, breaks: tuple[float, ...]) -> tuple[Entry, ...]:
    limits = [phrase.number(limit) for limit in (0.0, *breaks)]
    labels = [f"{lower} to {upper}" for lower, upper in pairwise(limits)]
    return (
        {"heading": heading},
        *(
            {"label": label, "color": colour, "shape": "area"}
            for label, colour in zip(
                [*labels, f"{limits[-1]} and more"], map_style.SEQUENTIAL, strict=False
            )
        ),
    )


@memoized(16)
def classes(package: Package, measure: str) -> tuple[float, ...]:
    """Limits between five classes: fifths of all rounds' counts, made round.

    They are the same for every day, so that a colour means the same while time moves.
    """
    counts = package.displacement.loc[package.displacement["measure"] == measure, "individuals"]
    fifths = counts.astype("float64").quantile([0.2, 0.4, 0.6, 0.8])
    return tuple(dict.fromkeys(_round(value) for value in fifths))


def _round(value: float) -> float:
    """Round to one of 1, 1.5, 2, 3, 5 or 7 times a power of ten, the nearest by ratio."""
    if value < 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = [step * power for step in (1, 1.5, 2, 3, 5, 7, 10)]
    return min(steps, key=lambda step: abs(math.log(step / value)))


def _class(value: float, breaks: tuple[float, ...]) -> int:
    return sum(value >= limit for limit in breaks)
