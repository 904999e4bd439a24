"""The readers of the benchmarks: on every page they find something to change, and it changes."""

import asyncio
import random
from urllib.parse import urlsplit

import pytest
from reading import Reader
from viewer import Viewer

CHANGES = 8


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
def answers(invented_url):
    port = urlsplit(invented_url).port
    assert port
    return asyncio.run(change(port))


def test_a_reader_changes_something_on_every_page(answers):
    assert {"story", "map", "claims", "events", "about"} <= answers.keys()
    assert {page for page, made in answers.items() if len(made) == 1} == set()


def test_the_answers_of_pages_with_filters_count_claims(answers):
    counts = {page: {count for count, _ in made} for page, made in answers.items()}
    assert counts.pop("story") == {None}
    assert {page for page, found in counts.items() if len(found) == 1} == set()
