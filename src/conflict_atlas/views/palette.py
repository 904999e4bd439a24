"""Colours and symbols that hold for colour-blind readers, on white and on near-black paper.

Every colour has a contrast of at least 3:1 to both grounds, which leaves only middling
brightness; so colour never stands alone, and each kind has its own symbol or dash as well.
The hues descend from Okabe and Ito's.
"""

from dataclasses import dataclass

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record

LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#0e1117"

ARTICLE = "#d9661f"  # whatever the article itself says
OTHERS = "#1f77c9"  # whatever anybody else says
PEOPLE = "#b5316f"  # people counted in recorded events
FAINT = "#8a8a8a"  # what is shown without being compared with anything

ARTICLE_SYMBOL = "diamond"

TYPE_COLOUR = {
    "event": "#1f77c9",
    "casualty": "#b5316f",
    "deployment": "#11936f",
    "displacement": "#d9661f",
    "cost": "#7d6b00",
    "relation": "#9a6ae8",
    "status": "#3f94ad",
    "statement": "#a0522d",
    "context": "#8a8a8a",
}
TYPE_SYMBOL = {
    "event": "circle",
    "casualty": "x",
    "deployment": "triangle-up",
    "displacement": "triangle-right",
    "cost": "diamond",
    "relation": "star-diamond",
    "status": "square",
    "statement": "pentagon",
    "context": "cross",
}

ACTOR_TYPE_COLOUR = {
    "state": "#1f77c9",
    "government": "#3f94ad",
    "armed_group": "#b5316f",
    "militia": "#a0522d",
    "coalition": "#9a6ae8",
    "party": "#11936f",
    "organisation": "#7d6b00",
    "media": "#6a7fb5",
    "person": "#d9661f",
    "population": "#8a8a8a",
}
ACTOR_TYPE_SYMBOL = {
    "state": "square",
    "government": "square-dot",
    "armed_group": "diamond",
    "militia": "diamond-tall",
    "coalition": "hexagon",
    "party": "pentagon",
    "organisation": "hexagon2",
    "media": "star",
    "person": "triangle-up",
    "population": "circle",
}


@dataclass(frozen=True)
class Shade:
    """One colour for each ground."""

    light: str
    dark: str


NO_SIDE = Shade("#b9b3a6", "#6d6a62")


@dataclass(frozen=True)
class LineStyle:
    """How a line is drawn: its colour, plotly's name of its dash and of its symbol."""

    colour: str
    dash: str
    symbol: str = "circle"


_HOSTILE, _SUPPORT, _TOGETHER, _CHANGE = "#b5316f", "#11936f", "#1f77c9", "#7d6b00"

# Colour tells the sort of relation, dash and symbol which one of its sort.
RELATION_STYLE = {
    "fights": LineStyle(_HOSTILE, "solid", "x"),
    "bombs": LineStyle(_HOSTILE, "dash", "triangle-down"),
    "threatens": LineStyle(_HOSTILE, "dot", "cross-open"),
    "presses_on": LineStyle(_HOSTILE, "dashdot", "triangle-right"),
    "attacks": LineStyle(_HOSTILE, "longdash", "hourglass"),
    "displaces": LineStyle(_HOSTILE, "longdashdot", "triangle-left"),
    "opposes": LineStyle(_HOSTILE, "2px,6px", "cross"),
    "may_turn_on": LineStyle(_HOSTILE, "8px,3px", "triangle-left-open"),
    "backs": LineStyle(_SUPPORT, "solid", "circle"),
    "arms": LineStyle(_SUPPORT, "dash", "triangle-up"),
    "funds": LineStyle(_SUPPORT, "dot", "diamond"),
    "hosts": LineStyle(_SUPPORT, "dashdot", "square"),
    "relies_on": LineStyle(_SUPPORT, "longdash", "triangle-ne"),
    "allied_with": LineStyle(_TOGETHER, "solid", "circle-open"),
    "coordinates_with": LineStyle(_TOGETHER, "dash", "diamond-open"),
    "part_of": LineStyle(_TOGETHER, "dot", "square-open"),
    "leads": LineStyle(_TOGETHER, "dashdot", "star"),
    "linked_to": LineStyle(_TOGETHER, "longdash", "bowtie-open"),
    "builds_ties_with": LineStyle(_TOGETHER, "longdashdot", "asterisk-open"),
    "becomes": LineStyle(_CHANGE, "solid", "hexagon"),
    "founds": LineStyle(_CHANGE, "dash", "triangle-up-open"),
    "influences": LineStyle(_CHANGE, "dot", "star-open"),
}

# Series of others, told apart by dash and symbol too. None has the article's colour.
_SERIES = (
    LineStyle("#1f77c9", "solid", "circle"),
    LineStyle("#11936f", "dash", "square"),
    LineStyle("#9a6ae8", "dot", "triangle-up"),
    LineStyle("#7d6b00", "dashdot", "cross"),
    LineStyle("#b5316f", "longdash", "triangle-down"),
    LineStyle("#3f94ad", "solid", "pentagon"),
    LineStyle("#a0522d", "dash", "star"),
    LineStyle("#8a8a8a", "dot", "hexagon"),
)

# Kinds of recorded events, the commonest first: flat discs below the claims' shapes. Each pair
# stays apart for readers who do not see red, green or blue (tests/views/test_palette.py).
EVENT_COLOUR = ("#386edc", "#d67d00", "#0eaa5c", "#96408f", "#c6101f", "#8a14ff")

_LINEAR_UP_TO = 0.04045  # where sRGB turns from a line to a power


def series_style(position: int) -> LineStyle:
    """Style of the n-th series of a picture, counted from 0; repeats after eight."""
    return _SERIES[position % len(_SERIES)]


def side_shade(package: Package, actor_id: str) -> Shade:
    """Colour readers know a side by, as the package gives it; a quiet one where it gives none."""
    side = record(package, "actors")[actor_id]
    light = side["colour"] or NO_SIDE.light
    return Shade(light, side["colour_dark"] or (side["colour"] or NO_SIDE.dark))


def contrast(colour: str, ground: str) -> float:
    """Contrast of two ``#rrggbb`` colours as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def see_through(colour: str, opacity: float) -> str:
    """Write a ``#rrggbb`` colour with an opacity from 0 to 1."""
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [s / 12.92 if s <= _LINEAR_UP_TO else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
