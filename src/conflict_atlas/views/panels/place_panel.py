"""The selected place: its names, who holds it, and its claims in order of time."""

from html import escape

import pandas as pd

from conflict_atlas.claims import city_control, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps.place_groups import NOWHERE, Group
from conflict_atlas.views.panels.shelf import name_of
from conflict_atlas.views.panels.short_span import short_span, year_understood

CLOSE = (
    '<button type="button" class="atlas-close" data-choose="close" aria-label="Close">×</button>'
)
# Handled in the browser, and shown only on a narrow screen, where a panel is a sheet over the map.
RAISE = (
    '<button type="button" class="atlas-raise" data-toggle="raised" '
    'aria-label="Higher or lower"></button>'
)


def place_panel(package: Package, group: Group, claim_id: str, day: pd.Timestamp, card: str) -> str:
    """Write the panel of a place as HTML; ``card`` is the card of the selected claim, if any."""
    claims = record(package, "claims")
    year = year_understood([claims[one] for one in group.claim_ids], package.reference_day.year)
    rows = "".join(_row(package, one, year, claim_id, card) for one in group.claim_ids)
    named = "" if year else " atlas-years"
    name = escape(name_of(package, group.place_id))
    return (
        f'<section class="atlas-place" aria-label="{name}"><header>'
        f"<h2>{name}{_other_names(package, group.place_id)}</h2>"
        f"<p>{escape(_tell(package, group, day))}</p>"
        f"{RAISE}{CLOSE}"
        f'</header><ol class="atlas-rows{named}">{rows}</ol></section>'
    )


def _row(package: Package, claim_id: str, year: int, opened: str, card: str) -> str:
    claim = record(package, "claims")[claim_id]
    is_open = claim_id == opened
    when = short_span(claim["date_start"], claim["date_end"], year)
    return (
        f"<li{' class=atlas-opened' if is_open else ''}>"
        f'<button type="button" class="atlas-row" data-choose="claim:{escape(claim_id)}" '
        f'aria-expanded="{str(is_open).lower()}"><span class="atlas-when">{escape(when)}</span>'
        f'<i class="glyph glyph-{claim["claim_type"]}"></i>'
        f"<span>{escape(claim['title'])}</span></button>{card if is_open else ''}</li>"
    )


def _other_names(package: Package, place_id: str) -> str:
    if place_id == NOWHERE:
        return ""
    place = record(package, "places")[place_id]
    arabic = (
        f'<span lang="ar" dir="auto">{escape(place["name_ar"])}</span>' if place["name_ar"] else ""
    )
    lies = escape(", ".join(_lies_in(place)))
    parts = " · ".join(filter(None, (arabic, lies)))
    return f" <small>{parts}</small>" if parts else ""


def _lies_in(place: Record) -> list[str]:
    above = [place["admin1"], place["country"]]
    return [name for name in dict.fromkeys(above) if name and name != place["name"]]


def _tell(package: Package, group: Group, day: pd.Timestamp) -> str:
    number = len(group.claim_ids)
    claims = "1 claim" if number == 1 else f"{number} claims"
    held = _held(package, group.place_id, day)
    return f"{held} · {claims}" if held else claims


@memoized(512)
def _held(package: Package, place_id: str, day: pd.Timestamp) -> str:
    """Say who holds a city on a day, since when, who did before, and whether the source is old."""
    now = city_control.holders(package, day)
    rows = records(now[now["place_id"] == place_id])
    if not rows:
        return ""
    row = rows[0]
    names = package.actors["short_name"]
    status = {
        "offensive": ", under assault",
        "partly_held": ", in part",
        "contested": ", divided",
    }.get(row["status"], "")
    states = city_control.changes(package)[place_id]
    before = [
        names[state["holder_id"]]
        for state in states
        if state["date"] < row["since"] and state["holder_id"] != row["holder_id"]
    ]
    earlier = f"; {before[-1]} before" if before else ""
    sides = [names[side] for side in (row["holder_id"], row["second_holder_id"]) if side]
    held = f"{phrase.joined(sides)}{status} since {phrase.day(row['since'])}{earlier}"
    return " · ".join(filter(None, (held, city_control.say_age(row["last_source"], day))))
