"""Reading a layer of the basemap: points at their places, rims distinguished from holes."""

import numpy as np
import pytest

from conflict_atlas.pictures import basemap
from conflict_atlas.pictures.mercator import project

RIM = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]]


def features(*geometries: dict[str, object]) -> list[basemap.Feature]:
    return list(basemap.features([{"geometry": one} for one in geometries]))


def test_points_are_where_they_are_read_one_by_one():
    lines = [[[0, 0], [30, 50]], [[44, 33], [45, 34, 7], [46, 35]]]
    one, two = features(
        {"type": "MultiLineString", "coordinates": lines},
        {"type": "Point", "coordinates": [44, 33]},
    )
    assert [len(part) for part in one.parts] == [2, 3]
    for part, line in zip(one.parts, lines, strict=True):
        assert np.array_equal(part, project([point[:2] for point in line]))
    assert np.array_equal(two.parts[0], project([[44, 33]]))
    assert np.array_equal(one.low, np.concatenate(one.parts).min(axis=0))


@pytest.mark.parametrize("turned", [False, True])
def test_rims_turn_one_way_and_holes_the_other(turned: bool):
    rings = [ring[::-1] if turned else ring for ring in (RIM, HOLE)]
    [found] = features({"type": "Polygon", "coordinates": rings})
    rim, hole = (basemap.signed_area(part) for part in found.parts)
    assert rim > 0 > hole


def test_a_layer_without_features_is_empty():
    assert features() == []
