"""A drawing as pixels: PNG, JPEG or WebP, drawn by Pillow without a browser."""

import io
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFilter

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

# Pillow does not smooth lines: everything is drawn twice as large and then halved. With two pixels
# for each of the drawing's, once and a half as large is as smooth, and takes half the time.
_FINE, _DENSE = 2.0, 1.5
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    # Run lengths: of relief and letters as small as by searching for repetitions, and sooner done.
    "image/png": ("PNG", {"compress_level": 1, "compress_type": zlib.Z_RLE}),
    "image/jpeg": ("JPEG", {"quality": 84, "subsampling": 0}),  # full colour, for thin letters
    "image/webp": ("WEBP", {"quality": 52, "method": 4}),
}
_SHADOW, _SHADOW_OPACITY = 7.0, 46  # width of the blur, and its opacity out of 255
_HALO = 1.7  # pixels
_THIN = 1.2  # pixels: lines that wide show no gap where they bend


def write(drawing: Drawing, look: Look, scale: float = 1, media_type: str = "image/png") -> bytes:
    """Write a drawing as PNG, JPEG or WebP, ``scale`` pixels for each of its own."""
    file = io.BytesIO()
    form, settings = FORMS[media_type]
    paint(drawing, look, scale).save(file, form, **settings)
    return file.getvalue()


def paint(drawing: Drawing, look: Look, scale: float = 1) -> Pillow.Image:
    """Paint a drawing."""
    times = _FINE if scale < _FINE else _DENSE
    seen = round(drawing.width * scale), round(drawing.height * scale)
    size = round(seen[0] * times), round(seen[1] * times)
    sheet = Pillow.new("RGB", size, _hex(look, drawing.ground))
    _Painter(sheet, look, scale * times, times).paint(drawing.shapes)
    return sheet.resize(seen, Pillow.Resampling.BOX)


def _hex(look: Look, colour: str) -> str:
    return colour if colour.startswith("#") else str(getattr(look, colour))


