"""The link as a declared schema: which values a page takes, and which of a link were not used."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from conflict_atlas.link.pages import PAGES
from conflict_atlas.link.parameter_names import CARRIED, FORMER, VERSION, VIEW

BY_PAGE = {page.name: page.parameters for page in PAGES}
KNOWN = frozenset(CARRIED).union(*BY_PAGE.values())
# Streamlit's own, the data version a link was made with, and what other sites add to links.
FOREIGN = re.compile(r"(embed|embed_options|v|utm_\w+|fbclid|gclid|ref)\Z")
VIEW_FORM = re.compile(
    r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,2})?)\Z", re.ASCII
)
LONGEST_ECHO = 40
YEARS_AT_ONCE = 3  # up to so many the calendar shows all, and no year can be chosen
# The same limits are in assets/atlas.js, which moves the map.
EDGE_OF_MERCATOR, DATE_LINE, ZOOMS = 85, 180, (4, 12)
# The window of the evidence: names of its centres in links, and its limits (evidence/window.py).
CENTRES = {"article": "Article", "found": "Found elsewhere"}
MOST_DAYS, MOST_KM = 366, 500

Params = Mapping[str, list[str]]


@dataclass(frozen=True)
class Ignored:
    """One value of a link that the page could not use."""

    name: str
    value: str

    def __str__(self) -> str:
        """Name and value, cut to a length that fits in a sentence."""
        shown = f"{self.name}={self.value}"
        return shown if len(shown) <= LONGEST_ECHO else f"{shown[: LONGEST_ECHO - 1]}…"


def renamed(params: Params) -> Params:
    """Give parameters of older links the names they have now; a new name that is there wins."""
    return {
        FORMER.get(name, name): values
        for name, values in params.items()
        if FORMER.get(name) not in params
    }


def unused(page: str, asked: Params, applied: Mapping[str, object]) -> list[Ignored]:
    """List the values of a link that are not in force on the page.

    ``applied`` holds the values of the page's controls; a control at its default counts as asked
    for only when the link names that default.
    """
    known = CARRIED + BY_PAGE[page]
    found = []
    for name, values in asked.items():
        if FOREIGN.match(name):
            continue
        if name not in known:
            found += [Ignored(name, value) for value in values]
        elif name == VIEW:
            found += [Ignored(name, value) for value in values[1:]]
            found += [Ignored(name, value) for value in values[:1] if parse_view(value) is None]
        else:
            standing = _as_words(applied.get(name))
            found += [Ignored(name, v) for v in values if not _stands(v, standing)]
    return found


def parse_view(value: str) -> tuple[float, float, float] | None:
    """Read ``latitude,longitude,zoom``; None unless it is a place on earth at a usable zoom."""
    match = VIEW_FORM.match(value)
    if not match:
        return None
    latitude, longitude, zoom = (float(part) for part in match.groups())
    within = ZOOMS[0] <= zoom <= ZOOMS[1]
    if abs(latitude) > EDGE_OF_MERCATOR or abs(longitude) > DATE_LINE or not within:
        return None
    return latitude, longitude, zoom


def query(params: Params, version: str) -> str:
    """Write the query string of a link, the data version last; what no page knows is left out."""
    pairs = [(name, value) for name, values in params.items() if name in KNOWN for value in values]
    return urlencode([*pairs, (VERSION, version)])


def _as_words(value: object) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, bool):
        return {str(value).lower()}  # as Streamlit writes a switch
    if isinstance(value, date):
        return {value.isoformat()}
    if isinstance(value, str):
        return {value}
    if isinstance(value, Iterable):
        return {word for item in value for word in _as_words(item)}
    return {str(value)}


def _stands(value: str, standing: set[str]) -> bool:
    if not value and not standing:
        return True  # an empty value asks for nothing, and nothing is in force
    if value in standing or value.strip() in standing:
        return True
    try:
        return date.fromisoformat(value).isoformat() in standing
    except ValueError:
        return False
