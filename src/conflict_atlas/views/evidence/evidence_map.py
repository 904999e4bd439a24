"""The map of a window: its circle on the basemap, with the events in and around it."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import Record, records
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import bounds_of, reach
from conflict_atlas.evidence.finding import Finding
from conflict_atlas.evidence.sentences import unit_of
from conflict_atlas.evidence.window import MOST_KM, Window
from conflict_atlas.link.link_schema import ZOOMS
from conflict_atlas.views import palette
from conflict_atlas.views.description import Description
from conflict_atlas.views.maps.script_layer import Overlay

TITLE = "On the map"
AROUND = 6  # multiple of a window's radius within which other events are shown too

_FINER = 2  # zoom levels finer than the map: marks that do not touch are not one
_SMALLEST, _LARGEST = 4.0, 32.0  # pixels of a disc's radius
_ACROSS = 320  # pixels of the circle's width
_NAMED = 3  # spots inside the circle to be named
_DEGREE = 360 / 256  # at zoom 0


def zoom(window: Window) -> float:
    """Zoom at which the circle of a window fits a phone."""
    north, _ = reach(window.centre.latitude, window.km)
    across = 2 * north / math.cos(math.radians(window.centre.latitude))
    return min(ZOOMS[1], math.log2(_DEGREE * _ACROSS / max(across, 1e-6)))


def ask(found: Sequence[Finding]) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Ask each dataset for its events in the window, and for those of the same days around it."""
    window = found[0].window
    near = zoom(window) + _FINER
    circle = window.circle(window.km)
    wide = bounds_of(window.circle(min(window.km * AROUND, MOST_KM)))
    near_by = EventFilter(window.first_day, window.last_day)
    inside = [f.dataset.symbols(window.event_filter(), bounds_of(circle), near, "") for f in found]
    return inside, [f.dataset.symbols(near_by, wide, near, "") for f in found]


def layers(
    findings: Sequence[Finding], inside: Sequence[pd.DataFrame], around: Sequence[pd.DataFrame]
) -> tuple[Overlay, ...]:
    """Return the layers of the map: the circle with its discs, and the area to frame.

    ``inside`` and ``around`` are those of ``ask``.
    """
    window = findings[0].window
    centre = window.centre
    frames = (*inside, *around)
    most = max((float(frame["best"].max()) for frame in frames if len(frame)), default=0)
    spots = [
        _spot(finding, number, row, most, within=within)
        for within, found in ((False, around), (True, inside))
        for number, (finding, frame) in enumerate(zip(findings, found, strict=True))
        for row in records(frame)
        if within or centre.distance(row["latitude"], row["longitude"]) > window.km
    ]
    for spot in sorted((one for one in spots if one["within"]), key=lambda one: -one["size"]):
        spot["named"] = sum(one["named"] for one in spots) < _NAMED
    circle = {
        "at": [centre.latitude, centre.longitude],
        "km": window.km,
        "place": centre.place,
        "spots": spots,
    }
    framed = {"asked": repr(window), "bounds": _bounds(window), "closest": ZOOMS[1]}
    return Overlay.of("circle", circle), Overlay.of("frame", framed)


def in_words(findings: Sequence[Finding], inside: Sequence[pd.DataFrame]) -> Description:
    """Describe the map in words and as a table."""
    return Description(_tell(findings, inside), _tabulate(findings, inside))


def _bounds(window: Window) -> list[list[float]]:
    centre = window.centre
    north, east = reach(centre.latitude, window.km)
    return [
        [centre.latitude - north, centre.longitude - east],
        [centre.latitude + north, centre.longitude + east],
    ]


def _spot(
    finding: Finding, number: int, row: Record, most: float, *, within: bool
) -> dict[str, Any]:
    figure = _figure(finding, row)
    count = phrase.counted(row["events"], "event")
    return {
        "at": [row["latitude"], row["longitude"]],
        "size": round(_size(row["best"], most), 1),
        "within": within,
        "named": False,
        "colour": f"var(--{palette.name_of(palette.series_style(number).colour)})",
        "label": f"{_place(row)}: {count}{_in_short(finding, row)}",
        "lines": [_place(row), count, figure, finding.dataset.manifest.label],
    }


def _size(best: float, most: float) -> float:
    if phrase.is_missing(best) or not most > 0:
        return _SMALLEST
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(best / most)


def _place(row: Record) -> str:
    others = row["places"] - 1
    named = row["place"] or "Place without a name"
    return f"{named} and {others} more" if others > 0 else str(named)


def _figure(finding: Finding, row: Record) -> str:
    unit = unit_of(finding.dataset.manifest.measure)
    return phrase.stated(row["low"], row["best"], row["high"], unit) or "no figure"


def _in_short(finding: Finding, row: Record) -> str:
    if phrase.is_missing(row["best"]):
        return ""
    unit = unit_of(finding.dataset.manifest.measure).removeprefix("people ")
    return f", {phrase.amount(row['best'], unit)}"


def _tell(findings: Sequence[Finding], symbols: Sequence[pd.DataFrame]) -> str:
    window = findings[0].window
    said = "; ".join(
        f"{finding.dataset.manifest.label} {phrase.counted(finding.sums.events, 'event')} at "
        f"{phrase.counted(len(frame), 'spot')}"
        for finding, frame in zip(findings, symbols, strict=True)
    )
    return (
        f"Map of {window.km} km around {window.centre.place}, {window.centre.country}. {said}. "
        "The size of a disc is the sum of the best figures; small ones have none. Grey: events of "
        "the same days beyond the circle."
    )


def _tabulate(findings: Sequence[Finding], symbols: Sequence[pd.DataFrame]) -> pd.DataFrame:
    rows = [
        (finding.dataset.manifest.label, _place(row), row["events"], _figure(finding, row))
        for finding, frame in zip(findings, symbols, strict=True)
        for row in records(frame)
    ]
    return pd.DataFrame(rows, columns=["Dataset", "Place", "Events", "Figure"])
