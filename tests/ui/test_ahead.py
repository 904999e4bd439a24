"""What is asked ahead is worked out once, beside the page that needs it."""

import threading

import pytest

from conflict_atlas.events.shared import shared
from conflict_atlas.ui import ahead

PATIENCE = 20  # seconds a slow machine may need


def test_the_page_gets_the_answer_that_was_begun_for_it():
    asked: list[str] = []
    begun, may_end = threading.Event(), threading.Event()

    @shared(2)
    def question(number: int) -> int:
        asked.append(threading.current_thread().name)
        begun.set()
        assert may_end.wait(PATIENCE)
        return number + 1

    ahead.ask(question, 1)
    assert begun.wait(PATIENCE)
    may_end.set()
    assert question(1) == 2
    assert len(asked) == 1
    assert asked[0].startswith("ahead")


def test_a_question_that_fails_ahead_fails_where_it_is_needed():
    failed = threading.Event()

    @shared(2)
    def question(number: int) -> int:
        failed.set()
        raise KeyError(number)

    ahead.ask(question, 1)
    assert failed.wait(PATIENCE)
    with pytest.raises(KeyError):
        question(1)
