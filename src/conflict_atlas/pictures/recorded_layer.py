"""Recorded events in the picture of a map, made from the browser's layer: the same discs."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conflict_atlas.pictures.event_discs import Symbol
from conflict_atlas.pictures.sign_legend import MOST_RADIUS, Entry
from conflict_atlas.pictures.window_layer import WindowLayer
from conflict_atlas.views.events.event_symbols import LARGEST, SMALLEST
from conflict_atlas.views.maps.script_layer import MapLayer


@dataclass(frozen=True)
class RecordedLayer:
    """Discs, legend and source of recorded events; empty without a dataset.

    ``title`` and ``words`` are those of a picture that shows nothing else; ``window`` is that of
    one claim.
    """

    symbols: tuple[Symbol, ...] = ()
    cell: str = ""
    legend: tuple[Entry, ...] = ()
    sources: str = ""
    title: str = ""
    words: str = ""
    window: WindowLayer | None = None


NOTHING = RecordedLayer()


def missing(label: str) -> RecordedLayer:
    """Say that the events of a dataset are not drawn, for its engine did not answer."""
    sources = f"Events recorded by {label} could not be read in time and are not drawn."
    return RecordedLayer(sources=sources)


def read(layer: MapLayer, span: str, sources: str) -> RecordedLayer:
    """Read a layer; ``span`` is the period of its events in words, ``""`` for all."""
    data = json.loads(layer.overlay.data)
    return RecordedLayer(
        tuple(_symbols(data)), data["selected"], tuple(_legend(layer, data, span)), sources
    )


def radius(events: int, most: float) -> float:
    """Radius of a disc, if the largest one means ``most`` events."""
    return max(SMALLEST, LARGEST * math.sqrt(events / most))


def _symbols(data: dict[str, Any]) -> Iterator[Symbol]:
    for number, events in enumerate(data["events"]):
        parts = data["parts"][number]
        yield Symbol(
            data["longitude"][number],
            data["latitude"][number],
            radius(events, data["top"]),
            tuple(
                (data["kinds"][kind]["color"], count)
                for kind, count in zip(parts[::2], parts[1::2], strict=True)
            ),
        )


def _legend(layer: MapLayer, data: dict[str, Any], span: str) -> Iterator[Entry]:
    """Explain the colours in use, and the area of the discs by one that fits."""
    if not data["events"]:
        yield Entry(f"Events recorded by {data['source']}{span}: none here")
        return
    heading, *entries = layer.entries
    yield Entry(f"{heading['heading']}{span}:")
    for entry in entries:
        if "color" in entry:
            yield Entry(entry["label"], "events", entry["color"])
    sizes = [entry for entry in entries if entry.get("disc", MOST_RADIUS + 1) <= MOST_RADIUS]
    if sizes:
        words = f"{sizes[0]['label']} events, more in proportion to area"
        yield Entry(words, "events", "muted", sizes[0]["disc"])
    else:
        yield Entry("area by number of events", "events")
