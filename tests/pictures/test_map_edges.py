"""The edge of a map's picture cuts no town that it shows, and no name lies under its scale."""

import pytest

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.pictures import picture_request
from conflict_atlas.pictures.drawing import Circle, Clip, Drawing, Text
from conflict_atlas.pictures.mercator import View


def map_of(package: Package, make, query: str, name: str = "map") -> Clip:
    request = picture_request.read_page(name, "svg", query, offer(package))
    drawing: Drawing = make(package, request)[0]
    return next(one for one in drawing.shapes if isinstance(one, Clip))


@pytest.mark.parametrize("size", ["", "size=large", "size=paper"])
@pytest.mark.parametrize("query", ["", "at=2016-06-01", "type=Casualties&type=Event", "actor=ISIS"])
def test_towns_and_their_discs_are_whole(real_package: Package, make, query: str, size: str):
    expect_whole(map_of(real_package, make, "&".join(filter(None, (query, size)))))


@pytest.mark.parametrize("size", ["", "size=large"])
def test_so_they_are_in_the_first_picture_of_the_story(real_package: Package, make, size: str):
    expect_whole(map_of(real_package, make, size, "story"))


def expect_whole(shown: Clip) -> None:
    towns = [one for one in shown.shapes if isinstance(one, Circle) and one.radius >= 4.5]
    assert towns
    for one in towns:
        x, y = one.centre
        inside = -one.radius < x < shown.width + one.radius
        if inside and -one.radius < y < shown.height + one.radius:
            assert one.radius <= x <= shown.width - one.radius
            assert one.radius <= y <= shown.height - one.radius


def test_a_view_that_a_reader_chose_is_kept(real_package: Package, make):
    shown = map_of(real_package, make, "view=36.9,38.0,7")
    view = View(36.9, 38.0, 7, shown.width, shown.height)
    place = real_package.places.loc["manbij"]
    assert view.point(place["longitude"], place["latitude"]) in [
        one.centre for one in shown.shapes if isinstance(one, Circle)
    ]


@pytest.mark.parametrize("query", ["", "view=31.0,46.5,6.5", "view=30.6,46.9,7", "size=paper"])
def test_no_name_lies_under_the_scale(real_package: Package, make, query: str):
    shown = map_of(real_package, make, query)
    texts = [one for one in shown.shapes if isinstance(one, Text)]
    scale = next(one for one in texts if one.words.endswith(" km") and one.size == 10.5)
    for one in texts:
        if one is not scale and one.at[1] > scale.at[1] - 10:
            assert one.at[0] + len(one.words) * one.size * 0.4 < shown.width - 100
