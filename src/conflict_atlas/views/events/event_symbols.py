"""Recorded events on the map: cells with counts and figures as one layer, with its legend."""

import math
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.query.query import By
from conflict_atlas.events.schema import FIGURES
from conflict_atlas.views.events import event_kinds, event_words
from conflict_atlas.views.events.event_kinds import Kinds
from conflict_atlas.views.maps.script_layer import LegendEntry, MapLayer, Overlay

# Radii in pixels of the largest and of the smallest symbols; events.js draws by the same rule.
LARGEST, SMALLEST = 26.0, 3.0
_STEPS = (1, 1.5, 2, 3, 5, 7, 10)
_SHOWN = (0.2, 0.02)  # sizes in the legend, as shares of the largest, which is too large for it


def of_dataset(
    cells: pd.DataFrame, dataset: Dataset, by: By, title: str, selected: str = ""
) -> MapLayer:
    """Make the layer of some cells of a dataset, as the map has it."""
    heading = "by type" if by == "event_type" else "by side"
    kinds = event_kinds.of_dataset(dataset, by)
    return symbols(cells, kinds, (title, heading), dataset.manifest.people, selected)


def symbols(
    cells: pd.DataFrame, kinds: Kinds, names: tuple[str, str], unit: str, selected: str = ""
) -> MapLayer:
    """Make the layer of some cells, as ``answer.symbols`` gives them, largest below.

    ``names`` says who recorded the events and what the colours mean; ``unit`` is what the figures
    count, "" for none; ``selected`` is the selected cell as ``z/x/y``, "" for none.
    """
    source, heading = names
    drawn = cells.sort_values("events", ascending=False, kind="stable")
    largest = ceiling(float(drawn["events"].max())) if len(drawn) else 1.0
    data = {
        "source": source,
        "unit": unit,
        "top": largest,
        "selected": selected,
        "kinds": [{"name": n, "color": kinds.colour(i)} for i, n in enumerate(kinds.labels)],
        "cell": drawn["cell"].tolist(),
        "latitude": drawn["latitude"].round(4).tolist(),
        "longitude": drawn["longitude"].round(4).tolist(),
        "events": drawn["events"].astype(int).tolist(),
        "figured": drawn["figured"].astype(int).tolist(),
        "vague": drawn["vague"].astype(int).tolist(),
        **{name: _numbers(drawn[name]) for name in FIGURES},
        "parts": [_parts(row, kinds) for row in drawn["kinds"]],
        "place": drawn["place"].fillna("").tolist(),
        "places": drawn["places"].astype(int).tolist(),
    }
    return MapLayer(Overlay.of("events", data), tuple(_entries(data, kinds, heading)))


def ceiling(value: float) -> float:
    """Round up to a round number, so that sizes stay the same when counts change a little."""
    power = 10.0 ** math.floor(math.log10(max(value, 1)))
    ends = [step * power for step in _STEPS if step * power == round(step * power)]
    return next(end for end in ends if end >= value)


def tabulate(cells: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Table of the same cells for people, most events first."""
    others = cells["places"].astype(int) - 1
    names = cells["place"].fillna("").replace("", "No place named")
    columns: dict[str, Any] = {
        "Place": [f"{n} and {o} more" if o > 0 else n for n, o in zip(names, others, strict=True)],
        "Events": cells["events"].astype(int),
        "Mostly": cells["kind"],
        "Vaguely placed": cells["vague"].astype(int),
    }
    columns |= event_words.figure_columns(cells, unit)
    return pd.DataFrame(columns)


def _numbers(column: pd.Series) -> list[float | None]:
    return [event_words.bare(value) for value in column]


def _parts(shares: list[tuple[str, int]], kinds: Kinds) -> list[int]:
    """Indices of kinds, each followed by its number of events: [0, 12, 3, 1]."""
    found: dict[int, int] = {}
    for name, events in shares:
        place = kinds.place(name)
        found[place] = found.get(place, 0) + int(events)
    return [number for place in sorted(found) for number in (place, found[place])]


def _entries(data: dict[str, Any], kinds: Kinds, heading: str) -> list[LegendEntry]:
    """Legend entries for the kinds present, and for the area of the symbols."""
    if not data["events"]:
        return []
    present = {place for parts in data["parts"] for place in parts[::2]}
    named: list[LegendEntry] = [
        {"label": label, "color": kinds.colour(place), "kind": "recorded"}
        for place, label in enumerate(kinds.labels)
        if place in present
    ]
    top = data["top"]
    sizes = dict.fromkeys(round(top * share) for share in _SHOWN if top * share >= 1)
    scale: list[LegendEntry] = [
        {
            "label": phrase.exact(size),
            "disc": max(SMALLEST, round(LARGEST * math.sqrt(size / top), 1)),
        }
        for size in sizes
    ]
    return [
        {"heading": f"Events recorded by {data['source']}, {heading}"},
        *named,
        {"heading": "Number of events", "inline": True},
        *scale,
    ]
