"""Colours of charts, which are those of ``look``, and symbols for colour-blind readers.

A chart is drawn in the colours of the light look; before it is sent, ``themed`` writes
placeholders in their place, which Streamlit replaces by those of the reader's theme
(.streamlit/config.toml). Colour never carries meaning alone: each kind also has a symbol or a dash.
"""

import re
from dataclasses import dataclass

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.views.look import DARK, LIGHT
from conflict_atlas.views.maps.map_style import DEADLY, IN_THE_DARK, SEQUENTIAL

ARTICLE = LIGHT.article  # whatever the article itself says
OTHERS = LIGHT.others  # whatever anybody else says
PEOPLE = LIGHT.dead  # people counted in recorded events
DISPLACED = LIGHT.displaced
FAINT = LIGHT.muted  # shown, but compared with nothing
INK = LIGHT.ink

# The names of the colours in charts, in the order of the theme's chartCategoricalColors.
NAMES = (
    "article", "others", "dead", "displaced", "spent", "muted", "ink", "accent", "pale", "no_side",
)  # fmt: skip
_PLACEHOLDER = {
    getattr(LIGHT, name): f"#{number:06d}" for number, name in enumerate(NAMES, start=1)
}
_PLACEHOLDER |= {code: f"#{n:06d}" for n, code in enumerate(SEQUENTIAL + DEADLY, start=11)}
_PLACEHOLDER[LIGHT.paper] = "#000038"  # the theme's backgroundColor
_BLACK, _WHITE = "#000000", "#ffffff"  # the same in every theme
_OPAQUE = 255

ARTICLE_SYMBOL = "diamond"

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
    """One colour for each theme."""

    light: str
    dark: str


NO_SIDE = Shade("#b9b3a6", "#6d6a62")


@dataclass(frozen=True)
class LineStyle:
    """How a line is drawn: its colour, plotly's name of its dash and of its symbol."""

    colour: str
    dash: str
    symbol: str = "circle"


_HOSTILE, _SUPPORT, _TOGETHER, _CHANGE = LIGHT.ink, LIGHT.accent, LIGHT.others, LIGHT.spent

# Colour shows the sort of relation, dash and symbol the relation itself.
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

# Series of others, told apart by dash, symbol and the name at their end.
_SERIES = (
    LineStyle(LIGHT.others, "solid", "circle"),
    LineStyle(LIGHT.pale, "dash", "square"),
    LineStyle(LIGHT.others, "dot", "triangle-up"),
    LineStyle(LIGHT.muted, "dashdot", "cross"),
    LineStyle(LIGHT.pale, "longdash", "triangle-down"),
    LineStyle(LIGHT.muted, "solid", "pentagon"),
    LineStyle(LIGHT.others, "longdashdot", "star"),
    LineStyle(LIGHT.pale, "dot", "hexagon"),
)

# Kinds of recorded events, the commonest first: flat discs below the claims' shapes. Each pair
# stays apart for readers who do not see red, green or blue (tests/views/test_palette.py).
EVENT_COLOUR = ("#386edc", "#d67d00", "#0eaa5c", "#96408f", "#c6101f", "#8a14ff")
OTHER_KIND = "#8a8a8a"  # all kinds after them

_LINEAR_UP_TO = 0.04045  # where sRGB changes from a linear to a power function


def series_style(position: int) -> LineStyle:
    """Style of the n-th series of a picture, counted from 0; repeats after eight."""
    return _SERIES[position % len(_SERIES)]


def side_shade(package: Package, actor_id: str) -> Shade:
    """The package's colour for a side; a quiet one where it gives none."""
    side = record(package, "actors")[actor_id]
    light = side["colour"] or NO_SIDE.light
    return Shade(light, side["colour_dark"] or (side["colour"] or NO_SIDE.dark))


def name_of(colour: str) -> str:
    """Name that a chart's colour has in every look."""
    return next(name for name in NAMES if getattr(LIGHT, name) == colour)


def contrast(colour: str, ground: str) -> float:
    """Contrast of two ``#rrggbb`` colours as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(shade: str) -> str:
    """Colour of letters on a class of a map, which they are read on in both looks."""
    in_the_dark = IN_THE_DARK[shade]
    by_light = contrast(LIGHT.ink, shade) > contrast(LIGHT.paper, shade)
    by_dark = contrast(DARK.ink, in_the_dark) > contrast(DARK.paper, in_the_dark)
    if by_light:
        return LIGHT.ink if by_dark else _BLACK
    return _WHITE if by_dark else LIGHT.paper


def see_through(colour: str, opacity: float) -> str:
    """Write a ``#rrggbb`` colour with an opacity from 0 to 1."""
    red, green, blue = channels(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def themed(written: bytes) -> bytes:
    """Write the theme's placeholders in a chart's JSON, where it names colours of a light look."""
    text = re.sub(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", _opacity_as_code, written.decode())
    for code, placeholder in _PLACEHOLDER.items():
        text = text.replace(code, placeholder)
    return text.encode()


def _opacity_as_code(found: re.Match[str]) -> str:
    """A colour with an opacity as ``#rrggbbaa``, so that its first part can be replaced."""
    *channels, opacity = found.groups()
    code = "#{:02x}{:02x}{:02x}".format(*map(int, channels))
    shade = f"{code}{round(float(opacity) * _OPAQUE):02x}"
    return shade if code in _PLACEHOLDER else found.group()


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in channels(colour)]
    linear = [s / 12.92 if s <= _LINEAR_UP_TO else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
