"""Invented events around a package's claims, in the layout of UCDP GED, to try the pages with.

All their texts say that they are invented. Dates and places are near those of claims, so that some
windows hold events; figures and actors have nothing to do with what happened. The same seed gives
the same file: ``data/sample_events.csv`` is what ``write_sample`` makes of the package beside it.
"""

import csv
import io
import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from conflict_atlas.claims.package import Package
from conflict_atlas.evidence.window import Centre, centres, default_window

ROWS, SEED = 300, 2016
_FEWEST, _MOST = 1, 3  # events in the window of a claim
_FAR_KM = 700  # from the middle of the map; claims further away get no event
_PLACES = 40
_SPREAD = 400  # days before and after the map's day
_NOTE = "Invented example, made up by a program: nothing of this happened"
_DEGREE_KM = 111.2
_VIOLENCE = {1: "Example group {}", 2: "Example group {}", 3: "Civilians"}

Spot = tuple[str, float, float]


def write_sample(package: Package, rows: int = ROWS, seed: int = SEED) -> str:
    """Write ``rows`` invented events as CSV; the same for the same package, rows and seed."""
    chance = random.Random(seed)
    near = list(_near(package, chance))[:rows]
    around = _around(package, chance, rows - len(near))
    events = sorted((*near, *around), key=lambda e: (e[1], e[0]))
    text = io.StringIO()
    written = csv.DictWriter(text, list(_event(1, *events[0], chance)), lineterminator="\n")
    written.writeheader()
    written.writerows(_event(n, *event, chance) for n, event in enumerate(events, 1))
    return text.getvalue()


def _near(package: Package, chance: random.Random) -> Iterator[tuple[Spot, date]]:
    """A few events in the window of each claim on the map; claims of one window share them."""
    seen = set()
    for claim_id in package.claims.index:
        for centre in centres(package, claim_id)[:1]:
            window = default_window(centre)
            if window in seen or not _is_on_map(package, centre):
                continue
            seen.add(window)
            for _ in range(chance.randint(_FEWEST, _MOST)):
                days = (window.last_day - window.first_day).days
                day = window.first_day + timedelta(days=chance.randint(0, days))
                yield _spot(chance, centre.latitude, centre.longitude, window.km * 0.9), day


def _around(package: Package, chance: random.Random, rows: int) -> Iterator[tuple[Spot, date]]:
    """Other events, at places clustered around the claims' and on days around the map's own."""
    middle = package.reference_day.date()
    known = [c for i in package.claims.index for c in centres(package, i) if _is_on_map(package, c)]
    spots = []
    for _ in range(_PLACES):
        centre = chance.choice(known)
        spots.append(_spot(chance, centre.latitude, centre.longitude, 120))
    for _ in range(rows):
        spot = spots[int(_PLACES * chance.random() ** 2)]
        yield spot, middle + timedelta(days=round(chance.uniform(-_SPREAD, _SPREAD)))


def _is_on_map(package: Package, centre: Centre) -> bool:
    return centre.distance(package.map.latitude, package.map.longitude) < _FAR_KM


def _spot(chance: random.Random, latitude: float, longitude: float, km: float) -> Spot:
    """A named place at random within some kilometres of a point."""
    away, turn = km * math.sqrt(chance.random()), chance.uniform(0, math.tau)
    north = latitude + away * math.cos(turn) / _DEGREE_KM
    east = longitude + away * math.sin(turn) / (_DEGREE_KM * math.cos(math.radians(latitude)))
    return f"Example place {chance.randint(1, 999)}", round(north, 5), round(east, 5)


def _event(number: int, spot: Spot, day: date, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice((1, 1, 2, 3))
    best = int(chance.expovariate(1 / 9))
    precise = chance.choice((1, 1, 1, 2))
    place, latitude, longitude = spot
    return {
        "id": f"example-{number}",
        "year": day.year,
        "type_of_violence": kind,
        "conflict_name": "Example conflict",
        "side_a": f"Example force {chance.choice('ABC')}",
        "side_b": _VIOLENCE[kind].format(chance.choice("ABC")),
        "source_article": _NOTE,
        "source_headline": f"{_NOTE} (event {number})",
        "where_prec": chance.choice((1, 1, 1, 2, 3)),
        "where_coordinates": place,
        "adm_1": "Example province",
        "adm_2": f"Example district {chance.randint(1, 9)}",
        "latitude": latitude,
        "longitude": longitude,
        "country": "Example country",
        "date_prec": precise,
        "date_start": day.isoformat(),
        "date_end": (day + timedelta(days=precise - 1)).isoformat(),
        "low": int(best * chance.uniform(0.5, 1)),
        "best": best,
        "high": math.ceil(best * chance.uniform(1, 1.8)),
    }
