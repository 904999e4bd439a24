"""Governorates coloured by what was recorded in them, month by month.

A number, a month in which nothing was recorded, and a month that the source does not cover each
look different.
"""

import json
from typing import Any

import pandas as pd

from conflict_atlas.claims import area_count, area_measures, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.class_limits import limits
from conflict_atlas.views.maps.governorates import KEY, OUTLINES
from conflict_atlas.views.maps.script_layer import Overlay

_COUNTS = ("best", "low", "high", "events", "coarse")
# Quarters, with the highest tenth separate: a few months are far above all others.
_SHARES = (0.25, 0.5, 0.75, 0.9)


@memoized(16)
def month_areas(package: Package, measure: str) -> Overlay | None:
    """Give every month of a measure to the browser, which colours the one for its day.

    None if nothing is counted by area under that name.
    """
    series_ids = area_count.of_measure(package, measure)
    if not series_ids:
        return None
    months = area_count.all_months(package)
    breaks = month_classes(package, measure)
    unit = record(package, "series")[series_ids[0]]["unit"]
    publishers = _publishers(package, series_ids)
    return Overlay.of(
        "choropleth",
        {
            "label": area_measures.label(measure),
            "unit": unit,
            "source": phrase.joined([phrase.brief(name) for name in publishers]),
            "monthly": True,
            "days": [f"{month:%Y-%m-%d}" for month in months],
            "breaks": list(breaks),
            "names": [phrase.number(limit) for limit in (1.0, *breaks)],
            "light": map_style.DEADLY,
            "dark": map_style.DEADLY_DARK,
            "notes": [_note(package, series_ids, month) for month in months],
            "covered": {one: area_count.covered(package, one) for one in series_ids},
            "units": {
                code: unit
                for one in series_ids
                for code, unit in _units(package, one, months).items()
            },
        },
    )


@memoized(16)
def month_classes(package: Package, measure: str) -> tuple[float, ...]:
    """Limits between five classes of the months with a count, the same for every month."""
    series_ids = area_count.of_measure(package, measure)
    counts = pd.concat([area_count.admin1_monthly(package, one)["best"] for one in series_ids])
    return limits(counts[counts > 0], _SHARES)


def _units(package: Package, series_id: str, months: pd.DatetimeIndex) -> dict[str, Any]:
    """Counts of each governorate of a series; one never counted is zero in months covered."""
    table = area_count.admin1_monthly(package, series_id)
    counts = {str(code): own for code, own in table.set_index("month").groupby("admin1_code")}
    known = area_count.governorates(package).set_index("admin1_code")["admin1"]
    names = _outlined(package, area_count.countries(package)[series_id])
    names |= {code: known[code] for code in counts}
    nothing = pd.DataFrame(0, index=area_count.months(package, series_id), columns=list(_COUNTS))
    return {
        code: {"name": name, "series": series_id, **_counts(counts.get(code, nothing), months)}
        for code, name in names.items()
    }


def _counts(table: pd.DataFrame, months: pd.DatetimeIndex) -> dict[str, list[int | None]]:
    """Numbers of every month on the clock; none for months that the series does not cover."""
    every = table.reindex(months)
    return {
        name: [None if phrase.is_missing(value) else int(value) for value in every[name]]
        for name in _COUNTS
    }


def _outlined(package: Package, country: str) -> dict[str, str]:
    """The basemap's governorates of a country: their codes begin with the country's."""
    file = package.basemap_file(OUTLINES)
    if file is None:
        return {}
    found = [one["properties"] for one in json.loads(file.read_text("utf-8"))["features"]]
    own = [one for one in found if one[KEY].startswith(f"{country}-")]
    return {one[KEY]: one["name_en"] for one in own}


def _note(package: Package, series_ids: tuple[str, ...], month: pd.Timestamp) -> str:
    """Say what was counted in a month in whole countries but in none of their governorates."""
    rows = area_count.unplaced(package, month)
    rows = rows[rows["series_id"].isin(series_ids) & (rows["events"] > 0)]
    parts = [
        f"{phrase.exact(row['best'])} in {area_count.area_name(package, row['series_id'])}"
        for row in rows.to_dict("records")
    ]
    return f"In no governorate: {phrase.joined(parts)}" if parts else ""


def _publishers(package: Package, series_ids: tuple[str, ...]) -> list[str]:
    sources, known = area_count.sources(package), record(package, "sources")
    return list(dict.fromkeys(known[sources[one]]["publisher"] for one in series_ids))
