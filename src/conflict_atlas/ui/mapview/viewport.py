"""The part of the earth that a map shows: as the map reports it, or as the link asks for."""

import math
from typing import Any

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.events.geometry import Bounds
from conflict_atlas.link import link_schema, parameter_names
from conflict_atlas.ui.session import session_keys

# Assumed width and height of a map in pixels, until it reports its own bounds.
_ASSUMED = (1200.0, 700.0)
_TILE = 256.0


def keep_bounds(value: dict[str, Any]) -> None:
    """Remember what part of the earth the map shows, as the map itself reports it."""
    bounds, zoom = value.get("bounds") or {}, value.get("zoom")
    south, north = bounds.get("_southWest") or {}, bounds.get("_northEast") or {}
    ends = south.get("lng"), south.get("lat"), north.get("lng"), north.get("lat")
    known = [float(end) for end in ends if end is not None]
    if zoom is not None and len(known) == len(ends):
        st.session_state[session_keys.MAP_BOUNDS] = Bounds(*known), float(zoom)


def view() -> tuple[Bounds, float]:
    """Return the part of the earth the map shows and its zoom; a guess until the map reports."""
    known: tuple[Bounds, float] | None = st.session_state.get(session_keys.MAP_BOUNDS)
    if known:
        return known
    asked = link_schema.parse_view(st.query_params.get(parameter_names.VIEW, ""))
    return around(*asked) if asked else start()


def start() -> tuple[Bounds, float]:
    """Return the part of the earth that the package's map opens on."""
    opens = process_state.package().map
    return around(opens.latitude, opens.longitude, float(opens.zoom))


def around(latitude: float, longitude: float, zoom: float) -> tuple[Bounds, float]:
    """Bounds of a map of the assumed size that is centred on a point."""
    world = _TILE * 2**zoom
    wide, high = (side / 2 / world for side in _ASSUMED)
    middle = math.asinh(math.tan(math.radians(latitude)))

    def row(share: float) -> float:
        return math.degrees(math.atan(math.sinh(middle + 2 * math.pi * share)))

    span = 360 * wide
    return Bounds(longitude - span, row(-high), longitude + span, row(high)), zoom
