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
_HEAD, _LINE = 50.0, 14.0
_MOST_LINES = 4  # of sources


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
    top = size.height - 10 - _LINE * len(foot)
    made.add(*_head(caption, size.width), *_brand(size.width))
    for number, line in enumerate(foot):
        base = top + _LINE * (number + 1) - 4
        made.add(Text((_SIDE, base), line, _FOOT, colour="muted"))
    return made, Space(0, _HEAD, size.width, top - 6 - _HEAD)


def _head(caption: Caption, width: float) -> Iterator[Shape]:
    room = width - 2 * _SIDE - fonts.measure(SITE, _WORDS, 650) - 40
    yield Text((_SIDE, 25), fonts.cut(caption.title, _TITLE, room, 650), _TITLE, 650)
    words = fonts.cut(caption.words, _WORDS, width - 2 * _SIDE)
    yield Text((_SIDE, 42), words, _WORDS, colour="muted")


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
    yield fonts.cut(" · ".join(filter(None, (version, caption.address))), _FOOT, width)


def rule(space: Space) -> Path:
    """Line below a space."""
    bottom = space.top + space.height
    return Path([[(0, bottom), (space.width, bottom)]], Stroke("line", 1))
