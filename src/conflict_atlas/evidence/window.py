"""The days and the circle within which recorded events are compared with a claim.

A claim needs days and a place that is smaller than a country. The size of the window follows from
the precision of the article's words: it is a default, never a finding.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import EarthCircle, great_circle_km

Basis = Literal["article", "found"]

# Days before the first and after the last day that the claim may refer to.
DAYS = {"day": 1, "range": 2, "month": 3, "year": 7}
# Kilometres around the place, by the article's precision or by the kind of a place found elsewhere.
# ``filter_translation.REACH_KM`` is wider, since it answers another question: see docs/evidence.md.
KM = {
    "site": 5,
    "village": 10,
    "settlement": 15,
    "city": 15,
    "district": 15,
    "admin1": 100,
    "region": 150,
}
MOST_DAYS, MOST_KM = 366, 500
AREAS = frozenset(("admin1", "region"))  # their point is a label, not a location
_COUNTRY = "country"
_SEVERAL_COUNTRIES = "ZZ"  # the data package's code for places in more than one country


@dataclass(frozen=True)
class Centre:
    """The centre of a window: a place and the days of a claim.

    ``basis`` says whether the article gives both or another source gives one of them. ``kind`` is a
    key of KM, ``precision`` one of DAYS.
    """

    basis: Basis
    place: str
    country: str
    latitude: float
    longitude: float
    kind: str
    start: date
    end: date
    precision: str

    def distance(self, latitude: float, longitude: float) -> float:
        """Great-circle distance to a point in kilometres; NaN where the point is missing."""
        return great_circle_km((self.latitude, self.longitude), (latitude, longitude))


@dataclass(frozen=True)
class Window:
    """All days and places within a number of days and kilometres of a centre."""

    centre: Centre
    days: int
    km: int

    @property
    def first_day(self) -> date:
        """First day of the window."""
        return self.centre.start - timedelta(days=self.days)

    @property
    def last_day(self) -> date:
        """Last day of the window."""
        return self.centre.end + timedelta(days=self.days)

    def circle(self, km: float) -> EarthCircle:
        """The circle around the centre."""
        return EarthCircle(self.centre.latitude, self.centre.longitude, km)

    def event_filter(self) -> EventFilter:
        """Filter that keeps the events of the window."""
        return EventFilter(self.first_day, self.last_day, circles=(self.circle(self.km),))


def centres(package: Package, claim_id: str) -> tuple[Centre, ...]:
    """Possible centres of a claim's window, the article's own first; none if there is none.

    Raises KeyError for an unknown claim.
    """
    claim = record(package, "claims")[claim_id]
    stated, found = _places(package, claim)
    if not _is_dated(claim):
        return ()
    offered = [_centre("article", claim, stated, claim["geo_precision"])] if stated else []
    if found:
        offered.append(_centre("found", claim, found, found["place_type"]))
    elif stated and not phrase.is_missing(claim["found_date"]):
        offered.append(_centre("found", claim, stated, claim["geo_precision"]))
    return tuple(offered)


def default_window(centre: Centre) -> Window:
    """The window that follows from the precision of a centre."""
    return Window(centre, DAYS[centre.precision], KM[centre.kind])


def window_around(
    package: Package, claim_id: str, basis: str = "", days: int | None = None, km: int | None = None
) -> Window | None:
    """The window of a claim, with what is not given as usual; None for a claim without a window.

    Raises KeyError for an unknown claim.
    """
    offered = centres(package, claim_id)
    if not offered:
        return None
    usual = default_window(next((one for one in offered if one.basis == basis), offered[0]))
    return Window(
        usual.centre, usual.days if days is None else days, usual.km if km is None else km
    )


def why_not_compared(package: Package, claim_id: str) -> str:
    """Say why a claim cannot be compared with events; "" if it can. Raises KeyError."""
    claim = record(package, "claims")[claim_id]
    if not _is_dated(claim):
        return "It has no date."
    named = [claim[name] for name in ("place_id", "found_place_id") if claim[name]]
    if not named:
        return "It names no place, and none was found for it."
    if not any(_places(package, claim)):
        place = record(package, "places")[named[0]]["name"]
        return f"Its place, {place}, is as large as a country or larger."
    return ""


def _places(package: Package, claim: Record) -> tuple[Record | None, Record | None]:
    """The article's place and the place found elsewhere, each if it is small enough."""
    places = record(package, "places")
    stated, found = places.get(claim["place_id"]), places.get(claim["found_place_id"])
    if stated and (claim["geo_precision"] == _COUNTRY or _is_wide(stated)):
        stated = None
    return stated, (None if found and _is_wide(found) else found)


def _is_wide(place: Record) -> bool:
    return bool(place["place_type"] == _COUNTRY or place["iso_a2"] == _SEVERAL_COUNTRIES)


def _is_dated(claim: Record) -> bool:
    return not (phrase.is_missing(claim["date_start"]) or phrase.is_missing(claim["date_end"]))


def _centre(basis: Basis, claim: Record, place: Record, kind: str) -> Centre:
    dated = basis == "found" and not phrase.is_missing(claim["found_date"])
    start, end = ("found_date", "found_date") if dated else ("date_start", "date_end")
    return Centre(
        basis=basis,
        place=place["name"],
        country=place["country"],
        latitude=float(place["latitude"]),
        longitude=float(place["longitude"]),
        kind=kind,
        start=claim[start].date(),
        end=claim[end].date(),
        precision="day" if dated else claim["time_precision"],
    )