@dataclass
class _Painter:
    """Paints shapes on a sheet that has ``fine`` pixels for each of the drawing's.

    It has ``times`` as many, across and down, as the finished picture.
    """

    sheet: Pillow.Image
    look: Look
    fine: float
    times: float

    def __post_init__(self) -> None:
        # On a sheet without transparency this mixes what is drawn with what is below it.
        self.draw = ImageDraw.Draw(self.sheet, "RGBA")

    def paint(self, shapes: Sequence[Shape]) -> None:
        for shape in shapes:
            match shape:
                case Path():
                    self._path(shape)
                case Circle():
                    self._circle(shape)
                case Rect():
                    self._rectangle(shape)
                case Text():
                    self._text(shape)
                case Image():
                    self._image(shape)
                case Clip():
                    self._clip(shape)

    def _colour(self, colour: str, opacity: float) -> tuple[int, int, int, int]:
        code = _hex(self.look, colour)
        red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
        return red, green, blue, round(255 * opacity)

    def _points(self, part: Sequence[Point]) -> list[Point]:
        return [(x * self.fine, y * self.fine) for x, y in part]

    def _path(self, path: Path) -> None:
        parts = [self._points(part) for part in path.parts]
        if path.fill:
            self._fill([part for part in parts if len(part) > 2], path.fill)  # noqa: PLR2004 - fewer enclose no area
        if path.stroke:
            for part in parts:
                if len(part) > 1:
                    self._line([*part, part[0]] if path.is_closed else part, path.stroke)

    def _fill(self, parts: list[list[Point]], fill: Fill) -> None:
        colour = self._colour(fill.colour, fill.opacity)
        turns = [turn(part) for part in parts] if len(parts) > 1 else [0]
        if min(turns) >= 0 or max(turns) <= 0:
            for part in parts:
                self.draw.polygon(part, fill=colour)
            return
        holes = [part for part, way in zip(parts, turns, strict=True) if way <= 0]
        for part, way in zip(parts, turns, strict=True):
            if way > 0:
                self._fill_around(part, holes, colour)

    def _fill_around(
        self, rim: list[Point], holes: list[list[Point]], colour: tuple[int, int, int, int]
    ) -> None:
        """Fill one area but for the holes in it."""
        left, top, right, bottom = self._reach(rim)
        if right <= left or bottom <= top:
            return
        mask = Pillow.new("L", (right - left, bottom - top), 0)
        cut = ImageDraw.Draw(mask)
        for part, filled in ((rim, colour[3]), *((hole, 0) for hole in holes)):
            cut.polygon([(x - left, y - top) for x, y in part], fill=filled)
        self.sheet.paste(colour[:3], (left, top), mask)

    def _reach(self, part: list[Point]) -> tuple[int, int, int, int]:
        """The part of the sheet in which an area lies."""
        across, down = zip(*part, strict=True)
        width, height = self.sheet.size
        return (
            max(0, math.floor(min(across))),
            max(0, math.floor(min(down))),
            min(width, math.ceil(max(across)) + 1),
            min(height, math.ceil(max(down)) + 1),
        )

    def _line(self, points: list[Point], stroke: Stroke) -> None:
        colour = self._colour(stroke.colour, stroke.opacity)
        width = max(1, round(stroke.width * self.fine))
        if not stroke.dash:
            self.draw.line(points, fill=colour, width=width)
            if stroke.width > _THIN and stroke.opacity == 1:  # else a joint would be seen as a spot
                for point in points[1:-1]:
                    self.draw.circle(point, width / 2 - 0.5, fill=colour)
            return
        for piece in dashes(points, [length * self.fine for length in stroke.dash]):
            self.draw.line(piece, fill=colour, width=width)

    def _circle(self, circle: Circle) -> None:
        x, y = (value * self.fine for value in circle.centre)
        radius = circle.radius * self.fine
        if circle.fill:
            fill = self._colour(circle.fill.colour, circle.fill.opacity)
            self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
        if circle.stroke and circle.stroke.dash:
            count = max(12, round(radius * 1.5))
            ring = [
                (x + radius * math.cos(angle), y + radius * math.sin(angle))
                for angle in (2 * math.pi * step / count for step in range(count + 1))
            ]
            self._line(ring, circle.stroke)
        elif circle.stroke:
            width = max(1, round(circle.stroke.width * self.fine))
            outer = radius + width / 2
            colour = self._colour(circle.stroke.colour, circle.stroke.opacity)
            edge = (x - outer, y - outer, x + outer, y + outer)
            self.draw.ellipse(edge, outline=colour, width=width)

    def _rectangle(self, box: Rect) -> None:
        left, top = box.left * self.fine, box.top * self.fine
        right, bottom = left + box.width * self.fine, top + box.height * self.fine
        edge = (round(left), round(top), round(right) - 1, round(bottom) - 1)
        if edge[2] < edge[0] or edge[3] < edge[1]:
            return
        if box.has_shadow:
            self._shadow(edge)
        fill = self._colour(box.fill.colour, box.fill.opacity) if box.fill else None
        outline = self._colour(box.stroke.colour, box.stroke.opacity) if box.stroke else None
        width = max(1, round(box.stroke.width * self.fine)) if box.stroke else 0
        self.draw.rounded_rectangle(edge, box.radius * self.fine, fill, outline, width)

    def _shadow(self, edge: tuple[int, int, int, int]) -> None:
        blur = round(_SHADOW * self.fine)
        left, top, right, bottom = edge
        size = (right - left + 4 * blur, bottom - top + 4 * blur)
        # Blurred at a quarter of the size: it looks the same and takes a sixteenth of the time.
        small = Pillow.new("L", (max(1, size[0] // 4), max(1, size[1] // 4)), 0)
        inner = (blur // 2, blur // 2, small.width - blur // 2, small.height - blur // 2)
        ImageDraw.Draw(small).rectangle(inner, fill=_SHADOW_OPACITY)
        mask = small.filter(ImageFilter.BoxBlur(blur / 6)).resize(size)
        self.sheet.paste((30, 25, 15), (left - 2 * blur, top - 2 * blur + blur // 3), mask)

    def _text(self, text: Text) -> None:
        size = text.size * self.fine
        x, y = text.at[0] * self.fine, text.at[1] * self.fine
        apart = text.apart * self.fine
        whole = fonts.measure(text.words, size, text.weight, italic=text.is_italic)
        whole += apart * max(0, len(text.words) - 1)
        x -= {"start": 0, "middle": whole / 2, "end": whole}[text.anchor]
        fill = self._colour(text.colour, 1)
        rim: dict[str, object] = {}
        if text.halo:
            rim = {
                "stroke_width": _HALO * self.fine,
                "stroke_fill": self._colour(text.halo, 0.9),
            }
        runs = [(sign, False) for sign in text.words] if apart else fonts.split(text.words)
        for run, arabic in runs:
            font = fonts.load(size, text.weight, italic=text.is_italic, arabic=arabic)
            self.draw.text((x, y), run, font=font, fill=fill, anchor="ls", **rim)  # type: ignore[arg-type]
            x += font.getlength(run) + apart

    def _image(self, image: Image) -> None:
        size = round(image.width * self.fine), round(image.height * self.fine)
        # As large as it will be seen, then each pixel repeated: made smaller it is the same again.
        seen = max(1, round(size[0] / self.times)), max(1, round(size[1] / self.times))
        # Of a soft ground bicubic would show no more, and takes twice as long.
        pixels = image.pixels.convert("RGB").resize(seen, Pillow.Resampling.BILINEAR)
        pixels = pixels.resize(size, Pillow.Resampling.NEAREST)
        self.sheet.paste(pixels, (round(image.left * self.fine), round(image.top * self.fine)))

    def _clip(self, window: Clip) -> None:
        left, top = round(window.left * self.fine), round(window.top * self.fine)
        right = round((window.left + window.width) * self.fine)
        bottom = round((window.top + window.height) * self.fine)
        cut = self.sheet.crop((left, top, right, bottom))
        _Painter(cut, self.look, self.fine, self.times).paint(window.shapes)
        self.sheet.paste(cut, (left, top))


def turn(part: Sequence[Point]) -> float:
    """Twice the area inside a ring, negative for one that runs the way of a hole."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*part, part[0]]))


def dashes(points: Sequence[Point], pattern: Sequence[float]) -> Iterator[list[Point]]:
    """Cut a line into the dashes of a dash pattern."""
    turn, left = 0, pattern[0]
    piece: list[Point] = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        length, done = math.hypot(x1 - x0, y1 - y0), 0.0
        while length - done > left:
            done += left
            at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length)
            if turn % 2 == 0:
                yield [*piece, at]
            piece = [at]
            turn += 1
            left = pattern[turn % len(pattern)]
        left -= length - done
        piece.append((x1, y1))
    if turn % 2 == 0 and len(piece) > 1:
        yield piece
