"""What a link or the filters ask of one dataset: its own words, its months."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING, EventFilter
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.uploaded_answers import kept_with_it
from conflict_atlas.evidence import filter_translation
from conflict_atlas.memoization import memoized


def translate(
    package: Package, dataset: Dataset, selection: Selection
) -> tuple[EventFilter, tuple[str, ...]]:
    """Turn a selection of claims into a filter of a dataset, and sentences on what differs."""
    names = _names(dataset) if selection.actors else frozenset[str]()
    return filter_translation.translate(package, selection, names, dataset.manifest.format)


def has_month(manifest: Manifest, month: str) -> bool:
    """Whether a dataset reaches into a month, as in ``2016-03``."""
    return manifest.first_day[:7] <= month <= manifest.last_day[:7]


def in_month(wanted: EventFilter, first: date) -> EventFilter:
    """Ask only for events that can fall into the month of which a day is the first."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    earliest, latest = wanted.start or first, wanted.end or last
    return replace(wanted, start=max(first, earliest), end=min(last, latest))


@kept_with_it
@memoized(32)
def _names(dataset: Dataset) -> frozenset[str]:
    """Every actor of the dataset, in its own words."""
    return frozenset(dataset.names(EVERYTHING, "actor")["name"])
