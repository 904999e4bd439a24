"""One contract, three engines: stored data can be read, and every query has the same answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING, EventFilter
from conflict_atlas.events.geometry import Bounds, Cell, EarthCircle, snap
from conflict_atlas.events.query.query import Query

pytestmark = [
    pytest.mark.backends,
    # PySpark leaves the sockets of its answers to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

WORLD = Bounds(-180, -85, 180, 85)
QUESTIONS = [
    Query("summary"),
    Query("symbols", (3, "event_type")),
    Query("symbols", (16, "actor")),
    Query("symbols", (0, "side_a")),
    Query("monthly", ("actor",)),
    Query("monthly", ("",)),
    Query("daily"),
    Query("listed", (50, 7)),
    Query("names", ("actor",)),
    Query("names", ("country",)),
]
ASKED = [
    EventFilter(),
    EventFilter(start=date(1990, 5, 31), end=date(1990, 6, 1)),
    EventFilter(start=date(1990, 5, 31), end=date(1990, 5, 30)),
    EventFilter(actors=("Élan", "D'Or", "nobody"), types=("blast",)),
    EventFilter(
        circles=(EarthCircle(36.5, 37.9, 0.1), EarthCircle(80, 179.9, 3_000)), countries=("Velmar",)
    ),
    EventFilter(bounds=Bounds(150, -60, -150, 60)),
    EventFilter(cell=Cell(1, 1, 0)),
    EventFilter(text="élan 50%"),
    EventFilter(text="BACK\\SLASH"),
    EventFilter(text="x_y army"),
    EventFilter(text="ακτησ IT'S"),
    EventFilter(text="زاخو i̇l"),
    EventFilter(text="İL il"),
    EventFilter(nothing=True),
]


def _same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("asked", ASKED, ids=repr)
def test_events_that_are_asked_for_are_the_same(loaded, expected, asked: EventFilter):
    question = Query("listed", (1_000,))
    found = loaded.library.ask("invented", asked, question)
    _same(found, expected.ask("invented", asked, question))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.name}{q.arguments}")
def test_answers_are_the_same(loaded, expected, question: Query):
    for asked in (EventFilter(), EventFilter(start=date(1990, 3, 1), actors=("Army",))):
        answered = expected.ask("invented", asked, question)
        assert not answered.empty
        _same(loaded.library.ask("invented", asked, question), answered)


def test_tiles_keep_the_same(loaded, expected):
    wanted, tiles = EventFilter(types=("blast", "battle")), snap(Bounds(150, -60, -150, 60), 2)
    for question in (Query("symbols", (3, "event_type")), Query("listed", (50,))):
        found = loaded.library.ask("invented", wanted, question, tiles)
        assert not found.empty
        _same(found, expected.ask("invented", wanted, question, tiles))


def test_some_words_are_found(loaded, source):
    """Otherwise the engines could agree by finding nothing."""
    found = [Dataset(loaded.library, source).summary(asked).events for asked in ASKED]
    nothing = {asked for asked, events in zip(ASKED, found, strict=True) if not events}
    assert nothing == {ASKED[2], EventFilter(nothing=True)}


def test_symbols_are_the_same(loaded, expected, source):
    for zoom, limit in ((2, 2_000), (9, 30)):
        _same(
            Dataset(loaded.library, source).symbols(EVERYTHING, WORLD, zoom, "event_type", limit),
            Dataset(expected, source).symbols(EVERYTHING, WORLD, zoom, "event_type", limit),
        )


def test_many_readers_at_once_get_the_same(loaded, expected):
    days = [date(1990, month, 1) for month in range(1, 9)]
    start = threading.Barrier(len(days))

    def read(day: date) -> pd.DataFrame:
        start.wait()
        return loaded.library.ask("invented", EventFilter(start=day), Query("daily"))

    with ThreadPoolExecutor(len(days)) as readers:
        for day, found in zip(days, readers.map(read, days), strict=True):
            _same(found, expected.ask("invented", EventFilter(start=day), Query("daily")))


def _ids(library: Any, source_id: str = "other-one") -> list[str]:
    """Identifiers of the events of a dataset, queried anew; raises KeyError."""
    return sorted(library.ask(source_id, EventFilter(), Query("listed", (10,)))["event_id"])


def test_a_dataset_comes_changes_and_goes(engine, other, rows, write_events, tmp_path):
    library, name = engine.library, other.source_id
    with pytest.raises(KeyError):
        _ids(library, name)
    one = write_events(tmp_path / "one.parquet", rows[:3])
    assert library.put(other, one, None)
    assert not library.put(other, one, None)
    assert _ids(library) == ["e0", "e1", "e2"]
    second = replace(other, version="v2", title="Again")
    assert library.put(second, write_events(tmp_path / "two.parquet", rows[3:5]), one)
    assert second in library.sources()
    assert other not in library.sources()
    assert _ids(library) == ["e3", "e4"]
    third = replace(second, title="Named anew")
    assert library.put(third, tmp_path / "two.parquet", None)
    assert third in library.sources()
    assert _ids(library) == ["e3", "e4"]
    assert library.put(other, one, None)
    assert _ids(library) == ["e0", "e1", "e2"]
    assert library.remove(name)
    assert not library.remove(name)
    assert other not in library.sources()
    with pytest.raises(KeyError):
        _ids(library, name)


def test_a_failed_import_leaves_the_old_state(engine, other, rows, write_events, tmp_path):
    library = engine.library
    library.put(other, write_events(tmp_path / "one.parquet", rows[:1]), None)
    before = library.sources()
    new = replace(other, version="v2")
    two = write_events(tmp_path / "two.parquet", rows[1:2])
    with pytest.raises(OSError, match="nothing-here"):
        library.put(new, two, tmp_path / "nothing-here.csv")
    assert library.sources() == before
    assert _ids(library) == ["e0"]
    assert library.put(new, two, None)
    assert _ids(library) == ["e1"]
    assert library.remove(other.source_id)


def test_what_one_program_imports_another_sees(engine, other, rows, write_events, tmp_path):
    with engine.open() as second:
        for version, row in (("v1", rows[0]), ("v2", rows[1])):
            new = replace(other, version=version)
            engine.library.put(new, write_events(tmp_path / "one.parquet", [row]), None)
            assert new in second.sources()
            assert _ids(second) == [row["event_id"]]
        engine.library.remove(other.source_id)
        assert other.source_id not in {s.source_id for s in second.sources()}
        with pytest.raises(KeyError):
            _ids(second, other.source_id)


def test_sources_come_in_order_of_identifier(loaded, other, rows, write_events, tmp_path):
    library = loaded.library
    file = write_events(tmp_path / "one.parquet", rows[:1])
    names = ["a-b", "a1", "zz"]
    for name in reversed(names):
        library.put(replace(other, source_id=name), file, None)
    assert [s.source_id for s in library.sources()] == ["a-b", "a1", "invented", "zz"]
    for name in names:
        assert library.remove(name)
