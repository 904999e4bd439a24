"""A story that does not fit its claims is refused."""

from pathlib import Path
from typing import Any

import pytest

from conflict_atlas.claims.check.fingerprint import check_article
from conflict_atlas.claims.check.package_check import check_package, load_package
from conflict_atlas.claims.check.story_rules import MOST_WORDS
from conflict_atlas.claims.story import Passage, read_marks, read_paragraphs, steps

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "tests" / "packages" / "invented" / "article.txt"
STORY = "story.csv"


def test_marks_are_read_as_they_are_written():
    found = read_marks("At first [two words](a-claim), then (a bracket) [and more].")
    assert found == (
        Passage("At first "),
        Passage("two words", "a-claim"),
        Passage(", then (a bracket) [and more]."),
    )


def test_paragraphs_are_listed_with_spans():
    assert read_paragraphs("3-5, 16") == (3, 4, 5, 16)


def test_the_article_is_told_in_eight_to_ten_steps(real_package):
    told = steps(real_package)
    assert 8 <= len(told) <= 10
    assert all(len(step.text.split()) <= MOST_WORDS for step in told)
    assert all(len(step.claim_ids) > 1 for step in told)


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"step": "7"}, "step", "expected 1"),
        ({"text": "word " * MOST_WORDS + "more"}, "text", "found 81"),
        ({"text": "The [war](no-such-claim) goes on."}, "text", "expected the claim_id"),
        ({"text": "The [war](of two words) goes on."}, "text", "expected each mark as in"),
        ({"paragraphs": "2"}, "paragraphs", "war-in-its-third-year stands in paragraph 1"),
        ({"paragraphs": "1, 99"}, "paragraphs", "no such paragraph"),
        ({"paragraphs": "one"}, "paragraphs", "expected the form"),
        ({"link": "Map"}, "link", "expected the form"),
    ],
)
def test_a_step_that_does_not_hold(editor, change: dict[str, str], column: str, words: str):
    assert check_package(editor.path) == []
    editor.set(STORY, change)
    faults = check_package(editor.path)
    assert {(fault.file, fault.row, fault.column) for fault in faults} == {(STORY, 2, column)}
    assert any(words in fault.reason for fault in faults)


def test_a_package_may_have_no_story(editor):
    def drop(descriptor: dict[str, Any]) -> None:
        kept = [one for one in descriptor["resources"] if one["name"] != "story"]
        descriptor["resources"] = kept

    editor.descriptor(drop)
    (editor.path / STORY).unlink()
    assert steps(load_package(editor.path)) == ()


def test_words_of_the_article_are_refused(editor):
    editor.set(STORY, {"text": "Tessany’s army crossed the River Sill – and took a port."})
    (fault,) = check_article(editor.path, ARTICLE)
    assert (fault.file, fault.row, fault.column) == (STORY, 2, "text")
    assert fault.value == "tessany's army crossed the river sill"


def test_five_words_in_a_row_are_not_refused(editor):
    editor.set(STORY, {"text": "An army crossed the River Sill."})
    assert check_article(editor.path, ARTICLE) == []
