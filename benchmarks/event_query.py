"""How long queries about events take, in one process; no query is in a cache."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from event_data import BOUNDS, Imported

from conflict_atlas.events.dataset import Dataset, datasets
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds, EarthCircle
from conflict_atlas.events.store.duckdb_library import ParquetLibrary

WORLD, TOWN = (BOUNDS, 6.0), (Bounds(43.5, 33.0, 45.0, 34.0), 10.0)
Ask = Callable[[Dataset, EventFilter], object]

QUESTIONS: dict[str, Ask] = {
    "symbols, country": lambda dataset, wanted: dataset.symbols(wanted, *WORLD, "event_type"),
    "the same, of one type": lambda dataset, wanted: dataset.symbols(
        replace(wanted, types=("State-based conflict",)), *WORLD, "event_type"
    ),
    "symbols, town": lambda dataset, wanted: dataset.symbols(wanted, *TOWN, "event_type"),
    "months by side": lambda dataset, wanted: dataset.monthly(wanted, "actor"),
    "days": Dataset.daily,
    "sums": Dataset.summary,
    "list of 200": lambda dataset, wanted: dataset.listed(wanted, 200),
}
AROUND = "sums within 15 km"
WORDS = "sums, words searched"


def measure(data: Imported, asked: int) -> dict[str, list[float]]:
    """Seconds of ``asked`` new questions of each kind; the first of each is not counted."""
    [dataset] = datasets(ParquetLibrary(data.library))
    questions = {name: (ask, _days()) for name, ask in QUESTIONS.items()}
    questions |= {AROUND: (Dataset.summary, _around()), WORDS: (Dataset.summary, _words())}
    return {
        name: list(islice(_times(ask, dataset, wanted), 1, asked + 1))
        for name, (ask, wanted) in questions.items()
    }


def _times(ask: Ask, dataset: Dataset, wanted: Iterator[EventFilter]) -> Iterator[float]:
    for event_filter in wanted:
        begun = time.perf_counter()
        ask(dataset, event_filter)
        yield time.perf_counter() - begun


def _days() -> Iterator[EventFilter]:
    """Windows of three years that begin on different days."""
    for day in range(2_000):
        start = date(2013, 1, 1) + timedelta(days=day)
        yield EventFilter(start=start, end=start + timedelta(days=1_095))


def _around() -> Iterator[EventFilter]:
    for step in range(2_000):
        yield EventFilter(circles=(EarthCircle(33.3 + step / 1_000, 44.4, 15.0),))


def _words() -> Iterator[EventFilter]:
    for place in range(2_000):
        yield EventFilter(text=f"village {place}")
