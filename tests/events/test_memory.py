from datetime import date, timedelta

import pyarrow as pa
import pytest

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.store import duckdb_engine
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.events.store.memory_library import EventsInMemory


@pytest.fixture
def rows(event):
    return [
        event(
            str(n), date_start=date(2031, 1, 1) + timedelta(n), side_a="ÄBC"[n % 3],
            side_b="BÄ"[n % 2], event_type=None if n % 4 else "x", best=n * 10**9,
            notes=f"Note {n}", latitude=n / 2 if n % 5 else None, longitude=1.0 if n % 5 else None,
        )
        for n in range(50)
    ]  # fmt: skip


@pytest.fixture
def held(rows, source):
    columns = {c.name: [row.get(c.name) for row in rows] for c in COLUMNS if c.name != "geometry"}
    return EventsInMemory(source(), pa.table(columns))


QUESTIONS = [
    Query("summary"),
    Query("symbols", (4, "side_a")),
    Query("monthly", ("actor",)),
    Query("daily"),
    Query("names", ("actor",)),
    Query("listed", (10,)),
]


@pytest.mark.parametrize(
    "wanted",
    [
        EventFilter(),
        EventFilter(start=date(2031, 1, 4), actors=("Ä", "nobody"), types=("x", "y")),
        EventFilter(text="note 3"),
    ],
    ids=["everything", "some", "searched"],
)
def test_it_answers_as_a_library_of_files_does(held, rows, library, put, wanted: EventFilter):
    put(rows)
    for query in QUESTIONS:
        answer = held.library().ask("one", wanted, query)
        assert not answer.empty
        assert answer.equals(library.ask("one", wanted, query))


def test_it_knows_one_dataset_and_takes_no_other(held, tmp_path):
    memory = held.library()
    assert memory.sources() == (held.source,)
    with pytest.raises(KeyError):
        memory.ask("two", EventFilter(), Query("summary"))
    with pytest.raises(LibraryError):
        memory.put(held.source, tmp_path / "events.parquet", None)
    with pytest.raises(LibraryError):
        memory.remove("one")


def test_an_engine_that_may_not_write_has_nowhere_to():
    with duckdb_engine.connect(may_write=False) as duck:
        folder = duck.execute("SELECT current_setting('temp_directory')").fetchone()
        files = duck.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert folder == ("",)
    assert files == [(None,)]


def test_nothing_is_left_when_its_owner_lets_go(held, source):
    memory = EventsInMemory(source("other"), pa.table({c.name: [] for c in COLUMNS})).library()
    assert memory.sources() == ()
    with pytest.raises(KeyError):
        memory.ask("other", EventFilter(), Query("summary"))
    assert held.library().sources()
