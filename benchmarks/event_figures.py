"""Figures about event datasets of growing size, compared with their targets."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context

import crowd
import event_browser
import event_query
from event_data import Imported, environment, imported
from report import Row, Target, median, milliseconds, p95, section, waits
from server import ATLAS, Server

import browser

MILLION = 1_000_000
REDRAWN = {MILLION: 250, 10 * MILLION: 450}  # most milliseconds, by number of events


@dataclass(frozen=True)
class EventExtent:
    """How much is measured; other maps only up to the sizes they can draw."""

    sizes: tuple[int, ...] = (10_000, 100_000, MILLION, 10 * MILLION)
    changes: int = 8
    questions: int = 12
    most: tuple[tuple[str, int], ...] = (
        ("st.map", MILLION),
        ("pydeck", 100_000),
        ("folium", 10_000),
    )
    seconds: int = 20


QUICK_EVENTS = EventExtent((10_000, 100_000), 3, 4, (("st.map", 10_000), ("pydeck", 10_000)), 8)


def events(extent: EventExtent) -> list[Target]:
    """Generate and import every size once, then print every figure about them."""
    with imported(extent.sizes) as made:
        targets = _imports(made)
        _queries(made, extent)
        targets += _redraws(made, extent)
        million = [data for data in made if data.rows == MILLION]
        return targets + [_viewers(data, extent) for data in million]


def _imports(sizes: list[Imported]) -> list[Target]:
    section(
        "Import of generated events",
        ("events", "seconds", "events/s", "peak MiB", "CSV MiB", "Parquet MiB", "growth"),
        [
            (f"{d.rows:,}", d.seconds, d.rows / d.seconds, d.memory, d.csv, d.parquet, growth)
            for d, growth in zip(sizes, _growth([d.seconds for d in sizes]), strict=True)
        ],
        "conflict-atlas import, one process from start to end. growth: seconds beside the size",
        "before, ten times smaller.",
    )
    largest = sizes[-1]
    name = f"import of {largest.rows:,} events"
    most = 60.0 * max(largest.rows / (10 * MILLION), 0.1)
    return [
        Target(name, largest.seconds, most, "s"),
        Target(f"{name}, peak memory", largest.memory, 4096, "MiB"),
    ]


def _queries(sizes: list[Imported], extent: EventExtent) -> None:
    # In a process of its own, so that its memory is free before browsers draw.
    with ProcessPoolExecutor(1, get_context("spawn")) as asker:
        measure = partial(event_query.measure, asked=extent.questions)
        taken = dict(zip((d.rows for d in sizes), asker.map(measure, sizes), strict=True))
    rows: list[Row] = []
    for name in next(iter(taken.values())):
        medians = [milliseconds(median(taken[data.rows][name])) for data in sizes]
        rows.append((name, *medians, milliseconds(p95(taken[sizes[-1].rows][name]))))
    section(
        "Queries about events",
        ("milliseconds", *(f"{data.rows:,}" for data in sizes), "p95 of the last"),
        rows,
        "Medians of questions nobody asked before, in one process.",
    )


def _redraws(made: list[Imported], extent: EventExtent) -> list[Target]:
    rows: list[Row] = []
    reached: dict[tuple[str, int], float] = {}
    most = dict(extent.most) | {"atlas": max(extent.sizes)}
    with browser.chromium() as chromium:
        for way in ("atlas", *event_browser.WAYS):
            for data in made:
                if data.rows > most.get(way, 0):
                    continue
                times = event_browser.redraws(chromium, data, way, extent.changes)
                reached[way, data.rows] = milliseconds(median(times))
                name = "Conflict Atlas" if way == "atlas" else way
                ends = milliseconds(median(times)), milliseconds(p95(times))
                rows.append((name, f"{data.rows:,}", *ends, str(len(times))))
    section(
        "Filter change to redrawn events in the browser",
        ("milliseconds", "events", "median", "p95", "changes"),
        rows,
        "From the browser's time of the key that sets another first day to the animation frame in",
        "which the map's events are others. deck.gl (st.map, pydeck) has no graphics card.",
    )
    return [
        Target(f"redraw at {rows:,} events, median", reached["atlas", rows], most_allowed, "ms")
        for rows, most_allowed in REDRAWN.items()
        if ("atlas", rows) in reached
    ]


def _viewers(data: Imported, extent: EventExtent) -> Target:
    server = Server(ATLAS, environment=environment(data.library))
    held = crowd.hold(
        server, 50, extent.seconds, {"Identifier of the recorded events": data.source_id}
    )
    section(
        f"50 viewers on {data.rows:,} events, each acting every 2 s",
        ("ms", "p50", "p95", "actions", "late", "errors", "MiB"),
        [
            (
                "Conflict Atlas",
                waits(median(held.waits), beyond=False),
                waits(p95(held.waits), beyond=held.late > 0),
                str(len(held.waits) - held.late),
                str(held.late),
                str(held.errors.total()),
                held.memory,
            )
        ],
        *(f"{count} x {what}" for what, count in held.errors.items()),
    )
    name = f"50 viewers on {data.rows:,} events, p95"
    reached, total = milliseconds(p95(held.waits)), held.errors.total()
    return Target(name, reached, 1_000, "ms", not total, f"{total} errors")


def _growth(values: list[float]) -> list[str]:
    return ["", *(f"x {after / before:.1f}" for before, after in pairwise(values))]
