"""Recorded events below the claims of a map: which part of it is seen, and what stands there."""

import math
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from conflict_atlas.events.asked import Asked, Bounds
from conflict_atlas.ui import address, event_choice, event_question, store
from conflict_atlas.ui.datasets import Dataset
from conflict_atlas.views import event_symbol, event_words
from conflict_atlas.views.atlas_map import Part

COLOUR = "colour"
COLOURS = {"type": "event_type", "side": "side_a"}
# Width and height in pixels that a map is taken to have before it tells its own bounds.
_ASSUMED = (1200.0, 700.0)
_TILE = 256.0


def draw_colours() -> str:
    """Draw the choice of what colours tell; returns a column of the schema."""
    chosen = st.segmented_control(
        "Colour events by",
        list(COLOURS),
        default="type",
        required=True,
        key=COLOUR,
        bind="query-params",
    )
    return COLOURS.get(str(chosen), "event_type")


def colours() -> str:
    """Return the column that colours tell, as the control stands; for what no run draws."""
    return COLOURS.get(str(st.session_state.get(COLOUR)), "event_type")


def part(dataset: Dataset, asked: Asked, by: str) -> Part:
    """Layer and legend of the events in the part of the map that the reader sees."""
    from conflict_atlas.events import answer  # noqa: PLC0415 - imports the engine

    bounds, zoom = view()
    cells = answer.symbols(dataset.library, dataset.source, asked, bounds, zoom, by)  # type: ignore[arg-type]
    return _draw(_Cells(cells), dataset, by, event_choice.cell())


def keep_bounds(value: dict[str, Any]) -> None:
    """Remember what part of the earth the map shows, as the map itself reports it."""
    bounds, zoom = value.get("bounds") or {}, value.get("zoom")
    south, north = bounds.get("_southWest") or {}, bounds.get("_northEast") or {}
    ends = south.get("lng"), south.get("lat"), north.get("lng"), north.get("lat")
    known = [float(end) for end in ends if end is not None]
    if zoom is not None and len(known) == len(ends):
        st.session_state[event_choice.BOUNDS] = Bounds(*known), float(zoom)


def view() -> tuple[Bounds, float]:
    """Return the part of the earth the map shows and its zoom, guessed until the map tells."""
    known: tuple[Bounds, float] | None = st.session_state.get(event_choice.BOUNDS)
    if known:
        return known
    asked = address.parse_view(st.query_params.get("view", ""))
    start = store.package().map
    return around(*(asked or (start.latitude, start.longitude, float(start.zoom))))


def around(latitude: float, longitude: float, zoom: float) -> tuple[Bounds, float]:
    """Bounds of a map of the assumed size that is centred on a point."""
    world = _TILE * 2**zoom
    wide, high = (side / 2 / world for side in _ASSUMED)
    middle = math.asinh(math.tan(math.radians(latitude)))

    def row(share: float) -> float:
        return math.degrees(math.atan(math.sinh(middle + 2 * math.pi * share)))

    span = 360 * wide
    return Bounds(longitude - span, row(-high), longitude + span, row(high)), zoom


class _Cells:
    """A frame of answers as a key: the same frame is the same answer."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cells) and other.frame is self.frame


@lru_cache(maxsize=128)
def _draw(cells: _Cells, dataset: Dataset, by: str, selected: str) -> Part:
    heading = "by type" if by == "event_type" else "by side"
    unit = event_words.PEOPLE.get(dataset.source.measure, "")
    kinds = event_question.kinds(dataset, by)
    return event_symbol.symbols(cells.frame, kinds, (dataset.source.title, heading), unit, selected)
