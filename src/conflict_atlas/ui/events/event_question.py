"""Turns the reader's filters and picks into queries on one dataset."""

from dataclasses import dataclass, replace

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.evidence import dataset_filter
from conflict_atlas.ui.session import event_picks

_LATEST = 200  # events of which the commonest place names a square


@dataclass(frozen=True)
class EventQuestion:
    """The events of a dataset for a page: those that pass the filters, then those picked.

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
        return dataset_filter.in_month(self.filtered, first.date())

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
    package = process_state.package()
    filtered, notes = dataset_filter.translate(package, dataset, selection)
    return EventQuestion(dataset, filtered, notes, event_picks.month(), event_picks.cell())


def ask_on(page: str, dataset: Dataset, selection: Selection) -> EventQuestion:
    """Ask for what a page shows; picks count only on pages that use them."""
    question = ask(dataset, selection)
    return question if event_picks.is_known_on(page) else replace(question, month="", cell="")
