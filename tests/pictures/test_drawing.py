"""One drawing written as pixels and as SVG: both show the same."""

import io
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from conflict_atlas.pictures import fonts, pixels, svg
from conflict_atlas.pictures.drawing import (
    Circle,
    Clip,
    Drawing,
    Fill,
    Path,
    Rect,
    Shape,
    Stroke,
    Text,
)
from conflict_atlas.pictures.drawing import Image as Picture
from conflict_atlas.views.look import DARK, LIGHT, Look

SVG = "{http://www.w3.org/2000/svg}"
RED, GREEN = "#ff0000", "#00ff00"
SQUARE = [(20.0, 20.0), (80.0, 20.0), (80.0, 80.0), (20.0, 80.0)]
HOLE = [(40.0, 40.0), (40.0, 60.0), (60.0, 60.0), (60.0, 40.0)]  # runs in the other direction


def paint(*shapes: Shape, look: Look = LIGHT) -> Image.Image:
    drawing = Drawing(100, 100)
    drawing.add(*shapes)
    return pixels.paint(drawing, look)


def code(image: Image.Image, x: int, y: int) -> str:
    return "#{:02x}{:02x}{:02x}".format(*image.getpixel((x, y)))


def test_the_ground_is_the_papers_in_light_and_in_dark():
    assert code(paint(look=LIGHT), 5, 5) == LIGHT.paper
    assert code(paint(look=DARK), 5, 5) == DARK.paper


def test_an_area_is_filled_and_its_hole_is_not():
    image = paint(Path([SQUARE, HOLE], fill=Fill(RED)))
    assert code(image, 30, 30) == RED
    assert code(image, 50, 50) == LIGHT.paper
    assert code(image, 90, 90) == LIGHT.paper


def test_half_transparent_lies_over_what_is_below():
    image = paint(Path([SQUARE], fill=Fill("#000000")), Path([SQUARE], fill=Fill(RED, 0.5)))
    red, green, _ = image.getpixel((50, 50))
    assert 120 <= red <= 135
    assert green == 0


def test_a_window_cuts_what_reaches_beyond_it():
    image = paint(Clip(20, 20, 30, 30, [Rect(-50, -50, 200, 200, Fill(RED))]))
    assert code(image, 30, 30) == RED
    assert code(image, 60, 30) == LIGHT.paper


def test_lines_are_dashed_in_the_lengths_that_are_asked_for():
    found = list(pixels.dashes([(0, 0), (10, 0), (10, 10)], [4, 3]))
    lengths = [sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(p)) for p in found]
    assert lengths == pytest.approx([4, 4, 4][: len(lengths)], abs=2.1)
    assert found[0][0] == (0, 0)
    assert sum(lengths) == pytest.approx(20 * 4 / 7, abs=2)


def test_a_picture_of_pixels_stands_where_it_is_put():
    spot = Image.new("RGB", (4, 4), GREEN)
    image = paint(Picture(40, 40, 20, 20, spot))
    assert code(image, 50, 50) == GREEN
    assert code(image, 35, 50) == LIGHT.paper


def test_svg_has_every_shape_once_and_parses():
    drawing = Drawing(100, 100, 'A "picture" & more')
    drawing.add(
        Path([SQUARE, HOLE], Stroke("line", 2, (3, 1)), Fill(RED, 0.5), is_closed=True),
        Circle((50, 50), 10, Stroke("ink")),
        Rect(1, 2, 3, 4, Fill("panel"), radius=1),
        Text((5, 5), "<b>& “words”</b>", halo="halo", anchor="end"),
        Clip(0, 0, 10, 10, [Circle((1, 1), 1)]),
    )
    root = ET.fromstring(svg.write(drawing, LIGHT))  # noqa: S314 - our own
    tags = [element.tag.removeprefix(SVG) for element in root.iter()]
    assert tags == ["svg", "rect", "path", "circle", "rect", "text", "svg", "circle"]
    assert root.get("aria-label") == drawing.words
    assert root.find(f"{SVG}text").text == "<b>& “words”</b>"
    assert root.find(f"{SVG}path").get("fill-rule") == "evenodd"
    assert root.find(f"{SVG}path").get("stroke") == LIGHT.line


def test_svg_in_a_page_takes_the_pages_colours():
    drawing = Drawing(10, 10)
    drawing.add(Circle((5, 5), 2, fill=Fill("article")), Circle((5, 5), 2, fill=Fill(RED)))
    text = svg.inline(drawing)
    assert 'fill="var(--article)"' in text
    assert f'fill="{RED}"' in text
    assert "<?xml" not in text


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg", "image/webp"])
def test_every_form_has_the_size_that_is_asked_for_and_the_same_bytes_each_time(media_type: str):
    drawing = Drawing(84, 44.1)
    drawing.add(Text((4, 20), "Words"), Circle((50, 20), 8, Stroke("dead", 1, (2, 2))))
    written = pixels.write(drawing, LIGHT, 1200 / 84, media_type)
    assert written == pixels.write(drawing, LIGHT, 1200 / 84, media_type)
    assert Image.open(io.BytesIO(written)).size == (1200, 630)


# ---- letters -------------------------------------------------------------------------------------

MANBIJ_AR, MANBIJ_CKB = "منبج", "مەنبج"


@pytest.mark.parametrize(
    "words", ["Manbij", "Minbic, Hesîçe", MANBIJ_AR, MANBIJ_CKB, "Köln – §¶ “x”"]
)
def test_letters_of_every_language_of_the_data_are_drawn(words: str):
    """Missing letters are identical boxes, so a word of them has few different columns."""
    image = paint(Text((5, 60), words, 28))
    assert len({code(image, x, y) for x in range(100) for y in range(30, 75)}) > 10
    missing = fonts.load(28, 400).getmask("\U0010fffe").getbbox()
    for run, arabic in fonts.split(words):
        for sign in run:
            drawn = fonts.load(28, 400, arabic=arabic).getmask(sign)
            assert sign == " " or drawn.getbbox() != missing or drawn.size != missing, sign


def test_arabic_letters_are_joined():
    """Joined letters are narrower than separate ones."""
    alone = sum(fonts.measure(letter, 40) for letter in MANBIJ_AR)
    assert fonts.measure(MANBIJ_AR, 40) < alone * 0.95


def test_a_line_is_split_where_the_letters_change():
    assert fonts.split("Manbij منبج 12") == (("Manbij ", False), (MANBIJ_AR, True), (" 12", False))
    assert fonts.split("منبج و حلب") == (("منبج و حلب", True),)
    assert [arabic for _, arabic in fonts.split(f"{MANBIJ_AR} Aleppo")] == [False, True]
    assert fonts.split("") == ()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.floats(40, 300))
def test_what_is_cut_or_broken_fits(words: str, width: float):
    for line in fonts.wrap(words, 14, width, 3):
        assert fonts.measure(line, 14) <= max(width, fonts.measure("W…", 14) + 8)
    assert len(fonts.wrap(words, 14, width, 3)) <= 3


def test_what_fits_is_left_whole():
    words = "Scores of civilians killed at Manbij; up to 117"
    assert fonts.wrap(words, 14, 900, 2) == [words]
    assert fonts.cut(words, 14, 900) == words
    assert fonts.cut(words, 14, 120).endswith("…")
