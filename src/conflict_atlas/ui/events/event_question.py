"""From the sidebar's filters and what a reader picked to questions about one dataset."""

from dataclasses import dataclass, replace

import pandas as pd

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.brought_answers import kept_with_it
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING, EventFilter
from conflict_atlas.events.query.query import By
from conflict_atlas.evidence import filter_translation
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import event_picks
from conflict_atlas.views.events import event_kinds
from conflict_atlas.views.events.event_kinds import Kinds

_LATEST = 200  # events of which the commonest place names a square


@dataclass(frozen=True)
class EventQuestion:
    """What a page asks of a dataset: the events that pass the sidebar's filters, then fewer.

    A month is picked in a chart and a square on the map, so each narrows the other, and both what
    stands beside them. ``month`` and ``cell`` are "" where nothing was picked; ``notes`` are what
    readers must know of how the filters apply to this dataset.
    """

    dataset: Dataset
    filtered: EventFilter
    notes: tuple[str, ...]
    month: str
    cell: str

    @property
    def in_month(self) -> EventFilter:
        """Events that can fall into the month; for a map, on which a square is picked."""
        first = event_picks.parse_month(self.month)
        if first is None:
            return self.filtered
        start, end = first.date(), (first + pd.offsets.MonthEnd(0)).date()
        earliest, latest = self.filtered.start or start, self.filtered.end or end
        return replace(self.filtered, start=max(start, earliest), end=min(end, latest))

    @property
    def in_square(self) -> EventFilter:
        """Events in the square; for charts, in which a month is picked."""
        return replace(self.filtered, cell=event_picks.parse_cell(self.cell))

    @property
    def narrowed(self) -> EventFilter:
        """Events in both; for numbers and lists."""
        return replace(self.in_month, cell=event_picks.parse_cell(self.cell))

    @property
    def is_named(self) -> bool:
        """Whether the dataset has a name for any of the actors asked for."""
        return not self.filtered.nothing

    @property
    def square(self) -> str:
        """Name the square by the commonest place of its latest events; "" where none is picked."""
        if not self.cell:
            return ""
        latest = self.dataset.listed(self.in_square, _LATEST)["place"]
        named = latest[latest.fillna("") != ""]
        return f"Around {named.mode().iloc[0]}" if len(named) else f"Square {self.cell}"


def ask(dataset: Dataset, selection: Selection) -> EventQuestion:
    """Ask a dataset for what the filters and the reader's picks select."""
    filtered, notes = _translate(dataset, selection)
    return EventQuestion(dataset, filtered, notes, event_picks.month(), event_picks.cell())


def ask_on(page: str, dataset: Dataset, selection: Selection) -> EventQuestion:
    """Ask for what a page shows; picks count only on pages that use them."""
    question = ask(dataset, selection)
    return question if event_picks.is_known_on(page) else replace(question, month="", cell="")


def kinds(dataset: Dataset, by: By) -> Kinds:
    """Commonest kinds of a whole dataset: of ``event_type``, ``side_a`` or ``actor``."""
    if by in ("event_type", "actor"):
        return event_kinds.commonest(dataset.names(EVERYTHING, by)["name"].tolist(), by)
    return event_kinds.commonest(by_frequency(dataset.monthly(EVERYTHING, by)), by)


def by_frequency(monthly: pd.DataFrame) -> list[str]:
    """Kinds of a table of months, those with most events first."""
    sums = monthly.groupby("kind")["events"].sum()
    return list(sums.sort_values(ascending=False, kind="stable").index)


def _translate(dataset: Dataset, selection: Selection) -> tuple[EventFilter, tuple[str, ...]]:
    names = _names(dataset) if selection.actors else frozenset[str]()
    form = dataset.manifest.format
    return filter_translation.translate(process_state.package(), selection, names, form)


@kept_with_it
@memoized(32)
def _names(dataset: Dataset) -> frozenset[str]:
    """Every actor of the dataset, in its own words."""
    return frozenset(dataset.names(EVERYTHING, "actor")["name"])
