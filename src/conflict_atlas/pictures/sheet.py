"""The frame of every picture, so that it explains itself elsewhere: title, sources, address."""

from collections.abc import Iterator
from dataclasses import dataclass

from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.package import Package
from conflict_atlas.pictures import fonts
from conflict_atlas.pictures.drawing import Circle, Drawing, Fill, Path, Rect, Shape, Stroke, Text

SITE = "Conflict Atlas"
_SIDE = 16.0  # pixels left and right
_TITLE, _WORDS, _FOOT = 19.0, 12.5, 10.5  # of letters
_TITLE_LINE, _WORDS_LINE, _LINE = 22.0, 16.0, 14.0
_MOST_LINES = 4  # of sources
_MOST_TITLE, _MOST_WORDS = 3, 2  # lines


@dataclass(frozen=True)
class Size:
    """Size of a drawing, and how many pixels of the picture each of its own has."""

    width: float
    height: float
    scale: float
    is_bare: bool = False  # without title and sources: the page around it shows them

    @property
    def pixels(self) -> tuple[int, int]:
        """Pixels of the picture."""
        return round(self.width * self.scale), round(self.height * self.scale)


# 1200 by 630, the size of previews, in letters that can be read when it is shown small; and larger.
PREVIEW = Size(840, 441, 1200 / 840)
LARGE = Size(1200, 720, 2)
# On A4, which is 700 pixels wide between its margins: letters are as large as those of the text.
PAPER = Size(700, 560, 2)
# The stand-in for the live map until that is loaded, in a window and on a phone.
SCREEN = Size(1280, 720, 1, is_bare=True)
PHONE = Size(412, 780, 1.5, is_bare=True)


@dataclass(frozen=True)
class Caption:
    """What a picture says about itself.

    ``words`` is the selection; ``address`` leads to the same in the atlas, "" for unknown.
    """

    title: str
    words: str
    sources: str
    address: str


@dataclass(frozen=True)
class Space:
    """The space that the sheet leaves for the picture itself."""

    left: float
    top: float
    width: float
    height: float


def begin(package: Package, caption: Caption, size: Size) -> tuple[Drawing, Space]:
    """Begin a drawing with its head and foot; returns it with the space between them."""
    made = Drawing(size.width, size.height, f"{caption.title}. {caption.words}", "panel")
    foot = list(_foot_lines(package, caption, size.width - 2 * _SIDE))
    bottom = size.height - 10 - _LINE * len(foot)
    head, top = _head(caption, size.width)
    made.add(*head, *_brand(size.width))
    for number, line in enumerate(foot):
        base = bottom + _LINE * (number + 1) - 4
        made.add(Text((_SIDE, base), line, _FOOT, colour="muted"))
    return made, Space(0, top, size.width, bottom - 6 - top)


def _head(caption: Caption, width: float) -> tuple[list[Shape], float]:
    """Write title and words, in as many lines as the selection needs; with where they end."""
    room = width - 2 * _SIDE
    beside = room - fonts.measure(SITE, _WORDS, 650) - 40
    shapes: list[Shape] = []
    base = 25.0 - _TITLE_LINE
    for line in fonts.wrap(caption.title, _TITLE, beside, _MOST_TITLE, 650):
        base += _TITLE_LINE
        shapes.append(Text((_SIDE, base), line, _TITLE, 650))
    base += 1
    for line in fonts.wrap(caption.words, _WORDS, room, _MOST_WORDS):
        base += _WORDS_LINE
        shapes.append(Text((_SIDE, base), line, _WORDS, colour="muted"))
    return shapes, base + 8


def _brand(width: float) -> Iterator[Shape]:
    """Name and sign of the site, at the right."""
    right = width - _SIDE
    yield Text((right, 24), SITE, _WORDS, 650, "accent", "end")
    x = right - fonts.measure(SITE, _WORDS, 650) - 13
    yield Rect(x - 8, 11, 16, 16, Fill("accent"), radius=3.5)
    yield Circle((x, 19), 3.4, Stroke("panel", 1.3))
    yield Circle((x, 19), 1.3, fill=Fill("panel"))


def _foot_lines(package: Package, caption: Caption, width: float) -> Iterator[str]:
    said = f"Claims of {cite_article(package)}. {caption.sources}".strip()
    yield from fonts.wrap(said, _FOOT, width, _MOST_LINES)
    version = f"Data version {package.data_version}, {package.licence}"
    whole = " · ".join(filter(None, (version, caption.address)))
    yield from fonts.wrap(whole, _FOOT, width, _MOST_LINES)


def rule(space: Space) -> Path:
    """Line below a space."""
    bottom = space.top + space.height
    return Path([[(0, bottom), (space.width, bottom)]], Stroke("line", 1))
