"""A small map of a window: the claim's place, the circle looked at, and the events in it."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, records
from conflict_atlas.events.geometry import EARTH_KM
from conflict_atlas.evidence.finding import Finding
from conflict_atlas.evidence.sentences import unit_of
from conflict_atlas.evidence.window import Window
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.evidence.evidence_sums_chart import short_name
from conflict_atlas.views.maps import chart_ground
from conflict_atlas.views.maps.area_chart import STYLE
from conflict_atlas.views.picture import Picture

TITLE = "On the map"

_HEIGHT = 400
_ACROSS = 220  # pixels of the circle's width: a phone shows something around it, too
_WORLD = 512  # pixels of the whole world at zoom 0
_SMALLEST, _LARGEST = 9, 34  # pixels across a mark
_LEGEND = 22  # pixels of a line of the legend
_TOWNS = 9  # how many towns are named
_DEGREE = 360 / _WORLD
_MOST_ZOOM = 11


def zoom(window: Window) -> float:
    """Zoom at which the circle of a window fits the chart."""
    across = 2 * window.km / (EARTH_KM * math.radians(1))  # degrees of latitude
    across /= math.cos(math.radians(window.centre.latitude))
    return min(_MOST_ZOOM, math.log2(_DEGREE * _ACROSS / max(across, 1e-6)))


def map_(package: Package, findings: Sequence[Finding], symbols: Sequence[pd.DataFrame]) -> Picture:
    """Draw the events of each finding's window as discs, as large as their best figures add up to.

    ``symbols`` are frames of ``Dataset.symbols``, one a finding.
    """
    window = findings[0].window
    near = zoom(window)
    box = _box(window, near)
    legend = _LEGEND * (2 + len(findings))
    figure = canvas.draw(
        [
            *chart_ground.draw_ground(package, box),
            _circle(window),
            *_discs(findings, symbols),
            _claim(window),
        ],
        height=_HEIGHT + legend,
        margin={"l": 0, "r": 0, "t": 0, "b": legend, "pad": 0},
        map={
            "style": STYLE,
            "center": {"lon": window.centre.longitude, "lat": window.centre.latitude},
            "zoom": near,
        },
        dragmode=False,
        legend={"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top"},
        annotations=_names(package, window, box, near),
    )
    return Picture(figure, _tell(findings, symbols), _tabulate(findings, symbols), TITLE)


def _box(window: Window, near: float) -> chart_ground.Box:
    """Degrees that the widest page shows at a zoom."""
    scale = _DEGREE / 2**near
    side, rise = 900 * scale, _HEIGHT / 2 * scale
    rise *= math.cos(math.radians(window.centre.latitude))
    longitude, latitude = window.centre.longitude, window.centre.latitude
    return longitude - side, latitude - rise, longitude + side, latitude + rise


def _circle(window: Window) -> dict[str, Any]:
    """The edge of the window on the ground, with a light fill."""
    centre, angle = window.centre, window.km / EARTH_KM
    north = math.radians(centre.latitude)
    points = []
    for step in range(97):
        turn = math.tau * step / 96
        latitude = math.asin(
            math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(turn)
        )
        east = math.atan2(
            math.sin(turn) * math.sin(angle) * math.cos(north),
            math.cos(angle) - math.sin(north) * math.sin(latitude),
        )
        points.append((centre.longitude + math.degrees(east), math.degrees(latitude)))
    return {
        "type": "scattermap",
        "mode": "lines",
        "lon": [point[0] for point in points],
        "lat": [point[1] for point in points],
        "fill": "toself",
        "fillcolor": palette.see_through(palette.ARTICLE, 0.08),
        "line": {"color": palette.see_through(palette.ARTICLE, 0.8), "width": 1.5},
        "name": f"{window.km} km",
        "hoverinfo": "skip",
    }


def _claim(window: Window) -> dict[str, Any]:
    """A ring at the place of the claim, so that what lies under it stays seen."""
    return {
        "type": "scattermap",
        "mode": "markers",
        "lon": [window.centre.longitude],
        "lat": [window.centre.latitude],
        "marker": {"size": 11, "color": palette.ARTICLE, "opacity": 1},
        "name": "The claim’s place",
        "hovertext": [canvas.hover(window.centre.place, "The place of the claim")],
        "hoverinfo": "text",
    }


def _discs(findings: Sequence[Finding], symbols: Sequence[pd.DataFrame]) -> list[dict[str, Any]]:
    most = max((float(frame["best"].max()) for frame in symbols if len(frame)), default=0)
    pairs = zip(findings, symbols, strict=True)
    return [_disc(f, n, records(frame), most) for n, (f, frame) in enumerate(pairs)]


def _disc(finding: Finding, number: int, rows: list[Record], most: float) -> dict[str, Any]:
    return {
        "type": "scattermap",
        "mode": "markers",
        "lon": [row["longitude"] for row in rows],
        "lat": [row["latitude"] for row in rows],
        "marker": {
            "size": [_size(row["best"], most) for row in rows] or 1,
            "sizemode": "diameter",
            "color": palette.series_style(number).colour,
            "opacity": 0.6,
        },
        "name": short_name(finding),
        "showlegend": bool(rows),
        "hovertext": [_hover(finding, row) for row in rows],
        "hoverinfo": "text",
    }


def _hover(finding: Finding, row: Record) -> str:
    count = phrase.counted(row["events"], "event")
    return canvas.hover(_place(row), count, _figure(finding, row), finding.dataset.manifest.label)


def _size(best: float, most: float) -> float:
    if phrase.is_missing(best) or not most > 0:
        return _SMALLEST
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(best / most)


def _place(row: Record) -> str:
    others = row["places"] - 1
    named = row["place"] or "Place without a name"
    return f"{named} and {others} more" if others > 0 else named


def _figure(finding: Finding, row: Record) -> str:
    unit = unit_of(finding.dataset.manifest.measure)
    return phrase.stated(row["low"], row["best"], row["high"], unit) or "no figure"


def _names(
    package: Package, window: Window, box: chart_ground.Box, near: float
) -> list[dict[str, Any]]:
    """Names of the claim's place and of the towns around it."""
    centre, (_, south, _, north) = window.centre, box
    reach = chart_ground.EDGE * _DEGREE / 2**near
    named = (centre.longitude - reach, south, centre.longitude + reach, north)
    towns = chart_ground.towns(package, named, _TOWNS)
    own = (centre.place, centre.longitude, centre.latitude)
    return chart_ground.name_places([own, *towns], 2**near / _DEGREE, _HEIGHT / 2)


def _tell(findings: Sequence[Finding], symbols: Sequence[pd.DataFrame]) -> str:
    window = findings[0].window
    told = "; ".join(
        f"{finding.dataset.manifest.label} {phrase.counted(finding.sums.events, 'event')} at "
        f"{phrase.counted(len(frame), 'spot')}"
        for finding, frame in zip(findings, symbols, strict=True)
    )
    return (
        f"Map of {window.km} km around {window.centre.place}, {window.centre.country}. {told}. "
        "Discs are as large as the best figures add up to; a small one has none."
    )


def _tabulate(findings: Sequence[Finding], symbols: Sequence[pd.DataFrame]) -> pd.DataFrame:
    rows = [
        (finding.dataset.manifest.label, _place(row), row["events"], _figure(finding, row))
        for finding, frame in zip(findings, symbols, strict=True)
        for row in records(frame)
    ]
    return pd.DataFrame(rows, columns=["Dataset", "Place", "Events", "Figure"])
