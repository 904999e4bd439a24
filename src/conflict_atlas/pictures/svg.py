"""A drawing as SVG: for editors as a file of its own, for plain pages as part of them."""

import base64
import io
from collections.abc import Iterator, Sequence
from html import escape

from PIL import Image as Pillow

from conflict_atlas.pictures import fonts
from conflict_atlas.pictures.drawing import (
    Circle,
    Clip,
    Drawing,
    Fill,
    Image,
    Path,
    Point,
    Rect,
    Shape,
    Stroke,
    Text,
)
from conflict_atlas.views.look import Look


def write(drawing: Drawing, look: Look) -> bytes:
    """Write a drawing as an SVG file that needs nothing else."""
    text = _Writer(look).write(drawing, f'<?xml version="1.0" encoding="UTF-8"?>\n{_open(drawing)}')
    return text.encode()


def inline(drawing: Drawing) -> str:
    """Write a drawing as part of a page, with the page's own colours by their names in a look."""
    return _Writer(None).write(drawing, _open(drawing))


def _open(drawing: Drawing) -> str:
    width, height = _number(drawing.width), _number(drawing.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(drawing.words)}" '
        f'font-family="{escape(fonts.FAMILIES)}">'
    )


class _Writer:
    """Writes shapes; without a look the page sets the colours."""

    def __init__(self, look: Look | None) -> None:
        self.look = look
        self.windows = 0

    def write(self, drawing: Drawing, head: str) -> str:
        ground = ""
        if self.look:
            ground = f'<rect width="100%" height="100%" fill="{self._colour(drawing.ground)}"/>'
        return "".join((head, ground, *self._shapes(drawing.shapes), "</svg>"))

    def _shapes(self, shapes: Sequence[Shape]) -> Iterator[str]:
        for shape in shapes:
            match shape:
                case Path():
                    yield self._path(shape)
                case Circle():
                    yield self._circle(shape)
                case Rect():
                    yield self._rectangle(shape)
                case Text():
                    yield self._text(shape)
                case Image():
                    yield self._image(shape)
                case Clip():
                    yield from self._clip(shape)

    def _colour(self, colour: str) -> str:
        if colour.startswith("#"):
            return colour
        return str(getattr(self.look, colour)) if self.look else f"var(--{colour})"

    def _paint(self, fill: Fill | None, stroke: Stroke | None) -> str:
        """Attributes of fill and outline."""
        found = [f'fill="{self._colour(fill.colour)}"' if fill else 'fill="none"']
        if fill and fill.opacity < 1:
            found.append(f'fill-opacity="{fill.opacity:g}"')
        if stroke:
            found.append(f'stroke="{self._colour(stroke.colour)}"')
            found.append(f'stroke-width="{_number(stroke.width)}"')
            if stroke.opacity < 1:
                found.append(f'stroke-opacity="{stroke.opacity:g}"')
            if stroke.dash:
                lengths = " ".join(map(_number, stroke.dash))
                found.append(f'stroke-dasharray="{lengths}"')
        return " ".join(found)

    def _path(self, path: Path) -> str:
        ends = "Z" if path.is_closed or path.fill else ""
        data = "".join(_trace(part) + ends for part in path.parts if part)
        rule = ' fill-rule="evenodd"' if path.fill and len(path.parts) > 1 else ""
        return f'<path d="{data}"{rule} {self._paint(path.fill, path.stroke)}/>' if data else ""

    def _circle(self, circle: Circle) -> str:
        x, y = map(_number, circle.centre)
        paint = self._paint(circle.fill, circle.stroke)
        return f'<circle cx="{x}" cy="{y}" r="{_number(circle.radius)}" {paint}/>'

    def _rectangle(self, box: Rect) -> str:
        corner = f' rx="{_number(box.radius)}"' if box.radius else ""
        sizes = (
            f'x="{_number(box.left)}" y="{_number(box.top)}" '
            f'width="{_number(box.width)}" height="{_number(box.height)}"{corner}'
        )
        stroke = box.stroke or (Stroke("line", 1) if box.has_shadow else None)
        return f"<rect {sizes} {self._paint(box.fill, stroke)}/>"

    def _text(self, text: Text) -> str:
        halo = ""
        if text.halo:
            halo = (
                f' stroke="{self._colour(text.halo)}" stroke-width="3.4" stroke-opacity=".9"'
                ' stroke-linejoin="round" paint-order="stroke"'
            )
        anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
        weight = "" if text.weight == 400 else f' font-weight="{text.weight}"'  # noqa: PLR2004 - the usual one
        apart = f' letter-spacing="{_number(text.apart)}"' if text.apart else ""
        italic = ' font-style="italic"' if text.is_italic else ""
        held = ""
        if not self.look and not text.apart:
            # In a page the reader's own font may be wider than the one used for the layout.
            width = fonts.measure(text.words, text.size, text.weight, italic=text.is_italic)
            held = f' textLength="{_number(width)}" lengthAdjust="spacingAndGlyphs"'
        return (
            f'<text x="{_number(text.at[0])}" y="{_number(text.at[1])}" '
            f'font-size="{_number(text.size)}" fill="{self._colour(text.colour)}"'
            f"{weight}{italic}{apart}{anchor}{halo}{held}>{escape(text.words)}</text>"
        )

    def _image(self, image: Image) -> str:
        file = io.BytesIO()
        pixels: Pillow.Image = image.pixels
        pixels.convert("RGB").save(file, "JPEG", quality=80)
        data = base64.b64encode(file.getvalue()).decode()
        return (
            f'<image x="{_number(image.left)}" y="{_number(image.top)}" '
            f'width="{_number(image.width)}" height="{_number(image.height)}" '
            f'preserveAspectRatio="none" href="data:image/jpeg;base64,{data}"/>'
        )

    def _clip(self, window: Clip) -> Iterator[str]:
        sizes = (
            f'x="{_number(window.left)}" y="{_number(window.top)}" '
            f'width="{_number(window.width)}" height="{_number(window.height)}"'
        )
        yield f'<svg {sizes} overflow="hidden">'
        yield from self._shapes(window.shapes)
        yield "</svg>"


def _trace(part: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in part)


def _number(value: float) -> str:
    """Write a length with no more digits than can be seen."""
    return f"{value:.1f}".removesuffix(".0")
