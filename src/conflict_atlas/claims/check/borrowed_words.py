"""Whether the story uses words of its own, for anyone who has the article's text."""

import re
from collections.abc import Iterator, Mapping

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.story import steps
from conflict_atlas.fault import Fault

# As many as an anchor may have: figures and names need some of them in a row.
MOST_IN_A_ROW = 5
_WORD = re.compile(r"\w+(?:[.,'’]\w+)*")


def check_story_words(package: Package, text: Mapping[int, str]) -> Iterator[Fault]:
    """Name the first run of the article's words in each step; ``text`` is it by paragraph."""
    runs = {run for paragraph in text.values() for run in _runs(paragraph)}
    for row, step in enumerate(steps(package), start=2):
        for column, words in (("title", step.title), ("text", step.text)):
            found = next((run for run in _runs(words) if run in runs), None)
            if found:
                reason = f"expected at most {MOST_IN_A_ROW} words in a row of the article’s own"
                yield Fault(package.file_of("story"), row, column, " ".join(found), reason)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    length = MOST_IN_A_ROW + 1
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))
