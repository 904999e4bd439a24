"""Runs take turns in the order in which they come, and none waits for ever."""

import threading
import time
from collections.abc import Callable

import pytest

from conflict_atlas.ui.session import run_queue
from conflict_atlas.ui.session.run_queue import Turns

PATIENCE = 20  # seconds a slow machine may need


@pytest.fixture
def turns(monkeypatch) -> Turns:
    monkeypatch.setattr(run_queue, "PATIENCE", PATIENCE)
    monkeypatch.setattr(run_queue, "LEISURE", PATIENCE)
    monkeypatch.setattr(run_queue, "QUIET", 0.0)
    return Turns()


class Thread(threading.Thread):
    """A run beside the test, which tells that it has begun and ends when it may."""

    def __init__(self, work: Callable[["Thread"], None]) -> None:
        super().__init__(daemon=True)
        self.work, self.begun, self.may_end = work, threading.Event(), threading.Event()
        self.start()

    def run(self) -> None:
        self.work(self)

    def stay(self) -> None:
        self.begun.set()
        assert self.may_end.wait(PATIENCE)

    def finish(self) -> None:
        self.may_end.set()
        self.join(PATIENCE)
        assert not self.is_alive()


def hold(turns: Turns) -> Thread:
    def work(thread: Thread) -> None:
        with turns.taken():
            thread.stay()

    return Thread(work)


def wait_for(condition: Callable[[], bool]) -> None:
    moment = threading.Event()
    for _ in range(PATIENCE * 100):
        if condition():
            return
        moment.wait(0.01)
    raise AssertionError("waited in vain")


def test_one_is_served_after_the_other(turns):
    with turns.taken():
        other = hold(turns)
        assert not other.begun.wait(0.2)  # it would be there at once
    assert other.begun.wait(PATIENCE)
    other.finish()


def test_they_are_served_in_the_order_in_which_they_come(turns):
    served: list[int] = []
    others: list[Thread] = []
    with turns.taken():
        for number in range(5):

            def work(_thread: Thread, number: int = number) -> None:
                with turns.taken():
                    served.append(number)

            others.append(Thread(work))
            wait_for(lambda: len(turns._queue) == len(others))
    for other in others:
        other.join(PATIENCE)
    assert served == [0, 1, 2, 3, 4]


def test_nobody_waits_longer_than_a_slow_run_may_take(turns, monkeypatch):
    slow = hold(turns)
    assert slow.begun.wait(PATIENCE)
    monkeypatch.setattr(run_queue, "PATIENCE", 0.01)
    with turns.taken():
        assert slow.is_alive()  # the slow run is still under way
        slow.finish()
        assert not turns.is_free  # whoever lost the turn has not given another's away
    assert turns.is_free


def test_a_run_that_fails_gives_the_turn_back(turns):
    with pytest.raises(ZeroDivisionError), turns.taken():
        _ = 1 / 0
    assert turns.is_free


def test_others_run_while_one_waits_for_an_engine(turns):
    with turns.taken():
        other = hold(turns)
        with turns.lent():
            assert other.begun.wait(PATIENCE)
            other.may_end.set()
        other.join(PATIENCE)
        assert not turns.is_free
    assert turns.is_free


@pytest.mark.parametrize(
    ("kind", "expected"), [("taken", ["asking", "late"]), ("spare", ["late", "asking"])]
)
def test_after_an_engine_a_reader_goes_on_first_and_what_nobody_waits_for_last(
    turns, kind: str, expected: list[str]
):
    order: list[str] = []

    def asking(thread: Thread) -> None:
        with getattr(turns, kind)():
            with turns.lent():
                thread.stay()
            order.append("asking")

    def late(_thread: Thread) -> None:
        with turns.taken():
            order.append("late")

    first = Thread(asking)
    assert first.begun.wait(PATIENCE)
    with turns.taken():
        last = Thread(late)
        wait_for(lambda: len(turns._queue) == 1)
        first.may_end.set()
        wait_for(lambda: len(turns._queue) == 2)
    first.join(PATIENCE)
    last.join(PATIENCE)
    assert order == expected


def test_those_who_come_back_from_an_engine_go_on_in_their_order(turns):
    order: list[str] = []

    def asking(name: str) -> Callable[[Thread], None]:
        def work(thread: Thread) -> None:
            with turns.taken():
                with turns.lent():
                    thread.stay()
                order.append(name)

        return work

    runs = []
    for name in ("first", "second", "third"):
        runs.append(Thread(asking(name)))
        assert runs[-1].begun.wait(PATIENCE)
    with turns.taken():
        for number, run in enumerate(reversed(runs), 1):
            run.may_end.set()
            wait_for(lambda number=number: len(turns._queue) == number)
    for run in runs:
        run.join(PATIENCE)
    assert order == ["first", "second", "third"]


def test_without_a_turn_there_is_nothing_to_lend(turns):
    other = hold(turns)
    assert other.begun.wait(PATIENCE)
    with turns.lent():
        pass
    assert not turns.is_free
    other.finish()


def test_work_that_nobody_waits_for_comes_when_no_reader_is_there(turns):
    done = threading.Event()

    def work(_thread: Thread) -> None:
        with turns.spare():
            done.set()

    with turns.taken():
        spare = Thread(work)
        waiting = hold(turns)
        assert not done.wait(0.2)
    assert waiting.begun.wait(PATIENCE)
    assert not done.is_set()
    waiting.finish()
    assert done.wait(PATIENCE)
    spare.join(PATIENCE)


def test_work_that_nobody_waits_for_comes_some_time_after_the_last_reader(turns, monkeypatch):
    monkeypatch.setattr(run_queue, "QUIET", 0.3)
    with turns.taken():
        there = time.monotonic()
    with turns.spare():
        assert time.monotonic() - there >= run_queue.QUIET


def test_work_that_nobody_waits_for_is_not_put_off_for_ever(turns, monkeypatch):
    monkeypatch.setattr(run_queue, "LEISURE", 0.01)
    monkeypatch.setattr(run_queue, "PATIENCE", 0.01)
    slow = hold(turns)
    assert slow.begun.wait(PATIENCE)
    with turns.spare():
        assert slow.is_alive()
    slow.finish()


def test_a_question_to_an_engine_lends_the_turn(turns, monkeypatch):
    from conflict_atlas.events.cache import wait_hook  # noqa: PLC0415 - its own state is set here
    from conflict_atlas.events.cache.single_flight import single_flight  # noqa: PLC0415

    monkeypatch.setattr(wait_hook, "_around", turns.lent)
    asked, answered = threading.Event(), threading.Event()

    @single_flight(8)
    def answer(number: int) -> int:
        asked.set()
        with wait_hook.waiting():
            assert answered.wait(PATIENCE)
        return number + 1

    found: list[int] = []

    def ask(_thread: Thread) -> None:
        with turns.taken():
            found.append(answer(1))

    readers = [Thread(ask), Thread(ask)]
    assert asked.wait(PATIENCE)
    with turns.taken():  # both wait for the same answer, and neither has the turn
        answered.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert found == [2, 2]
