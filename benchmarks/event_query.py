"""How long queries about events take, in one process; no query is in a cache."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from event_data import BOUNDS, Imported

from conflict_atlas.events import answers
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds, Circle
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.duckdb_library import ParquetLibrary

WORLD, TOWN = (BOUNDS, 6.0), (Bounds(43.5, 33.0, 45.0, 34.0), 10.0)
Ask = Callable[[ParquetLibrary, Manifest, EventFilter], object]

QUESTIONS: dict[str, Ask] = {
    "symbols, country": lambda *asking: answers.symbols(*asking, *WORLD, "event_type"),
    "the same, of one type": lambda library, source, asked: answers.symbols(
        library, source, replace(asked, types=("State-based conflict",)), *WORLD, "event_type"
    ),
    "symbols, town": lambda *asking: answers.symbols(*asking, *TOWN, "event_type"),
    "months by side": lambda *asking: answers.monthly(*asking, "actor"),
    "days": answers.daily,
    "sums": answers.summary,
    "list of 200": lambda *asking: answers.listed(*asking, 200),
}
AROUND = "sums within 15 km"
WORDS = "sums, words searched"


def measure(data: Imported, asked: int) -> dict[str, list[float]]:
    """Seconds of ``asked`` new questions of each kind; the first of each is not counted."""
    library = ParquetLibrary(data.library)
    source = library.sources()[0]
    taken = {
        name: list(islice(_times(ask, library, source, _days()), 1, asked + 1))
        for name, ask in QUESTIONS.items()
    }
    for name, questions in ((AROUND, _around()), (WORDS, _words())):
        taken[name] = list(
            islice(_times(answers.summary, library, source, questions), 1, asked + 1)
        )
    return taken


def _times(
    ask: Ask, library: ParquetLibrary, source: Manifest, questions: Iterator[EventFilter]
) -> Iterator[float]:
    for asked in questions:
        begun = time.perf_counter()
        ask(library, source, asked)
        yield time.perf_counter() - begun


def _days() -> Iterator[EventFilter]:
    """Windows of three years that begin on different days."""
    for day in range(2_000):
        start = date(2013, 1, 1) + timedelta(days=day)
        yield EventFilter(start=start, end=start + timedelta(days=1_095))


def _around() -> Iterator[EventFilter]:
    for step in range(2_000):
        yield EventFilter(circles=(Circle(33.3 + step / 1_000, 44.4, 15.0),))


def _words() -> Iterator[EventFilter]:
    for place in range(2_000):
        yield EventFilter(text=f"village {place}")
