"""The readers of the benchmarks find something to change on every page, and are sent little."""

import asyncio
import random
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from reading import Reader
from viewer import Viewer

CHANGES = 8
# Bytes of a page that a browser has already; without map and list 9,000. A clock of few cities is
# smaller than what a browser keeps.
MOST_AGAIN = 15_000


Answer = TypeVar("Answer")


def in_a_thread(asked: Coroutine[object, object, Answer]) -> Answer:
    """Run what is asked to its end; the thread of the tests has a loop once a browser has run."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


async def again(port: int) -> dict[str, int]:
    """Ask for every page twice; bytes of the second answer, by page."""
    async with Viewer(port) as first:
        await first.rerun()
    sizes = {}
    for page in ("", "map", "timeline", "claims"):
        async with Viewer(port, {}, dict(first.pages), page) as viewer:
            await viewer.rerun()
            sizes[page or "story"] = (await viewer.rerun()).size
    return sizes


async def change(port: int) -> dict[str, set[tuple[int | None, int]]]:
    """Let one reader change things on every page; what was answered, by page."""
    async with Viewer(port) as first:
        await first.rerun()
    answers: dict[str, set[tuple[int | None, int]]] = {}
    for page in first.pages:
        async with Viewer(port, {}, dict(first.pages), page) as viewer:
            await viewer.rerun()
            reader = Reader(viewer, random.Random(page))  # noqa: S311 - repeatable, not secret
            made = [await reader.change() for _ in range(CHANGES)]
        answers[page or "story"] = {(answer.count, answer.size) for answer in made}
    return answers


@pytest.fixture(scope="module")
def port(invented_url):
    return urlsplit(invented_url).port


@pytest.fixture(scope="module")
def answers(port):
    return in_a_thread(change(port))


def test_scripts_styles_and_data_that_a_browser_has_are_not_sent_again(port):
    sizes = in_a_thread(again(port))
    assert {page: size for page, size in sizes.items() if size > MOST_AGAIN} == {}


def test_a_reader_changes_something_on_every_page(answers):
    assert {"story", "map", "claims", "events", "about"} <= answers.keys()
    assert {page for page, made in answers.items() if len(made) == 1} == set()


def test_the_answers_of_pages_with_filters_count_claims(answers):
    counts = {page: {count for count, _ in made} for page, made in answers.items()}
    assert counts.pop("story") == {None}
    assert {page for page, found in counts.items() if len(found) == 1} == set()
