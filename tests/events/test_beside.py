"""What is made of a dataset once: who waits for it, and what becomes of it when unwanted."""

import threading

import pytest

from conflict_atlas.events.cache.background_build import BackgroundBuild

PATIENCE = 20  # seconds a slow machine may need


class Slow:
    """Makes a text when it may."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.made = threading.Event(), threading.Event(), 0

    def __call__(self) -> str:
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        self.made += 1
        return "made"


def test_whoever_asks_first_may_wait_for_it():
    beside: BackgroundBuild[str, str] = BackgroundBuild()
    assert beside.get("a", lambda: "made", wait=True) == "made"
    assert beside.get("a", lambda: pytest.fail("made again"), wait=True) == "made"
    assert beside.wait("a") == "made"
    assert beside.wait("b") is None


def test_others_go_on_while_it_is_made():
    beside: BackgroundBuild[str, str] = BackgroundBuild()
    slow = Slow()
    assert beside.get("a", slow, wait=False) is None
    assert slow.begun.wait(PATIENCE)
    assert beside.get("a", slow, wait=True) is None
    slow.may_end.set()
    assert beside.wait("a") == "made"
    assert beside.get("a", slow, wait=False) == "made"
    assert slow.made == 1


def test_what_is_forgotten_is_given_back():
    given_back: list[str] = []
    beside: BackgroundBuild[str, str] = BackgroundBuild(given_back.append)
    for key in "ab":
        beside.get(key, key.upper, wait=True)
    beside.forget(["a", "unknown"])
    assert given_back == ["A"]
    assert beside.keys() == ["b"]
    assert beside.get("a", lambda: "anew", wait=True) == "anew"


def test_what_is_forgotten_while_it_is_made_is_given_back_later():
    given_back = threading.Event()
    beside: BackgroundBuild[str, str] = BackgroundBuild(
        lambda made: given_back.set() if made == "made" else None
    )
    slow = Slow()
    beside.get("a", slow, wait=False)
    assert slow.begun.wait(PATIENCE)
    beside.forget(["a"])
    assert not given_back.is_set()
    slow.may_end.set()
    assert given_back.wait(PATIENCE)
    assert beside.keys() == []


def test_nothing_made_is_nothing_for_ever():
    beside: BackgroundBuild[str, str] = BackgroundBuild(
        lambda _: pytest.fail("nothing to give back")
    )
    assert beside.get("a", lambda: None, wait=True) is None
    assert beside.get("a", lambda: "late", wait=True) is None
    beside.forget(["a"])


def test_a_fault_is_told_to_whoever_began_and_leaves_nothing():
    beside: BackgroundBuild[str, str] = BackgroundBuild()

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        beside.get("a", fail, wait=True)
    assert beside.wait("a") is None


def test_what_cannot_be_given_back_keeps_nobody_waiting(caplog):
    def fail(_: str) -> None:
        raise ZeroDivisionError

    beside: BackgroundBuild[str, str] = BackgroundBuild(fail)
    slow = Slow()
    beside.get("a", slow, wait=False)
    assert slow.begun.wait(PATIENCE)
    waiting = beside._made["a"]
    beside.get("b", "b".upper, wait=True)
    beside.forget(["b", "a"])
    slow.may_end.set()
    assert waiting.result(PATIENCE) is None
    assert beside.keys() == []
    assert "could not be given back" in caplog.text


def test_without_a_thread_to_spare_somebody_else_may_begin(monkeypatch):
    beside: BackgroundBuild[str, str] = BackgroundBuild()

    def fail(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as short:
        short.setattr(threading.Thread, "start", fail)
        assert beside.get("a", "a".upper, wait=False) is None
    assert beside.get("a", "a".upper, wait=True) == "A"
