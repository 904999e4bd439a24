import json
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify, select
from conflict_atlas.views import words
from conflict_atlas.views.maps import areas, map_style
from conflict_atlas.views.maps.areas import classes
from conflict_atlas.views.maps.map_assets import BASEMAP_DESCRIPTOR
from conflict_atlas.views.maps.map_marks import ALL_LAYERS
from conflict_atlas.views.maps.overlays import Scene, absent, overlays

EVERYTHING = Selection()


@pytest.fixture(scope="module", params=["real_package", "invented_package"])
def package(request: pytest.FixtureRequest) -> Package:
    chosen: Package = request.getfixturevalue(request.param)
    return chosen


def draw(
    package: Package, at: str, layers: tuple[str, ...] = ALL_LAYERS, asked: Selection = EVERYTHING
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Layers by the function that draws them, and the legend."""
    drawn, legend = overlays(package, identify(package, asked), Scene(layers, pd.Timestamp(at)))
    return {one.function: json.loads(one.data) for one in drawn}, json.loads(legend)


def headings(legend: list[dict[str, Any]]) -> list[str]:
    return [entry["heading"] for entry in legend if "heading" in entry]


def test_areas_lie_below_marks_and_marks_below_cities(package: Package):
    scene = Scene(ALL_LAYERS, package.reference_day)
    drawn, _ = overlays(package, identify(package, EVERYTHING), scene)
    assert [one.function for one in drawn] == ["choropleth", "layer", "holders"]


@pytest.mark.parametrize(
    ("layer", "function"), [("Displacement", "choropleth"), ("City control", "holders")]
)
def test_a_layer_switched_off_is_not_drawn(package: Package, layer: str, function: str):
    at = f"{package.reference_day:%Y-%m-%d}"
    assert function in draw(package, at)[0]
    rest = tuple(name for name in ALL_LAYERS if name != layer)
    assert function not in draw(package, at, rest)[0]


def test_the_counts_nearest_to_the_day_are_shown(invented_package: Package):
    layers, legend = draw(invented_package, "1987-04-01")
    assert set(layers["choropleth"]) == {"XA-AA", "XA-AB", "XB-AA", "XB-AB"}
    assert layers["choropleth"]["XB-AB"]["tip"] == [
        "Lantern: 16,100 displaced people",
        "Relief committee of Sorrel Island (invented), 30 April 1987",
    ]
    assert "Displaced people, 30 April 1987" in headings(legend)
    earlier, _ = draw(invented_package, "1987-01-01")
    assert "XB-AA" not in earlier["choropleth"]  # not counted in that round: no colour, no zero


def test_a_colour_means_the_same_on_every_day(package: Package):
    limits = classes(package, "idps")
    counts = package.displacement
    for day in counts.loc[counts["measure"] == "idps", "date"].unique()[::7]:
        layers, legend = draw(package, f"{pd.Timestamp(day):%Y-%m-%d}")
        rows = counts[(counts["date"] == day) & (counts["measure"] == "idps")]
        assert len(rows) == len(layers["choropleth"])
        for row in rows.itertuples():
            step = sum(row.individuals >= limit for limit in limits)
            colour = layers["choropleth"][row.admin1_code]["color"]
            assert colour == map_style.SEQUENTIAL[step]
        areas = [entry for entry in legend if entry.get("shape") == "area"]
        assert [e["color"] for e in areas[: len(limits) + 1]] == list(
            map_style.SEQUENTIAL[: len(limits) + 1]
        )


def test_the_classes_leave_no_gap(package: Package):
    _, legend = draw(package, f"{package.reference_day:%Y-%m-%d}", ("Displacement",), EVERYTHING)
    labels = [e["label"] for e in legend if e.get("shape") == "area"]
    assert labels[0].startswith("0 to ")
    assert labels[-1].endswith(" and more")
    for lower, upper in pairwise(labels):
        assert lower.split(" to ")[1] == upper.split(" to ")[0].removesuffix(" and more")


def test_classes_are_round_numbers_that_grow(package: Package):
    limits = classes(package, "idps")
    assert list(limits) == sorted(set(limits))
    assert 1 <= len(limits) < len(map_style.SEQUENTIAL)
    for limit in limits:
        assert str(int(limit)).rstrip("0") in ("1", "15", "2", "3", "5", "7")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 1), (0.3, 1), (1, 1), (8.3, 7), (8.4, 10), (1200, 1000), (1250, 1500)],
)
def test_rounding_to_the_nearest_by_ratio(value: float, expected: float):
    assert areas._round(value) == expected


@pytest.mark.parametrize(
    ("at", "held"),
    [
        ("1985-03-03", {}),
        ("1985-03-04", {"Ostrel": ("Tessany", "held")}),
        ("1986-10-02", {"Ostrel": ("Tessany (under assault)", "offensive"),
                        "Fen Tower": ("Marsh Guard (in part)", "partly_held")}),
        ("1987-01-01", {"Ostrel": ("Velmar", "held"),
                        "Fen Tower": ("Marsh Guard (in part)", "partly_held")}),
    ],
)  # fmt: skip
def test_who_held_a_city_on_a_day(
    invented_package: Package, at: str, held: dict[str, tuple[str, str]]
):
    layers, legend = draw(invented_package, at)
    cities = layers.get("holders", [])
    assert {city["place"]: (city["holder"], city["status"]) for city in cities} == held
    told = any(heading.startswith("City held by") for heading in headings(legend))
    assert told == bool(held)


def test_a_holder_keeps_its_colour_over_time(package: Package):
    colours: dict[str, set[str]] = {}
    for day in package.control["date"].unique():
        layers, legend = draw(package, f"{pd.Timestamp(day):%Y-%m-%d}", ("City control",))
        shown = {entry["label"]: entry["color"] for entry in legend if "color" in entry}
        for city in layers["holders"]:
            holder = city["holder"].partition(" (")[0]
            colours.setdefault(holder, set()).add(city["color"])
            assert shown[holder] == city["color"]
    assert all(len(found) == 1 for found in colours.values())
    # One side has one colour: of those of the package, only members of one coalition share theirs.
    actors = package.actors.set_index("short_name")
    shared = {holder: next(iter(found)) for holder, found in colours.items()}
    for one, other in combinations(shared, 2):
        if shared[one] == shared[other]:
            ids = {actors["actor_id"][one], actors["actor_id"][other]}
            assert {actors["part_of"][one], actors["part_of"][other]} & ids


def test_the_legend_explains_every_kind_on_the_map_and_no_other(package: Package):
    for asked in (EVERYTHING, Selection(types=("event", "casualty"))):
        layers, legend = draw(package, f"{package.reference_day:%Y-%m-%d}", asked=asked)
        kinds = {
            feature["properties"]["kind"]
            for feature in layers["layer"]["features"]
            if feature["properties"].get("kind") not in (None, "found")
        }
        explained = {entry["label"] for entry in legend if "kind" in entry}
        assert explained == {words.TYPE_LABEL[kind] for kind in kinds}
        rings = {entry["ring"] for entry in legend if "ring" in entry}
        assert ({"high", "open"} <= rings) == ("casualty" in kinds)


def test_an_empty_map_has_no_legend_of_claims(package: Package):
    layers, legend = draw(package, "1900-01-01", ("Events",), Selection(text="qwzx"))
    assert layers["layer"]["features"] == []
    assert legend == []


def test_what_cannot_be_drawn_is_said(invented_package: Package):
    told = absent(invented_package, identify(invented_package, EVERYTHING))
    assert told == "Not drawn: 1 without a place; the list has them."
    placed = Selection(places=("ostrel",))
    assert absent(invented_package, identify(invented_package, placed)) == ""


def test_claims_beyond_the_edge_of_the_map_are_counted(real_package: Package):
    claims = select(real_package, EVERYTHING)
    file = real_package.basemap_file(BASEMAP_DESCRIPTOR)
    assert file is not None
    edge = json.loads(file.read_text("utf-8"))["bounds"]
    beyond = 0
    somewhere = claims["place_id"].where(claims["place_id"] != "", claims["found_place_id"])
    for place_id in somewhere:
        if place_id:
            place = real_package.places.loc[place_id]
            inside = edge["west"] <= place["longitude"] <= edge["east"]
            inside &= edge["south"] <= place["latitude"] <= edge["north"]
            beyond += not inside
    nowhere = int((somewhere == "").sum())
    told = absent(real_package, tuple(claims["claim_id"]))
    assert f"{nowhere} without a place" in told
    assert (f"{beyond} beyond this map" in told) == bool(beyond)
