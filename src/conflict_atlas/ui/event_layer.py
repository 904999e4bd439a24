"""Recorded events below the claims of a map: which part of it is seen, and what stands there."""

import math
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from conflict_atlas.events.asked import Asked, Bounds
from conflict_atlas.ui import address, event_choice, event_question, row_list, store
from conflict_atlas.ui.datasets import Dataset
from conflict_atlas.views import event_symbol, event_words
from conflict_atlas.views.atlas_map import Part

COLOUR = "colour"
COLOURS = {"type": "event_type", "side": "side_a"}
# Width and height in pixels that a map is taken to have before it tells its own bounds.
_ASSUMED = (1200.0, 700.0)
_TILE = 256.0
_TABLE = 420  # pixels


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
    return _draw(_cells(dataset, asked, by, view()), dataset, by, event_choice.cell())


def show_table(dataset: Dataset, asked: Asked, by: str) -> None:
    """Offer the symbols as a table, for whoever cannot point at one; a row picks its square."""
    with st.expander("The symbols as a table", on_change="rerun", key="symbols") as opened:
        if not opened.open:
            return  # up to two thousand rows that few ask for
        cells = _cells(dataset, asked, by, view())

        def choose(row: int) -> None:
            event_choice.pick_cell(str(cells.frame["cell"].iloc[row]))

        row_list.draw(
            _tabulate(cells, event_words.PEOPLE.get(dataset.source.measure, "")),
            "symbols-data",
            choose,
            f"Table of {len(cells.frame)} symbols of the map; choosing a row picks its square",
            height=_TABLE,
        )


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
    return around(*asked) if asked else start()


def start() -> tuple[Bounds, float]:
    """Return the part of the earth that the package's map opens on."""
    opens = store.package().map
    return around(opens.latitude, opens.longitude, float(opens.zoom))


def open_on_start(dataset: Dataset, by: str) -> Part:
    """Make the layer with which the map opens."""
    return _draw(_cells(dataset, event_question.EVERYTHING, by, start()), dataset, by, "")


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


def _cells(dataset: Dataset, asked: Asked, by: str, seen: tuple[Bounds, float]) -> _Cells:
    from conflict_atlas.events import answer  # noqa: PLC0415 - imports the engine

    return _Cells(answer.symbols(dataset.library, dataset.source, asked, *seen, by))  # type: ignore[arg-type]


@lru_cache(maxsize=16)
def _tabulate(cells: _Cells, unit: str) -> pa.Table:
    return pa.Table.from_pandas(event_symbol.tabulate(cells.frame, unit), preserve_index=False)


@lru_cache(maxsize=128)
def _draw(cells: _Cells, dataset: Dataset, by: str, selected: str) -> Part:
    heading = "by type" if by == "event_type" else "by side"
    unit = event_words.PEOPLE.get(dataset.source.measure, "")
    kinds = event_question.kinds(dataset, by)
    return event_symbol.symbols(cells.frame, kinds, (dataset.source.title, heading), unit, selected)
