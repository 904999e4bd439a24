import json
from typing import Any

import pandas as pd
import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.maps import class_limits, map_style
from conflict_atlas.views.maps.areas import classes
from conflict_atlas.views.maps.overlays import Scene, overlays

EVERYTHING = Selection()


def draw(package: Package, asked: Selection = EVERYTHING, **scene: Any) -> dict[str, Any]:
    """Layers by the function that draws them."""
    made = Scene(package.reference_day, **scene)
    drawn = overlays(package, identify(package, asked), made)
    return {one.function: json.loads(one.data) for one in drawn}


def test_coloured_areas_lie_below_the_plates(package: Package):
    assert list(draw(package, measure="idps"))[:2] == ["choropleth", "plates"]


def test_no_area_is_coloured_unless_a_measure_is_chosen(package: Package):
    assert "choropleth" not in draw(package)


def test_every_count_of_every_round_is_handed_over(package: Package):
    """Worked out from the table: a unit not listed in a round has no count, not zero."""
    layer = draw(package, measure="idps")["choropleth"]
    counts = package.displacement[package.displacement["measure"] == "idps"]
    found = {
        (code, day): value
        for code, unit in layer["units"].items()
        for day, value in zip(layer["days"], unit["values"], strict=True)
        if value is not None
    }
    expected = {
        (row.admin1_code, f"{row.date:%Y-%m-%d}"): row.individuals for row in counts.itertuples()
    }
    assert found == expected
    assert layer["days"] == sorted(layer["days"])


def test_the_scale_has_a_colour_and_a_name_for_each_class(package: Package):
    layer = draw(package, measure="idps")["choropleth"]
    assert layer["breaks"] == list(classes(package, "idps"))
    assert len(layer["names"]) == len(layer["breaks"]) + 1 <= len(layer["light"])
    assert layer["names"][0] == "0"


def test_classes_are_round_numbers_that_grow(package: Package):
    limits = classes(package, "idps")
    assert list(limits) == sorted(set(limits))
    assert 1 <= len(limits) < len(map_style.SEQUENTIAL)
    for limit in limits:
        assert str(int(limit)).rstrip("0") in ("1", "15", "2", "3", "5", "7")


def test_many_people_glow_in_the_dark_and_are_dark_in_the_light():
    def bright(colour: str) -> int:
        return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    light = [bright(colour) for colour in map_style.SEQUENTIAL]
    dark = [bright(colour) for colour in map_style.SEQUENTIAL_DARK]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 1), (0.3, 1), (1, 1), (8.3, 7), (8.4, 10), (1200, 1000), (1250, 1500)],
)
def test_rounding_to_the_nearest_by_ratio(value: float, expected: float):
    assert class_limits.round_limit(value) == expected


def test_a_filter_frames_what_it_leaves(invented_package: Package):
    asked = Selection(places=("ostrel",))
    frame = draw(invented_package, asked, frame="ostrel", whole=False)["frame"]
    (south, west), (north, east) = frame["bounds"]
    ostrel = invented_package.places.loc["ostrel"]
    assert south < ostrel["latitude"] < north
    assert west < ostrel["longitude"] < east
    assert north - south < 1
    assert draw(invented_package)["frame"]["bounds"] is None


def test_nothing_on_the_map_leaves_the_view_as_it_is(invented_package: Package):
    nothing = Selection(text="qwzx")
    assert draw(invented_package, nothing, frame="x", whole=False)["frame"]["bounds"] is None


def test_the_day_is_told_to_the_map(package: Package):
    assert draw(package)["day"] == f"{pd.Timestamp(package.reference_day):%Y-%m-%d}"
