"""The kinds into which events are grouped, by type or by side: the commonest six and all others.

The six and their colours follow from the whole dataset, never from a filter: a colour means the
same whatever is selected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING
from conflict_atlas.events.query.query import By
from conflict_atlas.views import palette

MOST = 6
# What colours can mean, by its name in links.
BY_COLOUR: dict[str, By] = {"type": "event_type", "side": "side_a"}
OTHER = {"event_type": "Other types", "side_a": "Other sides", "actor": "Other actors"}


@dataclass(frozen=True)
class Kinds:
    """Names of the commonest kinds, most events first, and the word for all others."""

    names: tuple[str, ...]
    other: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Names as readers see them, the others last."""
        return (*self.names, self.other)

    def place(self, name: str) -> int:
        """Position of a kind among the labels; a kind without a name is one of the others."""
        return self.names.index(name) if name in self.names else len(self.names)

    def colour(self, place: int) -> str:
        """Colour of the kind at a position."""
        return palette.EVENT_COLOUR[place] if place < len(self.names) else palette.OTHER_KIND


def commonest(names: Sequence[str], by: str) -> Kinds:
    """Take the first six of some names, which are sorted by number of events."""
    return Kinds(tuple(name for name in names if name)[:MOST], OTHER[by])


def of_dataset(dataset: Dataset, by: By) -> Kinds:
    """Commonest kinds of a whole dataset: of ``event_type``, ``side_a`` or ``actor``."""
    if by in ("event_type", "actor"):
        return commonest(dataset.names(EVERYTHING, by)["name"].tolist(), by)
    return commonest(by_frequency(dataset.monthly(EVERYTHING, by)), by)


def by_frequency(monthly: pd.DataFrame) -> list[str]:
    """Kinds of a table of months, those with most events first."""
    sums = monthly.groupby("kind")["events"].sum()
    return list(sums.sort_values(ascending=False, kind="stable").index)
