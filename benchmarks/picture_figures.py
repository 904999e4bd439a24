"""What pictures to take along cost the server, beside writing the same pixels to a file."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import picture_cost
from event_data import imported
from picture_cost import Cost
from report import Row, Target, median, milliseconds, section

MOST_FIRST, MOST_KEPT = 300, 20  # milliseconds


@dataclass(frozen=True)
class PictureExtent:
    """How many pictures of each kind are drawn, and beside how many recorded events."""

    count: int = 7
    sizes: tuple[int, ...] = (10_000, 1_000_000)


QUICK_PICTURES = PictureExtent(3, (10_000,))


def pictures(extent: PictureExtent) -> list[Target]:
    """Print the cost of each kind of picture, each group from a process of its own."""
    with _process() as one:
        costs = one.submit(picture_cost.of_claims, extent.count).result()
    with imported(extent.sizes) as made:
        for data in made:
            with _process() as one:
                found = one.submit(picture_cost.of_events, data, extent.count).result()
            costs += [_named(cost, data.rows) for cost in found]
    section(
        "Pictures to take along",
        ("milliseconds", "first", "most", "file alone", "ratio", "kept", "kB"),
        list(map(_row, costs)),
        "Processor time of the whole process, median; most: of the dearest one. file alone: Pillow",
        "writes the finished pixels in the same form. kept: asked for again.",
    )
    # A server has drawn the first one itself when it has started: ui/warm_up.py.
    slowest = max(costs[1:], key=lambda cost: median(cost.first))
    kept = max(median(cost.again) for cost in costs)
    return [
        Target(
            "picture drawn for the first time, dearest kind, median",
            milliseconds(median(slowest.first)),
            MOST_FIRST,
            "ms",
            note=slowest.name,
        ),
        Target("picture that is kept", milliseconds(kept), MOST_KEPT, "ms"),
    ]


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"))


def _named(cost: Cost, events: int) -> Cost:
    return Cost(f"{cost.name}, {events:,}", cost.first, cost.again, cost.file, cost.kilobytes)


def _row(cost: Cost) -> Row:
    first = median(cost.first)
    times = first, max(cost.first), cost.file
    ratio = f"x {first / cost.file:.1f}" if cost.file > 0 else "-"
    return (
        cost.name, *map(milliseconds, times), ratio, milliseconds(median(cost.again)),
        cost.kilobytes,
    )  # fmt: skip
