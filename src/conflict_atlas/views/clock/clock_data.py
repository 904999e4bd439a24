"""The clock's data: claims by month, who held each city when, and a measure over time.

They travel with every filter change, so days are counted from the clock's first, months have no
names, and what recurs is named once; ``clock.js`` spells it out again.
"""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from conflict_atlas.claims import area_count, area_measures, city_control, displacement, phrase
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.memoization import memoized
from conflict_atlas.views import palette

_STATUS = {
    "held": "held",
    "partly_held": "held in part",
    "contested": "divided",
    "offensive": "held, under assault",
}
CONTESTED = frozenset(("offensive", "partly_held", "contested"))


@memoized(256)
def clock_data(
    package: Package,
    claim_ids: Sequence[str],
    measure: str,
    place_ids: Collection[str] | None = None,
) -> dict[str, Any]:
    """Everything that the clock draws of some claims and cities, all by default; shared.

    ``exact`` and ``spread`` have a number for each month; ``parts`` of a city are the day from
    which, the place in ``holders`` and the place in ``statuses``, until the next part or ``last``.
    """
    first, last = known_period(package)
    exact, spread = _months(package, claim_ids)
    cities = [
        city for city in city_bars(package, last) if place_ids is None or city["id"] in place_ids
    ]
    parts = [part for city in cities for part in city["parts"]]
    holders = list({part["holder"]: part for part in parts})
    shades = {part["holder"]: [part["color"], part["dark"]] for part in parts}
    statuses = list({part["status"]: part for part in parts})
    contested = {part["status"]: part["contested"] for part in parts}
    return {
        "first": f"{first:%Y-%m-%d}",
        "last": f"{last:%Y-%m-%d}",
        "opens": f"{package.reference_day:%Y-%m-%d}",
        "exact": exact,
        "spread": spread,
        "holders": [[name, *shades[name]] for name in holders],
        "statuses": [[words, contested[words]] for words in statuses],
        "cities": [
            {
                "name": city["name"],
                "parts": [
                    [
                        _days_after(first, part["from"]),
                        holders.index(part["holder"]),
                        statuses.index(part["status"]),
                    ]
                    for part in city["parts"]
                ],
            }
            for city in cities
        ],
        "measure": _measure(package, measure),
    }


def _days_after(first: pd.Timestamp, day: str | pd.Timestamp) -> int:
    return (pd.Timestamp(day) - first).days


def _months(package: Package, claim_ids: Sequence[str]) -> tuple[list[int], list[float]]:
    """Claims by month: those dated to a day, and the others spread over their possible span."""
    first, last = (_number(day) for day in known_period(package))
    exact = [0] * (last - first + 1)
    spread = [0.0] * len(exact)
    claims = record(package, "claims")
    for claim_id in claim_ids:
        row = claims[claim_id]
        start, end = _number(row["date_start"]), _number(row["date_end"])
        if row["time_precision"] == "day":
            if first <= start <= last:
                exact[start - first] += 1
            continue
        share = 1 / (end - start + 1)
        for month in range(max(start, first), min(end, last) + 1):
            spread[month - first] += share
    return exact, [round(share, 2) for share in spread]


def _number(day: pd.Timestamp) -> int:
    """Number a day's month; whole numbers are some ten times as fast as pandas' periods."""
    return day.year * 12 + day.month - 1


@memoized(8)
def city_bars(package: Package, last: pd.Timestamp) -> list[dict[str, Any]]:
    """Each city's holders in order of time, the city known longest first; shared as well."""
    found = []
    for place_id, rows in city_control.changes(package).items():
        ends = [*(row["date"] for row in rows[1:]), last]
        parts = [_part(package, row, end) for row, end in zip(rows, ends, strict=True)]
        name = record(package, "places")[place_id]["name"]
        found.append({"id": place_id, "name": name, "parts": parts})
    return sorted(found, key=lambda city: (city["parts"][0]["from"], city["name"]))


def _part(package: Package, row: dict[str, Any], end: pd.Timestamp) -> dict[str, Any]:
    shade = palette.side_shade(package, row["holder_id"])
    return {
        "from": f"{row['date']:%Y-%m-%d}",
        "to": f"{end:%Y-%m-%d}",
        "holder": package.actors["short_name"][row["holder_id"]],
        "status": _STATUS[row["status"]],
        "contested": row["status"] in CONTESTED,
        "color": shade.light,
        "dark": shade.dark,
    }


@memoized(16)
def _measure(package: Package, measure: str) -> dict[str, Any] | None:
    """A measure over time, as areas and in words; the first measure if none is chosen."""
    chosen = measure or next(iter(displacement.measures(package)), "")
    return _rounds(package, chosen) or _monthly(package, chosen)


def _rounds(package: Package, measure: str) -> dict[str, Any] | None:
    """The sum over all governorates, round by round."""
    table = package.displacement[package.displacement["measure"] == measure]
    if table.empty:
        return None
    sums = table.groupby("date")["individuals"].sum().sort_index()
    first, _ = known_period(package)
    return {
        "label": area_measures.label(measure),
        "monthly": False,
        "days": [_days_after(first, day) for day in sums.index],
        "areas": [[int(total) for total in sums]],
        "top": int(sums.max()),
        "said": [phrase.number(float(total)) for total in sums],
    }


def _monthly(package: Package, measure: str) -> dict[str, Any] | None:
    """Each country month by month, side by side: nothing is added up across series."""
    series_ids = area_count.of_measure(package, measure)
    if not series_ids:
        return None
    months, (first, _) = area_count.all_months(package), known_period(package)
    tables = {
        area_count.area_name(package, one): area_count.monthly(package, one)
        .set_index("month")["best"]
        .reindex(months)
        for one in series_ids
    }
    counts = pd.concat(tables.values())
    return {
        "label": area_measures.label(measure),
        "monthly": True,
        "days": [_days_after(first, month) for month in months],
        "areas": [
            [None if phrase.is_missing(best) else int(best) for best in table]
            for table in tables.values()
        ],
        "top": _top(counts),
        "said": [
            ", ".join(f"{name} {_or_unknown(table[month])}" for name, table in tables.items())
            for month in months
        ],
    }


def _top(counts: "pd.Series[float]") -> int:
    """The top of the scale: a month more than twice as high as all below it is cut off."""
    ordered = sorted(int(count) for count in counts.dropna())
    while len(ordered) > 1 and ordered[-1] > 2 * ordered[-2]:
        ordered.pop()
    return ordered[-1]


def _or_unknown(best: float) -> str:
    return "no data" if phrase.is_missing(best) else phrase.exact(best)
