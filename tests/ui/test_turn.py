"""Runs take turns, and none waits for ever."""

import threading

import pytest

from conflict_atlas.ui import turn


def test_one_is_served_after_the_other(monkeypatch):
    monkeypatch.setattr(turn, "PATIENCE", 30)
    entered = threading.Event()

    def run() -> None:
        with turn.taken():
            entered.set()

    other = threading.Thread(target=run)
    with turn.taken():
        other.start()
        assert not entered.wait(0.2)  # it would be there at once
    assert entered.wait(10)
    other.join()


def test_nobody_waits_longer_than_a_slow_run_may_take(monkeypatch):
    monkeypatch.setattr(turn, "PATIENCE", 0.01)
    begun, end = threading.Event(), threading.Event()

    def slow() -> None:
        with turn.taken():
            begun.set()
            end.wait(10)

    other = threading.Thread(target=slow)
    other.start()
    assert begun.wait(10)
    with turn.taken():
        assert not end.is_set()  # the slow run is still under way
    end.set()
    other.join()
    with turn.taken():  # whoever began without the turn has not given another's away
        assert turn._turn.locked()


def test_a_run_that_fails_gives_the_turn_back():
    with pytest.raises(ZeroDivisionError), turn.taken():
        _ = 1 / 0
    assert not turn._turn.locked()
