"""The link from a claim to what was recorded in its governorate in its month.

The total of the month is never the claim's figure, and the link says so.
"""

from dataclasses import dataclass

import pandas as pd

from conflict_atlas.claims import area_count, area_measures, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.link import parameter_names as names
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps import governorates

PAGE = "displacement"


@dataclass(frozen=True)
class Recorded:
    """Words of the link, and its parameters in addition to the claim."""

    label: str
    params: tuple[tuple[str, str], ...]


@memoized(512)
def find(package: Package, claim_id: str) -> Recorded | None:
    """Find the month and the governorate of a claim, or its country if it names nothing smaller.

    None where the claim names no such place, or no month that is counted there.
    """
    claim = record(package, "claims")[claim_id]
    known = area_count.governorates(package)
    code = governorates.code_of(package, claim["place_id"]) if claim["place_id"] else ""
    rows = known[known["admin1_code"] == code]
    if len(rows):
        series_id, name = rows["series_id"].iloc[0], str(rows["admin1"].iloc[0])
        area = [(names.AREA, name)]
    else:
        series_id, area = _country(package, claim), []
        name = area_count.area_name(package, series_id) if series_id else ""
    month = _month(package, series_id, claim) if series_id else None
    if month is None:
        return None
    measure = record(package, "series")[series_id]["measure"]
    what = area_measures.label(measure)
    where = f"{name}, {phrase.dated(month, 'month')}"
    return Recorded(
        f"All {what[:1].lower()}{what[1:]}, {where} (not this claim’s)",
        ((names.PEOPLE, what), (names.AT, f"{month:%Y-%m-%d}"), *area),
    )


def _country(package: Package, claim: Record) -> str:
    """Series of the country a claim is about; "" if that is not counted."""
    if not claim["place_id"]:
        return ""
    code = record(package, "places")[claim["place_id"]]["iso_a2"]
    found = [one for one, country in area_count.countries(package).items() if country == code]
    return found[0] if found else ""


def _month(package: Package, series_id: str, claim: Record) -> pd.Timestamp | None:
    """Last month of a claim that the series covers."""
    months = area_count.months(package, series_id)
    first, last = claim["date_start"].replace(day=1), claim["date_end"]
    within = months[(months >= first) & (months <= last)]
    return pd.Timestamp(within[-1]) if len(within) else None
