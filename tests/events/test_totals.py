"""Questions about days alone are answered from totals, as by the engine (see test_query)."""

from datetime import date, timedelta

import pandas as pd
import pytest

from conflict_atlas.events import answers
from conflict_atlas.events.cache import cumulative_sums, day_totals_read, memory_tables
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds, snap
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.sql_compiler import Query

DAY = date(2031, 1, 10)
SUMMARY = Query(queries.summary)
SYMBOLS = [Query(queries.symbols, (4, by)) for by in ("", "event_type", "side_a")]
DAYS = [
    EventFilter(),
    EventFilter(start=DAY),
    EventFilter(end=DAY),
    EventFilter(start=DAY, end=DAY),
]
OTHERS = [
    EventFilter(types=("x",)),
    EventFilter(start=DAY, actors=("A",)),
    EventFilter(start=DAY, text="note"),
    EventFilter(start=DAY, end=date(2031, 1, 9)),
    EventFilter(nothing=True),
]
VIEW = snap(Bounds(0, -10, 40, 30), 3)


@pytest.fixture
def rows(event):
    def point(n: int) -> tuple[float, float] | tuple[None, None]:
        return (n % 5 * 9.0, n % 6 * 7.0) if n % 9 else (None, None)

    return [
        event(
            str(n), date_start=DAY + timedelta(n % 7 - 5),
            date_end=DAY + timedelta(n % 7 - 5 + n % 5),
            side_a="AB"[n % 2], event_type=("x", "y", None)[n % 3], notes="Note",
            geo_precision=("point", "region", "unknown")[n % 3],
            place=("Ford", "Zag", None)[n % 3], latitude=point(n)[0], longitude=point(n)[1],
            best=n if n % 4 else None, high=2 * n if n % 2 else None,
        )
        for n in range(60)
    ]  # fmt: skip


@pytest.fixture
def engine(library, put, rows, monkeypatch) -> list[str]:
    """What the library, which holds the rows, asks its engine."""
    put(rows)
    asked: list[str] = []
    run = library._run

    def watched(sql: str, schema: object) -> pd.DataFrame:
        asked.append(sql)
        return run(sql, schema)

    monkeypatch.setattr(library, "_run", watched)
    return asked


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Means of points are summed up in any order."""
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-12)


@pytest.mark.parametrize("question", [SUMMARY, *SYMBOLS], ids=lambda q: str(q.arguments))
@pytest.mark.parametrize("asked", DAYS, ids=lambda a: f"{a.start}-{a.end}")
def test_days_are_answered_without_the_engine(library, engine, question: Query, asked: EventFilter):
    tiles = None if question == SUMMARY else VIEW
    events = queries.keep(library.events("one"), asked)
    expected = library.execute(question.of(queries.inside(events, tiles) if tiles else events))
    engine.clear()
    found = library.ask("one", asked, question, tiles)
    assert not engine
    assert not found.empty
    same(found, expected)


@pytest.mark.parametrize("question", [SUMMARY, SYMBOLS[1]], ids=["summary", "symbols"])
@pytest.mark.parametrize("asked", OTHERS, ids=repr)
def test_anything_else_is_the_engines(library, engine, question: Query, asked: EventFilter):
    expected = library.execute(question.of(queries.keep(library.events("one"), asked)))
    engine.clear()
    same(library.ask("one", asked, question), expected)
    assert len(engine) == 1


def test_either_side_is_the_engines(library, engine):
    library.ask("one", EventFilter(), Query(queries.symbols, (4, "actor")))
    assert len(engine) == 1


def test_the_engine_answers_until_totals_are_there(library, engine, monkeypatch):
    monkeypatch.setattr(memory_tables, "AT_ONCE", 0)
    found = [library.ask("one", EventFilter(start=DAY), SYMBOLS[1])]
    assert engine
    assert library._totals._places.wait(("one/v1", "event_type"))
    engine.clear()
    found.append(library.ask("one", EventFilter(start=DAY), SYMBOLS[1]))
    assert not engine
    same(*found)


@pytest.mark.parametrize("large", [2**52, 2**62])
def test_figures_too_large_to_add_up_are_the_engines(library, engine, put, event, large: int):
    # The engine adds them up as numbers of sixteen bytes.
    where = {"latitude": 1.0, "longitude": 1.0}
    rows = [event(str(n), best=large, date_start=DAY + timedelta(n), **where) for n in range(3)]
    one = put(rows, "v2")
    assert answers.summary(library, one, EventFilter()).best == 3 * large
    cells = answers.symbols(library, one, EventFilter(), Bounds(0, 0, 9, 9), 3, "event_type")
    assert cells["best"].tolist() == [3.0 * large]
    assert len(engine) == 2


def test_places_with_hardly_two_events_are_the_engines(library, engine, monkeypatch):
    monkeypatch.setattr(day_totals_read, "_FEW", 3)
    library.ask("one", EventFilter(start=DAY), SYMBOLS[1])
    assert len(engine) == 1


@pytest.mark.parametrize(
    "odd", [{"place": ""}, {"event_type": ""}, {"date_end": DAY - timedelta(99)}], ids=repr
)
def test_events_that_no_import_writes_are_the_engines(library, engine, put, rows, odd: dict):
    put([*rows, rows[1] | {"event_id": "odd"} | odd], "v2")
    events = queries.keep(library.events("one"), EventFilter(end=DAY))
    expected = library.execute(SYMBOLS[1].of(events))
    engine.clear()
    same(library.ask("one", EventFilter(end=DAY), SYMBOLS[1]), expected)
    assert len(engine) == 1


def test_many_places_and_days_need_larger_numbers(library, put, event, monkeypatch):
    """The limit from which on they are larger is set low here."""
    monkeypatch.setattr(cumulative_sums, "_SMALL", 1_000)
    rows = [
        event(str(n), date_start=DAY + timedelta(n), best=n, latitude=float(n), longitude=float(n))
        for n in range(60)
    ]
    put(rows)
    asked = EventFilter(start=DAY + timedelta(7), end=DAY + timedelta(40))
    events = queries.keep(library.events("one"), asked)
    same(library.ask("one", asked, SYMBOLS[1]), library.execute(SYMBOLS[1].of(events)))


def test_the_same_version_taken_out_and_put_again_is_held_again(library, put, rows):
    for _ in range(2):
        one = put(rows)
        assert answers.summary(library, one, EventFilter(start=DAY)).events
        library.remove("one")
    put(rows)
    library.ask("one", EventFilter(start=DAY), SYMBOLS[1])
    assert library._resident.wait("one/v1")
    assert library._totals._places.wait(("one/v1", "event_type"))


def test_what_is_made_for_a_version_that_has_gone_is_given_back(library, put, rows, monkeypatch):
    put(rows)
    view = library._view

    def late(source_id: str) -> str:
        name = view(source_id)
        if name == "one/v1":
            put(rows[:7], version="v2")
            view(source_id)
        return name

    monkeypatch.setattr(library, "_view", late)
    library.ask("one", EventFilter(start=DAY), SYMBOLS[1])
    assert library._resident._tables.keys() == []
    assert library._totals._places.keys() == []


def test_totals_go_with_their_events(library, engine, put, rows):
    library.ask("one", EventFilter(), SYMBOLS[1])
    library.ask("one", EventFilter(), SUMMARY)
    two = put(rows[:7], version="v2")
    assert answers.summary(library, two, EventFilter()).events == 7
    assert library._totals._spans.keys() == ["one/v2"]
    assert library._totals._places.keys() == []
    library.remove("one")
    assert library._totals._spans.keys() == []
    assert not engine
