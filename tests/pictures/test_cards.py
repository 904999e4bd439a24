"""Pictures of maps, claims and pages: complete, true to the data, and safe to share."""

import io
import json
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.comparison import competing
from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import Selection, describe, identify
from conflict_atlas.link.pages import PAGES
from conflict_atlas.pictures import basemap, interval_plot, picture_request
from conflict_atlas.pictures.drawing import Text
from conflict_atlas.pictures.mercator import View, fit, project
from conflict_atlas.pictures.picture_request import PictureRefusal, PictureRequest
from conflict_atlas.pictures.plate_layer import PlateLayer
from conflict_atlas.pictures.room import Room
from conflict_atlas.views.look import LIGHT
from conflict_atlas.views.maps.plates import plates

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
DEATHS = "manbij-strikes-july-2016-deaths"
NAMES = [page.name for page in PAGES]


def page_request(package: Package, name: str, form: str = "svg", query: str = "") -> PictureRequest:
    return picture_request.read_page(name, form, query, offer(package))


def claim_request(package: Package, claim_id: str, form: str = "svg", query: str = ""):
    return picture_request.read_claim(claim_id, form, query, offer(package))


def texts(written: bytes) -> list[str]:
    return [e.text or "" for e in ET.fromstring(written).iter(f"{SVG}text")]  # noqa: S314 - our own


@pytest.fixture(params=["real", "invented"])
def package(request: pytest.FixtureRequest, real_package, invented_package) -> Package:
    return {"real": real_package, "invented": invented_package}[request.param]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_says_what_it_shows_where_it_is_from_and_what_it_may_be_used_for(
    package: Package, make, name: str
):
    _, written = make(package, page_request(package, name))
    said = " ".join(texts(written))
    for words in (package.data_version, package.licence, package.article.author, "Conflict Atlas"):
        assert words in said
    assert f"atlas.example{'' if name == 'map' else f'/{name}'}" in said


def test_a_picture_of_a_selection_says_the_selection(real_package: Package, make):
    selection = Selection(types=("casualty",))
    for name in ("map", "timeline"):
        _, written = make(real_package, page_request(real_package, name, query="type=Casualties"))
        said = " ".join(texts(written)).lower()
        assert describe(real_package, selection).lower() in said
        assert f"{len(identify(real_package, selection))} of {len(real_package.claims)}" in said


def test_every_claim_has_a_card_with_its_words(package: Package, make):
    for claim_id, claim in record(package, "claims").items():
        _, written = make(package, claim_request(package, claim_id))
        said = texts(written)
        assert said[0] == claim["title"]
        assert claim["summary"].split()[0] in " ".join(said)
        assert f"atlas.example/claim/{claim_id}" in said[2] + said[3] + said[4]


def test_a_card_has_the_figures_of_others_and_tells_those_it_has_no_room_for(
    real_package: Package, make
):
    table = competing(real_package, DEATHS)
    said = texts(make(real_package, claim_request(real_package, DEATHS))[1])
    shown = [words for words in said if "2016" in words and ", " in words]
    rest = next(words for words in said if words.endswith("more figures"))
    assert len(shown) + int(rest.split()[1]) >= len(table) - 2
    assert "40–117" in said


@pytest.mark.parametrize("form", ["jpg", "png", "webp"])
@pytest.mark.parametrize(("query", "size"), [("", (1200, 630)), ("size=large", (2400, 1440))])
def test_pixels_have_the_size_that_previews_want_or_twice_as_many(
    invented_package: Package, make, form: str, query: str, size: tuple[int, int]
):
    _, written = make(invented_package, page_request(invented_package, "map", form, query))
    assert Image.open(io.BytesIO(written)).size == size


def test_dark_is_dark(invented_package: Package, make):
    for query, bright in (("", True), ("look=dark", False)):
        _, written = make(
            invented_package, page_request(invented_package, "timeline", "png", query)
        )
        levels = Image.open(io.BytesIO(written)).convert("L").resize((1, 1)).getpixel((0, 0))
        assert (levels > 128) == bright


def test_the_same_question_gives_the_same_bytes(invented_package: Package, make):
    request = page_request(invented_package, "map", "jpg")
    assert make(invented_package, request)[1] == make(invented_package, request)[1]


@pytest.mark.parametrize(
    "view", ["0,0,12", "-85,180,4", "85,-180,4", "36.5,37.9,12", "11.5,-37,4.25"]
)
def test_any_view_is_drawn(invented_package: Package, make, view: str):
    _, written = make(
        invented_package, page_request(invented_package, "map", "jpg", f"view={view}")
    )
    assert Image.open(io.BytesIO(written)).size == (1200, 630)


def test_markup_of_a_package_stays_text_in_svg(hostile: Package, make):
    allowed = {"svg", "rect", "path", "circle", "text", "image"}
    requests = [page_request(hostile, name) for name in NAMES]
    requests += [claim_request(hostile, claim_id) for claim_id in hostile.claims.index]
    for request in requests:
        root = ET.fromstring(make(hostile, request)[1])  # noqa: S314 - our own
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in allowed
            assert not [name for name in element.attrib if name.startswith("on")]
            for name in ("href", XLINK):
                assert element.get(name, "data:image/").startswith("data:image/")


