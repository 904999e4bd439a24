"""Open fonts of the pictures: the sans of the pages, and one for words in Arabic letters."""

import importlib.resources
import re
from bisect import bisect
from pathlib import Path

from PIL import ImageFont

from conflict_atlas.memoization import memoized

# Runs of Arabic letters with the blanks and digits between them: they come out in the right order
# only if they are laid out together.
_ARABIC = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
    r"(?:[^A-Za-z\u00c0-\u024f]*[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u200c\u200d])*"
)
_BREAKS = re.compile(r"(?<=[ ?&])")  # where a text may be broken, or the query of an address
FAMILIES = '"Source Sans 3","Source Sans","Noto Sans Arabic",system-ui,sans-serif'
_UPRIGHT, _ITALIC = "SourceSans3[wght].ttf", "SourceSans3-Italic[wght].ttf"
_ARABIC_FILE = "NotoSansArabic[wdth,wght].ttf"
_KEPT = 256  # fonts of one size and weight; a picture needs about twenty


@memoized(_KEPT)
def load(
    size: float, weight: int, *, italic: bool = False, arabic: bool = False
) -> ImageFont.FreeTypeFont:
    """Load a font in one size and weight."""
    if arabic:
        file, axes = _file("fontpkg_noto_sans_arabic", _ARABIC_FILE), [weight, 100]
    else:
        file, axes = _file("fontpkg_source_sans_3", _ITALIC if italic else _UPRIGHT), [weight]
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([float(axis) for axis in axes])
    return font


def split(words: str) -> tuple[tuple[str, bool], ...]:
    """Split a line into runs of one font each, with whether that is the Arabic one.

    Runs are ordered from left to right; a line that begins in Arabic is read from the right.
    """
    runs: list[tuple[str, bool]] = []
    end = 0
    for found in _ARABIC.finditer(words):
        if found.start() > end:
            runs.append((words[end : found.start()], False))
        runs.append((found[0], True))
        end = found.end()
    if end < len(words):
        runs.append((words[end:], False))
    return tuple(reversed(runs)) if runs and runs[0][1] else tuple(runs)


@memoized(8192)
def measure(words: str, size: float, weight: int = 400, *, italic: bool = False) -> float:
    """Width of a line of text."""
    return sum(
        load(size, weight, italic=italic, arabic=arabic).getlength(run)
        for run, arabic in split(words)
    )


def wrap(words: str, size: float, width: float, most: int, weight: int = 400) -> list[str]:
    """Break a text into a limited number of lines that fit a width; the last one may end in …."""
    lines, wide = [""], 0.0
    for piece in _BREAKS.split(" ".join(words.split())):
        # Pieces are measured one by one: together they are as wide, but for a hair's breadth.
        ends = wide + measure(piece.rstrip(), size, weight)
        if lines[-1] and ends > width and len(lines) < most:
            lines.append("")
            wide = 0.0
        lines[-1] += piece
        wide += measure(piece, size, weight)
    return [cut(line.rstrip(), size, width, weight) for line in lines if line]


def cut(words: str, size: float, width: float, weight: int = 400) -> str:
    """Cut a line to a width, with an ellipsis if something is cut."""
    if measure(words, size, weight) <= width:
        return words
    # Letters are narrower than this: a long text is not measured as a whole again and again.
    most = range(1, min(len(words), int(width / size * 8)))
    end = bisect(most, width, key=lambda n: measure(f"{words[:n].rstrip()}…", size, weight))
    while end > 1 and measure(f"{words[:end].rstrip()}…", size, weight) > width:
        end -= 1  # letters that are joined can be narrower than fewer of them
    return f"{words[: max(1, end)].rstrip()}…"


def _file(package: str, name: str) -> Path:
    return Path(str(importlib.resources.files(package))) / "files" / name
