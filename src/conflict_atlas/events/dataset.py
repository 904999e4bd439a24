"""One imported dataset, and its answers to pages and programs.

Answers are kept for all who ask the same, by the dataset, whose version changes with its content: a
new import is seen at once. Frames are shared and must not be changed. No engine is imported here:
queries go to the library by name.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from conflict_atlas.events import map_cells, summary
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds, Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.query import By, Name, Named, Query
from conflict_atlas.events.single_flight import single_flight
from conflict_atlas.events.store.library import Library
from conflict_atlas.events.summary import Summary
from conflict_atlas.events.uploaded_answers import kept_with_it

MOST_SYMBOLS = 2_000


@dataclass(frozen=True)
class Dataset:
    """A dataset as one version of it is described, and the library that holds it.

    ``uploaded`` is a reader's own file, or the sample: no other session has it. Every
    question raises KeyError when the dataset has gone.
    """

    library: Library
    manifest: Manifest
    uploaded: bool = False

    @property
    def source_id(self) -> str:
        """Identifier of the dataset."""
        return self.manifest.source_id

    @property
    def title(self) -> str:
        """What the dataset is called."""
        return self.manifest.title

    def ask(self, event_filter: EventFilter, name: Name, *arguments: Any) -> pd.DataFrame:
        """Answer a query without the cache, with a new frame: for large answers used once."""
        return self.library.ask(self.source_id, event_filter, Query(name, arguments))

    @kept_with_it
    @single_flight(2048)
    def summary(self, event_filter: EventFilter) -> Summary:
        """Sum up events."""
        return summary.from_row(self.ask(event_filter, "summary").iloc[0])

    def symbols(
        self,
        event_filter: EventFilter,
        bounds: Bounds,
        zoom: float,
        by: By,
        limit: int = MOST_SYMBOLS,
    ) -> pd.DataFrame:
        """At most ``limit`` cells of the map for a view, those with most events first.

        Columns cell ("z/x/y"), latitude and longitude (means), events, figured, low, best, high,
        vague (events known to a province or further only), kind (the most frequent), kinds (list of
        name and events, most first), place (one name there) and places (how many). Cells are 32
        pixels wide and grow until they fit. Raises ValueError for a limit below one.
        """
        if limit < 1:
            raise ValueError("expected a limit of at least one symbol")
        tiles, level = map_cells.cover(bounds, zoom)
        return self._symbols(event_filter, tiles, level, by, limit)

    @kept_with_it
    @single_flight(256)
    def _symbols(
        self, event_filter: EventFilter, tiles: Tiles, level: int, by: By, limit: int
    ) -> pd.DataFrame:
        rows = self._cells(event_filter, tiles, level, by)
        fitting = map_cells.fitting_level(rows, level, limit)
        if (
            fitting < level
        ):  # names of places do not add up, so coarser cells need a query of their own
            rows = self._cells(event_filter, tiles, fitting, by)
        return map_cells.merge_kinds(rows, fitting)

    def _cells(self, event_filter: EventFilter, tiles: Tiles, level: int, by: By) -> pd.DataFrame:
        return self.library.ask(self.source_id, event_filter, Query("symbols", (level, by)), tiles)

    @kept_with_it
    @single_flight(256)
    def monthly(self, event_filter: EventFilter, by: By) -> pd.DataFrame:
        """Events and figures by month and kind; columns as ``queries.monthly``."""
        return self.ask(event_filter, "monthly", by)

    @kept_with_it
    @single_flight(128)
    def monthly_without(
        self, event_filter: EventFilter, by: By, names: tuple[str, ...]
    ) -> pd.DataFrame:
        """Events and figures by month of those that have none of the kinds named."""
        return self.ask(event_filter, "monthly_without", by, names)

    @kept_with_it
    @single_flight(128)
    def daily(self, event_filter: EventFilter) -> pd.DataFrame:
        """Events and figures by day; columns as ``queries.daily``."""
        return self.ask(event_filter, "daily")

    @kept_with_it
    @single_flight(128)
    def listed(self, event_filter: EventFilter, limit: int, offset: int = 0) -> pd.DataFrame:
        """Events one by one, newest first; every column of the schema but geometry."""
        return self.ask(event_filter, "listed", limit, offset)

    @kept_with_it
    @single_flight(256)
    def names(self, event_filter: EventFilter, column: Named) -> pd.DataFrame:
        """Names in a column and how many events have them, most first: name, events."""
        return self.ask(event_filter, "names", column)


def datasets(library: Library) -> tuple[Dataset, ...]:
    """Every dataset of a library as it is now, in the order of identifiers."""
    return tuple(Dataset(library, manifest) for manifest in library.sources())
