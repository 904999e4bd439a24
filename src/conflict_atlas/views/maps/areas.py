"""Governorates coloured by the number of people counted in them, round by round."""

from typing import Any

from conflict_atlas.claims import area_measures, displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import records
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.class_limits import limits
from conflict_atlas.views.maps.script_layer import Overlay


@memoized(16)
def areas(package: Package, measure: str) -> Overlay | None:
    """Give every round of a measure to the browser, which colours the one for its day.

    So playing needs no answer from the server. None if nothing was counted.
    """
    days = displacement.rounds(package, measure)
    if days.empty:
        return None
    table = package.displacement[package.displacement["measure"] == measure]
    number = {day: index for index, day in enumerate(days)}
    units: dict[str, dict[str, Any]] = {}
    for row in records(table):
        unit = units.setdefault(
            row["admin1_code"], {"name": row["admin1"], "values": [None] * len(days)}
        )
        unit["values"][number[row["date"]]] = int(row["individuals"])
    return Overlay.of(
        "choropleth",
        {
            "label": area_measures.label(measure),
            "source": package.sources["publisher"][table["source_id"].iloc[0]],
            "monthly": False,
            "days": [f"{day:%Y-%m-%d}" for day in days],
            "breaks": list(classes(package, measure)),
            "names": _ranges(classes(package, measure)),
            "light": map_style.SEQUENTIAL,
            "dark": map_style.SEQUENTIAL_DARK,
            "units": units,
        },
    )


def _ranges(breaks: tuple[float, ...]) -> list[str]:
    """Labels of the classes in a small legend."""
    return [phrase.number(limit) for limit in (0.0, *breaks)]


@memoized(16)
def classes(package: Package, measure: str) -> tuple[float, ...]:
    """Limits between five classes: fifths of all rounds' counts, rounded.

    They are the same for every day, so that a colour keeps its meaning.
    """
    counts = package.displacement.loc[package.displacement["measure"] == measure, "individuals"]
    return limits(counts.astype("float64"), (0.2, 0.4, 0.6, 0.8))
