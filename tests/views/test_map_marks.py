import json
import math
from dataclasses import replace
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views import palette
from conflict_atlas.views.maps import map_marks
from conflict_atlas.views.maps.map_marks import ALL_LAYERS, FOUND, Size
from conflict_atlas.views.maps.map_style import SHAPE
from conflict_atlas.views.maps.overlays import Scene, overlays

AREAS = {"admin1", "region", "country"}


@pytest.fixture(scope="module", params=["real_package", "invented_package"])
def package(request: pytest.FixtureRequest) -> Package:
    chosen: Package = request.getfixturevalue(request.param)
    return chosen


def drawn(
    package: Package, layers: tuple[str, ...] = ALL_LAYERS, selected: str = ""
) -> list[dict[str, Any]]:
    scene = Scene(layers, package.reference_day, selected)
    made, _ = overlays(package, identify(package, Selection()), scene)
    collection = next(json.loads(one.data) for one in made if one.function == "layer")
    assert collection["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = collection["features"]
    return features


def own(features: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Properties of the marks of claims, without those of found places and their lines."""
    points = [f["properties"] for f in features if f["geometry"]["type"] == "Point"]
    return {p["claim_id"]: p for p in points if p["kind"] != "found"}


def changed(package: Package, claim_id: str, **values: object) -> Package:
    claims = package.claims.copy()
    for column, value in values.items():
        claims.loc[claim_id, column] = value
    return replace(package, claims=claims)


def test_every_claim_with_a_place_has_one_mark(package: Package):
    placed = package.claims.index[package.claims["place_id"] != ""]
    found = own(drawn(package))
    assert set(found) == set(placed)
    points = [f for f in drawn(package) if f["properties"].get("kind") not in (None, "found")]
    assert len(points) == len(placed)


def test_a_mark_stands_on_the_place_its_claim_names(package: Package):
    for feature in drawn(package):
        if feature["properties"].get("kind") in (None, "found"):
            continue
        claim = package.claims.loc[feature["properties"]["claim_id"]]
        place = package.places.loc[claim["place_id"]]
        expected = [place["longitude"], place["latitude"]]
        assert feature["geometry"]["coordinates"] == pytest.approx(expected, abs=1e-5)


def test_a_layer_holds_its_types_and_no_others(package: Package):
    every: set[str] = set()
    for layer in map_marks.LAYERS:
        kinds = {p["kind"] for p in own(drawn(package, (layer,))).values()}
        assert {map_marks.layer_of(kind) for kind in kinds} <= {layer}
        every |= kinds
    assert every == {p["kind"] for p in own(drawn(package)).values()}
    assert drawn(package, ()) == []


def test_kinds_differ_in_colour_and_shape_or_colour(package: Package):
    for p in own(drawn(package)).values():
        assert (p["shape"], p["color"]) == (SHAPE[p["kind"]], palette.TYPE_COLOUR[p["kind"]])


@pytest.mark.parametrize("kind", sorted(map_marks.SCALED))
def test_areas_are_proportional_to_figures(package: Package, kind: str):
    found = own(drawn(package))
    claims = package.claims[(package.claims["claim_type"] == kind) & package.claims["low"].notna()]
    ratios = [
        found[row.claim_id]["radius"] ** 2 / row.low
        for row in claims.itertuples()
        if row.place_id and found[row.claim_id]["radius"] > map_marks.SMALLEST
    ]
    assert ratios
    assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=0.03)  # radii have one decimal


def test_the_ring_of_an_upper_bound_is_on_the_same_scale(invented_package: Package):
    deaths = own(drawn(invented_package))["harrow-ford-shelling-deaths"]  # 60 to 85
    assert not deaths["open"]
    assert (deaths["outer"] / deaths["radius"]) ** 2 == pytest.approx(85 / 60, rel=0.03)


def test_at_least_has_an_open_ring(real_package: Package):
    rows = real_package.claims
    rows = rows[(rows["claim_type"] == "casualty") & (rows["bound"] == "at_least")]
    rows = rows[rows["place_id"] != ""]
    assert len(rows)
    for claim_id in rows.index:
        p = own(drawn(real_package))[claim_id]
        assert p["open"]
        assert p["outer"] > p["radius"]


def test_an_exact_figure_has_no_ring(invented_package: Package):
    p = own(drawn(invented_package))["tessany-reinforces-reed-province"]
    assert (p["outer"], p["open"]) == (None, False)


def test_only_an_upper_bound_is_drawn_at_that_bound(invented_package: Package):
    claim_id = "harrow-ford-shelling-deaths"
    p = own(drawn(changed(invented_package, claim_id, low=math.nan)))[claim_id]
    both = own(drawn(invented_package))[claim_id]
    assert p["radius"] == both["outer"]


def test_a_claim_without_a_figure_has_the_plain_size(invented_package: Package):
    claim_id = "harrow-ford-shelling-deaths"
    silent = changed(invented_package, claim_id, low=math.nan, high=math.nan, bound="")
    p = own(drawn(silent))[claim_id]
    assert (p["radius"], p["outer"]) == (map_marks.PLAIN_RADIUS, None)


def test_zero_is_small_but_seen(invented_package: Package):
    claim_id = "harrow-ford-shelling-deaths"
    none_died = changed(invented_package, claim_id, low=0.0, high=85.0)
    assert own(drawn(none_died))[claim_id]["radius"] == map_marks.SMALLEST


def test_a_package_that_counts_only_zeros_is_drawn(invented_package: Package):
    claim_id = "harrow-ford-shelling-deaths"
    p = own(drawn(changed(invented_package, claim_id, low=0.0, high=0.0)))[claim_id]
    assert (p["radius"], p["outer"]) == (map_marks.SMALLEST, None)


def test_marks_of_one_place_do_not_overlap(package: Package):
    places = package.claims["place_id"]
    crowded = 0
    for _, group in pd.Series(own(drawn(package))).groupby(places):
        for one, other in combinations(group, 2):
            crowded += 1
            gap = math.hypot(one["dx"] - other["dx"], one["dy"] - other["dy"])
            reach = sum(max(p["radius"], p["outer"] or 0) for p in (one, other))
            assert gap >= reach - 0.2, (one["claim_id"], other["claim_id"])  # rounded offsets
    assert crowded


def test_the_largest_mark_of_a_place_stands_on_it(package: Package):
    places = package.claims["place_id"]
    for _, group in pd.Series(own(drawn(package))).groupby(places):
        first = max(group, key=lambda p: p["radius"])
        assert any((p["dx"], p["dy"]) == (0, 0) for p in group if p["radius"] == first["radius"])


sizes = st.builds(
    lambda radius, ring: Size(radius, None if ring is None else radius + ring),
    st.floats(min_value=map_marks.SMALLEST, max_value=32),
    st.none() | st.floats(min_value=0.5, max_value=30),
)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.lists(sizes, max_size=40))
def test_no_two_of_any_marks_at_one_place_overlap(some: list[Size]):
    ordered = sorted(some, key=lambda size: -size.radius)
    places = list(map_marks._around(ordered))
    assert len(places) == len(ordered)
    together = list(zip(ordered, places, strict=True))
    for (one, a), (other, b) in combinations(together, 2):
        reach = sum(max(size.radius, size.outer or 0) for size in (one, other))
        assert math.dist(a, b) >= reach - 1e-9


def test_an_area_does_not_look_like_a_point(package: Package):
    found = own(drawn(package))
    kinds = set()
    for claim_id, p in found.items():
        precision = package.claims.loc[claim_id, "geo_precision"]
        assert p["precision"] == ("area" if precision in AREAS else "exact")
        kinds.add(p["precision"])
    assert kinds == {"area", "exact"}


def test_found_places_are_told_apart_and_tied_to_the_place_named(package: Package):
    features = drawn(package)
    found = [f for f in features if f["properties"].get("kind") == "found"]
    lines = [
        f["geometry"]["coordinates"] for f in features if f["geometry"]["type"] == "LineString"
    ]
    rows = package.claims[package.claims["found_place_id"] != ""]
    assert {f["properties"]["claim_id"] for f in found} == set(rows.index)
    for feature in found:
        claim = package.claims.loc[feature["properties"]["claim_id"]]
        assert feature["properties"]["precision"] == "found"
        tied = any(line[1] == feature["geometry"]["coordinates"] for line in lines)
        assert tied or not claim["place_id"]
        source = package.sources.loc[claim["found_source_id"], "publisher"]
        assert source in " ".join(feature["properties"]["tip"])
    without = tuple(layer for layer in ALL_LAYERS if layer != FOUND)
    assert all(f["properties"].get("kind") not in (None, "found") for f in drawn(package, without))


def test_the_selected_claim_is_marked_wherever_it_stands(invented_package: Package):
    chosen = "harrow-ford-shelling-deaths"
    features = drawn(invented_package, selected=chosen)
    marked = [f["properties"] for f in features if f["properties"].get("selected")]
    assert {(p["claim_id"], p["kind"]) for p in marked} == {(chosen, "casualty"), (chosen, "found")}
    assert not any(f["properties"].get("selected") for f in drawn(invented_package))


def test_a_tip_says_what_when_where_and_who(invented_package: Package):
    tip = own(drawn(invented_package))["harrow-ford-shelling-deaths"]["tip"]
    assert tip[0] == "60 to 85 killed at Harrow Ford"
    assert tip[1] == "at least 60, up to 85 people killed"
    assert "12 May 1987; Harrow Ford (the town as a whole)" in tip[2]
    assert tip[3] == "Says: Doctors of Harrow Ford, paragraph 2"


def test_a_tip_has_no_empty_line(package: Package):
    for feature in drawn(package):
        for line in feature["properties"].get("tip", []):
            assert line.strip()
            assert "nan" not in line.lower().split()
