"""Answers for pages and programs: few symbols, one query for all readers, nothing stale."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_atlas.events import map_cells
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds, snap, tile
from conflict_atlas.events.single_flight import single_flight
from conflict_atlas.events.summary import Summary

WORLD = Bounds(-180, -85, 180, 85)


@pytest.fixture
def grid(put, event):
    """A grid of 100 by 100 places a fifth of a degree apart, each with one to three events."""
    rows = []
    for number in range(10_000):
        y, x = divmod(number, 100)
        point = {"latitude": 10 + y / 5, "longitude": 20 + x / 5, "place": f"p{number % 7}"}
        rows += [
            event(f"{number}-{n}", event_type="ab"[(number + n) % 2], best=n, **point)
            for n in range(1 + number % 3)
        ]
    return put(rows)


@pytest.mark.parametrize("zoom", [0, 3, 5.9, 6, 9, 18])
@pytest.mark.parametrize("limit", [1, 50, 2_000])
def test_symbols_are_few_and_lose_nothing(grid, zoom: float, limit: int):
    cells = grid.symbols(EventFilter(), WORLD, zoom, "event_type", limit)
    whole = grid.summary(EventFilter())
    assert 1 <= len(cells) <= limit
    for name in ("events", "figured", "best"):
        assert cells[name].sum() == getattr(whole, name)
    for cell in cells.to_dict("records"):
        level, x, y = map(int, cell["cell"].split("/"))
        assert tile(cell["latitude"], cell["longitude"], level) == (x, y)
        assert sum(events for _, events in cell["kinds"]) == cell["events"]
        assert cell["kind"] == cell["kinds"][0][0]
        assert 1 <= cell["places"] <= 7
    assert list(cells["events"]) == sorted(cells["events"], reverse=True)


def test_cells_are_32_pixels_and_grow_until_they_fit(grid):
    view = Bounds(25, 15, 26, 16)
    assert grid.symbols(EventFilter(), view, 8, "")["cell"].str.startswith("11/").all()
    few = grid.symbols(EventFilter(), view, 8, "", 5)
    levels = {int(cell.split("/")[0]) for cell in few["cell"]}
    assert len(levels) == 1
    assert levels.pop() < 11
    assert len(few) <= 5


def test_only_what_is_near_the_view_is_sent(grid):
    cells = grid.symbols(EventFilter(), Bounds(25, 15, 25.1, 15.1), 10, "")
    assert 1 <= len(cells) < 100
    assert cells["latitude"].between(13, 17).all()


def test_small_moves_of_the_map_ask_nothing_new(grid):
    before = grid.symbols(EventFilter(), Bounds(25, 15, 26, 16), 8, "")
    assert grid.symbols(EventFilter(), Bounds(25.01, 15.01, 26.01, 16), 8.4, "") is before


def test_a_tie_between_kinds_goes_by_name(put, event):
    rows = [
        event(str(n), event_type=kind, latitude=1.0, longitude=1.0)
        for n, kind in enumerate(["b", "a", "b", "a", None])
    ]
    (cell,) = put(rows).symbols(EventFilter(), WORLD, 3, "event_type").to_dict("records")
    assert cell["kind"] == "a"
    assert cell["kinds"] == [("a", 2), ("b", 2), ("", 1)]


def test_by_actor_an_event_is_one_event_of_two_kinds(put, event):
    one = put([event("e", side_a="A", side_b="B", best=4, latitude=1.0, longitude=1.0)])
    (cell,) = one.symbols(EventFilter(), WORLD, 3, "actor").to_dict("records")
    assert (cell["events"], cell["best"], cell["kinds"]) == (1, 4, [("A", 1), ("B", 1)])


def test_nothing_is_an_answer(put):
    nothing = put([])
    found = nothing.symbols(EventFilter(), WORLD, 3, "")
    assert list(found.columns) == list(map_cells.COLUMNS)
    assert found.empty
    summed = nothing.summary(EventFilter())
    assert summed == Summary(0, 0, None, None, None, None, None, 0, None, 0, 0)
    assert nothing.listed(EventFilter(), 10).empty


def test_missing_figures_stay_missing(put, event):
    one = put([event("a"), event("b", high=0)])
    summed = one.summary(EventFilter())
    assert (summed.events, summed.figured) == (2, 1)
    assert (summed.low, summed.best, summed.high) == (None, None, 0)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(put, limit: int):
    with pytest.raises(ValueError, match="at least one"):
        put([]).symbols(EventFilter(), WORLD, 3, "", limit)


def test_a_dataset_that_has_gone_is_a_key_error(library, put, event):
    one = put([event("a")])
    library.remove("one")
    with pytest.raises(KeyError):
        one.summary(EventFilter())


def test_answers_are_kept_by_version(put, event):
    first = put([event("a")])
    assert first.names(EventFilter(), "event_type").empty
    second = put([event("a", event_type="x")], version="v2")
    assert list(second.names(EventFilter(), "event_type")["name"]) == ["x"]


def test_figures_too_large_for_an_integer_are_added_up(put, event):
    where = {"latitude": 1.0, "longitude": 1.0}
    one = put([event(str(n), best=2**62, **where) for n in range(3)])
    assert one.summary(EventFilter()).best == 3 * 2**62
    cells = one.symbols(EventFilter(), Bounds(0, 0, 9, 9), 3, "event_type")
    assert cells["best"].tolist() == [3.0 * 2**62]


def test_many_readers_at_once_get_the_same(grid):
    """Different queries in many threads on one connection: each answer as if it were alone."""
    questions = [
        *((grid.symbols, "a", (WORLD, zoom, "event_type")) for zoom in range(4)),
        *((grid.listed, "b", (20, 20 * page)) for page in range(4)),
        *((grid.monthly, kind, ("event_type",)) for kind in "ab"),
    ]

    def ask(number: int, year: int) -> pd.DataFrame:
        # Each year is a different query with the same answer, since all events are later.
        ask, kind, more = questions[number % len(questions)]
        return ask(EventFilter(types=(kind,), start=date(year, 1, 1)), *more)

    alone = [ask(number, 1900) for number in range(len(questions))]
    start = threading.Barrier(8)

    def read(reader: int) -> list[pd.DataFrame]:
        start.wait()
        return [ask(reader + turn, 2000 + reader) for turn in range(len(questions))]

    with ThreadPoolExecutor(8) as readers:
        for reader, found in enumerate(readers.map(read, range(8))):
            expected = alone[reader:] + alone[:reader]
            for one, other in zip(found, expected, strict=True):
                # Threads sum the means of points in any order.
                pd.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-12)


def test_equal_questions_wait_for_one_answer():
    asked, begun, may_answer = [], threading.Event(), threading.Event()

    @single_flight(2)
    def slow(number: int) -> list[int]:
        asked.append(number)
        begun.set()
        may_answer.wait()
        return [number]

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(slow, 1)
        begun.wait()
        others = [pool.submit(slow, 1) for _ in range(3)]
        may_answer.set()
        assert all(other.result() is first.result() for other in others)
    assert asked == [1]


def test_an_answer_is_kept_until_others_need_its_place():
    asked = []

    @single_flight(2)
    def ask(number: int) -> int:
        asked.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        assert ask(number) == number
    assert asked == [1, 2, 3, 2]


def test_a_failure_is_not_kept():
    answers = [ValueError("not yet"), 5]

    @single_flight(2)
    def ask() -> int:
        found = answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(ValueError, match="not yet"):
        ask()
    assert ask() == ask() == 5


_views = st.builds(
    lambda west, width, south, height: Bounds(west, south, west + width, min(90, south + height)),
    st.floats(-400, 400),
    st.floats(0, 400),
    st.floats(-90, 90),
    st.floats(0, 100),
)


@given(_views, st.integers(-2, 20), st.floats(0, 1), st.floats(0, 1))
def test_what_is_in_view_is_in_its_tiles(bounds: Bounds, zoom: int, right: float, up: float):
    tiles = snap(bounds, zoom)
    longitude = bounds.west + right * (bounds.east - bounds.west)
    latitude = bounds.south + up * (bounds.north - bounds.south)
    x, y = tile(latitude, (longitude + 180) % 360 - 180, tiles.zoom)
    assert tiles.top <= y <= tiles.bottom
    if tiles.left <= tiles.right:
        assert tiles.left <= x <= tiles.right
    else:
        assert x >= tiles.left or x <= tiles.right
    assert 1 <= tiles.count <= 4**tiles.zoom


@pytest.mark.parametrize(
    ("bounds", "longitude", "inside"),
    [
        (Bounds(10, -5, 20, 5), 20, True),
        (Bounds(10, -5, 20, 5), 20.1, False),
        (Bounds(170, -5, -170, 5), 175, True),  # across the date line
        (Bounds(170, -5, -170, 5), -175, True),
        (Bounds(170, -5, -170, 5), 0, False),
        (Bounds(170, -5, 190, 5), -175, True),  # from a map moved around the globe
        (Bounds(-190, -5, 190, 5), 0, True),
    ],
)
def test_what_lies_in_a_part_of_the_map(bounds: Bounds, longitude: float, *, inside: bool):
    assert bounds.holds(0, longitude) == inside
    assert not bounds.holds(5.1, longitude)
