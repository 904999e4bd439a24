"""The introductory story: steps in our own words, with the claims marked in them."""

import re
from dataclasses import dataclass

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import records
from conflict_atlas.memoization import memoized

# As a link in Markdown: the words, then the claim they rest on.
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Passage:
    """Some words of a step; ``claim_id`` is the claim they are marked with, ``""`` for none."""

    words: str
    claim_id: str = ""


@dataclass(frozen=True)
class Step:
    """One step: its text, the paragraphs behind it, and the page that is shown beside it.

    ``link`` is a page's name with its parameters, as in ``map?claim=…``.
    """

    number: int
    title: str
    passages: tuple[Passage, ...]
    paragraphs: str
    link: str

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(one.words for one in self.passages)

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Claims that are marked, each once, in the order of the text."""
        return tuple(dict.fromkeys(one.claim_id for one in self.passages if one.claim_id))


@memoized(4)
def steps(package: Package) -> tuple[Step, ...]:
    """All steps in order; none where the package has no story."""
    return tuple(
        Step(
            int(row["step"]),
            row["title"],
            read_marks(row["text"]),
            say_paragraphs(row["paragraphs"]),
            row["link"],
        )
        for row in records(package.story)
    )


def read_marks(text: str) -> tuple[Passage, ...]:
    """Split a text at its marks."""
    found, end = [], 0
    for mark in _MARK.finditer(text):
        found += [Passage(text[end : mark.start()]), Passage(mark[1], mark[2])]
        end = mark.end()
    return tuple(one for one in (*found, Passage(text[end:])) if one.words)


def read_paragraphs(listed: str) -> tuple[int, ...]:
    """Numbers of paragraphs that are listed as in ``3-4, 16``."""
    found: list[int] = []
    for part in listed.split(", "):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def say_paragraphs(listed: str) -> str:
    """Write a list of paragraphs as readers know them, with a proper dash."""
    return listed.replace("-", "–")
