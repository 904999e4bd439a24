"""HXL tags: which of a table's columns one of the standard's tag patterns means.

A pattern such as ``#affected+killed-min`` is any column with that base, every attribute after a
``+`` and none after a ``-``; other attributes are allowed (hxlstandard.org).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PART = re.compile(r"([+-])\s*([a-z0-9_]+)")


@dataclass(frozen=True)
class Tag:
    """One column's tag: its base and its attributes."""

    base: str
    attributes: frozenset[str]
    written: str

    @staticmethod
    def of(cell: str) -> "Tag":
        """Read a cell of the row of tags."""
        text = cell.strip().casefold()
        return Tag(
            re.split(r"[+\s]", text, maxsplit=1)[0],
            frozenset(name for _, name in _PART.findall(text)),
            cell.strip(),
        )

    def fits(self, pattern: str) -> bool:
        """Whether a pattern means this column."""
        base = re.split(r"[+-]", pattern, maxsplit=1)[0]
        parts = _PART.findall(pattern)
        return self.base == base and all(
            (name in self.attributes) == (sign == "+") for sign, name in parts
        )


def find(tags: Sequence[Tag], patterns: Sequence[str]) -> list[int]:
    """Columns of the first pattern that any column fits, those with fewest other attributes."""
    for pattern in patterns:
        found = [index for index, tag in enumerate(tags) if tag.fits(pattern)]
        if found:
            fewest = min(len(tags[index].attributes) for index in found)
            return [index for index in found if len(tags[index].attributes) == fewest]
    return []
