"""What is asked of an event dataset: the sidebar's filters, a part of the map, a window."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bounds:
    """A part of the map in degrees; west may lie above east where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Cell:
    """A square of the map: slippy-map tile ``x``, ``y`` at ``zoom`` (at most TILE_ZOOM)."""

    zoom: int
    x: int
    y: int


@dataclass(frozen=True)
class Circle:
    """Everything within ``km`` kilometres (great circle) of a point."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True)
class Asked:
    """Which events are wanted; an empty field does not filter.

    An event stays when its days touch ``start`` to ``end`` (inclusive). ``actors`` are names in the
    dataset's own words and match either side; ``types`` are event types; an event stays when it
    lies in any of ``circles`` or of ``countries``, which are the dataset's own words too. ``text``
    keeps events that hold each of its words, in any case, in notes, actors, place, divisions or
    reference. ``nothing`` is for a filter that this dataset cannot satisfy, such as an actor it
    does not know.
    """

    start: date | None = None
    end: date | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = ()
    countries: tuple[str, ...] = ()
    text: str = ""
    bounds: Bounds | None = None
    cell: Cell | None = None
    nothing: bool = False