def test_a_picture_is_not_drawn_for_what_decides_nothing(real_package: Package):
    for query in ("actor=Nobody", "actor=ISIS&actor=ISIS", "size=huge", "look=red", "utm_source=x",
                  "view=99,0,6", "at=2016-99-99", "q=" + "x" * 9_000):  # fmt: skip
        with pytest.raises(PictureRefusal) as refused:
            page_request(real_package, "map", query=query)
        assert "expected" in str(refused.value)
        assert not refused.value.is_unknown
    with pytest.raises(PictureRefusal) as refused:
        page_request(real_package, "nowhere")
    assert refused.value.is_unknown


# ---- the map -------------------------------------------------------------------------------------


def laid_out(package: Package, view: View, day: str = "") -> PlateLayer:
    data = plates(package, identify(package, Selection()), "")
    shown = day or f"{package.reference_day:%Y-%m-%d}"
    layer = PlateLayer(view, LIGHT, data, shown, Room(view.width, view.height))
    layer.lay_out()
    return layer


@pytest.mark.parametrize(("day", "words"), [("2016-07-18", ", Jul 2016"), ("2016-07-19", "")])
def test_who_died_after_the_day_of_the_map_is_dated(real_package: Package, day: str, words: str):
    view = View(real_package.map.latitude, real_package.map.longitude, 6, 1200, 560)
    written = [
        one.words for one in laid_out(real_package, view, day).shapes() if isinstance(one, Text)
    ]
    assert f"40–117 killed{words}" in written


@pytest.mark.parametrize("zoom", [4, 5, 6, 6.5, 7, 8, 10])
@pytest.mark.parametrize("size", [(840, 300), (1200, 560), (350, 290)])
def test_plates_and_labels_do_not_collide(package: Package, zoom: float, size: tuple[int, int]):
    opens = package.map
    layer = laid_out(package, View(opens.latitude, opens.longitude, zoom, *size))
    boxes = [town.box for town in layer.towns if town.box]
    boxes += [town.label for town in layer.towns if town.label]
    boxes += [area for _, area in layer.areas]
    boxes += [name for _, _, name in layer.found if name]
    assert all(box.x >= 0 and box.x + box.w <= size[0] for box in boxes)
    assert all(box.y >= 0 and box.y + box.h <= size[1] for box in boxes)
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


def test_every_town_of_the_view_is_a_dot_at_its_place(real_package: Package):
    opens = real_package.map
    view = View(opens.latitude, opens.longitude, 6, 1200, 560)
    layer = laid_out(real_package, view)
    assert len(layer.towns) > 5
    places = record(real_package, "places")
    for town in layer.towns:
        place = places[town.data["id"]]
        assert town.at == pytest.approx(view.point(place["longitude"], place["latitude"]), abs=0.5)
    assert sum(town.box is not None for town in layer.towns) >= len(layer.towns) - 1


def test_points_stand_where_web_mercator_has_them():
    assert project((0.0, 0.0)).tolist() == [0.5, 0.5]
    assert project((-180.0, 85.0511287798066))[1] == pytest.approx(0, abs=1e-9)
    view = View(0, 0, 0, 256, 256)
    assert view.point(90, 0) == pytest.approx((192, 128))
    assert view.point(0, 66.51326044311186) == pytest.approx((128, 64), abs=1e-6)


def test_a_view_is_chosen_that_holds_all_points():
    points = [(37.9, 36.5), (44.4, 33.3), (43.1, 36.3)]
    view = fit(points, 800, 300, 8)
    assert all(view.holds(view.point(*point), 10) for point in points)
    assert fit([(37.9, 36.5)], 800, 300, 8).zoom == 8
    with pytest.raises(ValueError, match="no points"):
        fit([], 800, 300, 8)


def test_a_package_without_a_basemap_has_pictures_too(invented_path, make):
    file = invented_path / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    del descriptor["map"]["basemap"]
    file.write_text(json.dumps(descriptor), "utf-8")
    bare = load_package(invented_path)
    assert basemap.read(bare, "countries") == ()
    _, written = make(bare, page_request(bare, "map", "png"))
    assert Image.open(io.BytesIO(written)).size == (1200, 630)


# ---- the interval plot ---------------------------------------------------------------------------


def test_the_plot_has_a_line_for_every_figure_of_the_claims_unit(package: Package):
    for claim_id, claim in record(package, "claims").items():
        table = competing(package, claim_id)
        numbered = table[table[["low", "best", "high"]].notna().any(axis=1)]
        drawn = interval_plot.draw(package, claim_id, interval_plot.PlotSize(600, 200))
        if numbered.empty:
            assert drawn is None
            continue
        unit = claim["unit"] or numbered["unit"].iloc[0]
        said = [shape.words for shape in drawn.shapes if hasattr(shape, "words")]
        assert sum(numbered["unit"] == unit) <= len(said)
        assert drawn.words


def test_a_figure_is_said_as_briefly_as_it_stands_in_the_plot(real_package: Package):
    rows = competing(real_package, DEATHS).to_dict("records")
    said = {interval_plot.say(row) for row in rows}
    assert {"40–117", "up to 24", "95 or more", "10–20"} <= said
