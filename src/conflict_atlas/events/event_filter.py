"""Which events of a dataset are wanted: by a reader's filters, a part of the map, a window."""

from dataclasses import dataclass
from datetime import date

from conflict_atlas.events.geometry import Bounds, Cell, EarthCircle


@dataclass(frozen=True)
class EventFilter:
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
    circles: tuple[EarthCircle, ...] = ()
    countries: tuple[str, ...] = ()
    text: str = ""
    bounds: Bounds | None = None
    cell: Cell | None = None
    nothing: bool = False


EVERYTHING = EventFilter()
