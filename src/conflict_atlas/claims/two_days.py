"""What changed between two days: holders of cities, people displaced, claims that fall between."""

from dataclasses import dataclass

import pandas as pd

from conflict_atlas.claims import city_control, displacement
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records


@dataclass(frozen=True)
class CityChange:
    """State of a city on the earlier and on the later day; None where nothing is known of it."""

    place_id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True)
class CountChange:
    """The counts of one area in the rounds nearest to two days, with their sources."""

    area: str
    before: float
    after: float
    source_id: str


@dataclass(frozen=True)
class Rounds:
    """One measure: the days of its two rounds, and the areas that both count, by size of change."""

    measure: str
    first: pd.Timestamp
    second: pd.Timestamp
    areas: tuple[CountChange, ...]


def city_changes(
    package: Package, first: pd.Timestamp, second: pd.Timestamp
) -> tuple[CityChange, ...]:
    """Cities whose holder or state is another on the second day, by name."""
    before, after = (
        {row["place_id"]: row for row in records(city_control.holders(package, day))}
        for day in (first, second)
    )
    found = [
        CityChange(place_id, before.get(place_id), after.get(place_id))
        for place_id in {*before, *after}
        if _state(before.get(place_id)) != _state(after.get(place_id))
    ]
    names = record(package, "places")
    return tuple(sorted(found, key=lambda one: str(names[one.place_id]["name"])))


def count_changes(
    package: Package, first: pd.Timestamp, second: pd.Timestamp
) -> tuple[Rounds, ...]:
    """Counts that differ between the rounds nearest to two days, measure by measure.

    An area that one of them does not list was not counted, and is left out.
    """
    found = []
    for measure in displacement.measures(package):
        tables = [displacement.by_admin1(package, measure, day) for day in (first, second)]
        if any(table.empty for table in tables):
            continue
        days = [pd.Timestamp(table["date"].iloc[0]) for table in tables]
        before, after = (table.set_index("admin1_code") for table in tables)
        both = before.index.intersection(after.index)
        areas = [
            CountChange(
                str(after.loc[code, "admin1"]),
                float(before.loc[code, "individuals"]),
                float(after.loc[code, "individuals"]),
                str(after.loc[code, "source_id"]),
            )
            for code in both
        ]
        changed = [area for area in areas if area.before != area.after]
        changed.sort(key=lambda area: -abs(area.after - area.before))
        if days[0] != days[1] and changed:
            found.append(Rounds(measure, days[0], days[1], tuple(changed)))
    return tuple(found)


def claims_between(
    package: Package, claim_ids: tuple[str, ...], first: pd.Timestamp, second: pd.Timestamp
) -> tuple[str, ...]:
    """Claims whose days lie wholly after the first day and not after the second, in order."""
    claims = record(package, "claims")
    inside = [
        one
        for one in claim_ids
        if claims[one]["date_start"] > first and claims[one]["date_end"] <= second
    ]
    return tuple(sorted(inside, key=lambda one: claims[one]["date_start"]))


def _state(row: Record | None) -> tuple[str, ...]:
    return (
        tuple(row[name] or "" for name in ("holder_id", "second_holder_id", "status"))
        if row
        else ()
    )
