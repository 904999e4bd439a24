from datetime import date

import pyarrow as pa
import pytest

from conflict_atlas.events import answers
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.query import queries
from conflict_atlas.events.schema import COLUMNS
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.events.store.memory_library import Held


@pytest.fixture
def rows(event):
    return [
        event("1", date_start=date(2031, 1, 1), latitude=1.0, longitude=2.0, best=3, place="A"),
        event("2", date_start=date(2031, 2, 1), latitude=1.1, longitude=2.0, low=1, high=9),
        event("3", date_start=date(2031, 2, 2), notes="without a figure or a place"),
    ]


@pytest.fixture
def held(rows, source):
    columns = {c.name: [row.get(c.name) for row in rows] for c in COLUMNS if c.name != "geometry"}
    return Held(source(), pa.table(columns))


def test_it_answers_as_a_library_of_files_does(held, rows, library, put):
    memory, one = held.library(), put(rows)
    for asked in (
        EventFilter(),
        EventFilter(start=date(2031, 2, 1)),
        EventFilter(text="figure"),
        EventFilter(nothing=True),
    ):
        assert answers.summary(memory, held.source, asked) == answers.summary(library, one, asked)
        from_memory = answers.listed(memory, held.source, asked, 10)
        assert from_memory.equals(answers.listed(library, one, asked, 10))
    whole = queries.summary(memory.events("one"))
    assert memory.execute(whole).equals(library.execute(queries.summary(library.events("one"))))


def test_it_knows_one_dataset_and_takes_no_other(held, tmp_path):
    memory = held.library()
    assert memory.sources() == (held.source,)
    with pytest.raises(KeyError):
        memory.events("two")
    with pytest.raises(LibraryError):
        memory.put(held.source, tmp_path / "events.parquet", None)
    with pytest.raises(LibraryError):
        memory.remove("one")


def test_the_engine_has_nowhere_to_write(held):
    with held._duck.cursor() as cursor:
        folder = cursor.execute("SELECT current_setting('temp_directory')").fetchone()
        files = cursor.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert folder == ("",)
    assert files == [(None,)]


def test_nothing_is_left_when_its_owner_lets_go(held, source):
    memory = Held(source("other"), pa.table({c.name: [] for c in COLUMNS})).library()
    assert memory.sources() == ()
    with pytest.raises(LibraryError):
        memory.execute(queries.table("other/v1"))
    assert held.library().sources()
