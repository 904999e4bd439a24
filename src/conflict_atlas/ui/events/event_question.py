"""From the sidebar's filters and what was picked to a question about one dataset."""

from dataclasses import replace

import pandas as pd

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.evidence import event_filter_from
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import event_picks, time_control
from conflict_atlas.ui.session.datasets import Dataset
from conflict_atlas.views.events import event_kinds
from conflict_atlas.views.events.event_kinds import Kinds

EVERYTHING = EventFilter()


def ask(dataset: Dataset, selection: Selection) -> tuple[EventFilter, tuple[str, ...]]:
    """Put the filters in the dataset's own terms; returns what readers must know of that too."""
    names = _names(dataset) if selection.actors else frozenset[str]()
    return event_filter_from.ask(process_state.package(), selection, names, dataset.source.format)


def in_month(asked: EventFilter, month: str) -> EventFilter:
    """Narrow a question to the events that can fall into a month; "" leaves it as it is."""
    first = event_picks.parse_month(month)
    if first is None:
        return asked
    start, end = first.date(), (first + pd.offsets.MonthEnd(0)).date()
    return replace(asked, start=max(start, asked.start or start), end=min(end, asked.end or end))


def in_cell(asked: EventFilter, cell: str) -> EventFilter:
    """Narrow a question to a square of the map; "" leaves it as it is."""
    return replace(asked, cell=event_picks.parse_cell(cell))


def standing(dataset: Dataset, page: str, selection: Selection) -> EventFilter:
    """Ask for what a page shows: by the filters, the map's window, and what was picked."""
    asked, _ = ask(dataset, time_control.shown(selection) if page == "map" else selection)
    if not event_picks.is_known_on(page):
        return asked
    return in_cell(in_month(asked, event_picks.month()), event_picks.cell())


def kinds(dataset: Dataset, by: str) -> Kinds:
    """Commonest kinds of a whole dataset: of ``event_type``, ``side_a`` or ``actor``."""
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    library, source = dataset.library, dataset.source
    if by == "side_a":
        table = answers.monthly(library, source, EVERYTHING, "side_a")
        sums = table.groupby("kind")["events"].sum()
        names = sums.sort_values(ascending=False, kind="stable").index.tolist()
    elif by == "actor":
        names = answers.names(library, source, EVERYTHING, "actor")["name"].tolist()
    else:
        names = answers.names(library, source, EVERYTHING, "event_type")["name"].tolist()
    return event_kinds.commonest(names, by)


@memoized(32)
def _names(dataset: Dataset) -> frozenset[str]:
    """Every actor of the dataset, in its own words."""
    from conflict_atlas.events import answers  # noqa: PLC0415 - imports the engine

    table = answers.names(dataset.library, dataset.source, EVERYTHING, "actor")
    return frozenset(table["name"])
