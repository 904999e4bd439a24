"""A search is made once, and what it found answers like the whole dataset."""

import threading
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from conflict_atlas.events import answers
from conflict_atlas.events.cache import search_results
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.query import queries
from conflict_atlas.events.query.sql_compiler import Query

ALIKE = ("ΟΔΥΣΣΕΥΣ", "οδυσσευς", "İzmir", "izmir", "Manbij", "manbij")


@pytest.fixture
def one(put, event):
    rows = [
        event(str(n), date_start=date(2031, 1, 1 + n % 20), notes=f"Near {name}", best=n)
        for n, name in enumerate(ALIKE * 5)
    ]
    return put(rows)


@pytest.mark.parametrize("text", ["manbij", "MANBIJ near", "οδυσσευσ", "izmir", "z", "nothing"])
@pytest.mark.parametrize("start", [None, date(2031, 1, 9)])
def test_found_events_answer_like_the_whole_dataset(library, one, text: str, start: date | None):
    asked = EventFilter(start=start, text=text)
    events = queries.keep(library.events(one.source_id), asked)
    for question in (
        Query(queries.summary),
        Query(queries.daily),
        Query(queries.symbols, (3, "")),
    ):
        expected = library.execute(question.of(events))
        assert library.ask(one.source_id, asked, question).equals(expected)


def test_a_search_is_made_once_whatever_else_is_asked(library, one, monkeypatch):
    made: list[str] = []
    fill = library._searched._fill

    def count(table: str, sql: str) -> int:
        made.append(table)
        return fill(table, sql)

    monkeypatch.setattr(library._searched, "_fill", count)
    asked = EventFilter(text="manbij")
    counts = [
        answers.summary(library, one, asked).events,
        answers.summary(library, one, replace(asked, text=" Manbij ")).events,
        answers.summary(library, one, replace(asked, start=date(2031, 1, 19))).events,
    ]
    assert counts[:2] == [10, 10]
    assert counts[2] < 10
    assert len(made) == 1


def test_many_who_search_for_the_same_wait_for_one_search(library, one):
    counts: list[int] = []

    def ask(day: int) -> None:
        asked = EventFilter(text="manbij", end=date(2031, 2, day))
        counts.append(answers.summary(library, one, asked).events)

    threads = [threading.Thread(target=ask, args=(day,)) for day in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [10] * 8
    assert len(library._searched._found) == 1


def tables(library) -> int:
    rows = library._duck.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return sum(" search " in name for (name,) in rows)


@pytest.mark.parametrize(("limit", "most"), [("MOST_SEARCHES", 2), ("MOST_EVENTS", 15)])
def test_old_searches_are_given_back(library, one, monkeypatch, limit: str, most: int):
    monkeypatch.setattr(search_results, limit, most)
    for text in ("manbij", "near", "izmir", "manbij"):
        expected = 30 if text == "near" else 10
        assert answers.summary(library, one, EventFilter(text=text)).events == expected
    assert tables(library) == len(library._searched._found) <= 2


def test_a_table_that_has_just_gone_is_done_without(library, one, monkeypatch):
    def gone(*_: object) -> str:
        raise duckdb.CatalogException("it has been given back")

    monkeypatch.setattr(library._searched, "table", gone)
    assert answers.summary(library, one, EventFilter(text="manbij")).events == 10


def test_what_goes_while_it_is_filled_leaves_nothing_behind(library, one, monkeypatch):
    fill = library._searched._fill

    def fill_too_late(table: str, sql: str) -> int:
        library._searched.forget([view for view, _ in library._searched._found])
        return fill(table, sql)

    monkeypatch.setattr(library._searched, "_fill", fill_too_late)
    assert answers.summary(library, one, EventFilter(text="manbij")).events == 10
    assert tables(library) == 0


def test_searches_of_an_earlier_version_go(library, put, event):
    first = put([event("a", notes="Manbij")])
    assert answers.summary(library, first, EventFilter(text="manbij")).events == 1
    second = put([event("a", notes="Mosul")], version="v2")
    assert answers.summary(library, second, EventFilter(text="manbij")).events == 0
    assert tables(library) == 1
    library.remove("one")
    assert tables(library) == 0
