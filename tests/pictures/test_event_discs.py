"""Discs of recorded events in pictures: by the rules of the browser's script."""

import math
import re
from pathlib import Path

import pytest

from conflict_atlas.events.dataset import Dataset, datasets
from conflict_atlas.events.event_filter import EVERYTHING
from conflict_atlas.events.geometry import Bounds
from conflict_atlas.events.store.duckdb_library import ParquetLibrary
from conflict_atlas.pictures import event_discs, recorded_layer
from conflict_atlas.pictures.drawing import Circle
from conflict_atlas.pictures.drawing import Path as Outline
from conflict_atlas.pictures.event_discs import Symbol
from conflict_atlas.pictures.mercator import View
from conflict_atlas.views.events import event_symbols
from conflict_atlas.views.maps.map_assets import ASSETS
from conflict_atlas.views.maps.script_layer import MapLayer

VIEW = View(11.5, -37, 7, 800, 400)


@pytest.fixture(scope="module")
def dataset(recorded: Path) -> Dataset:
    return datasets(ParquetLibrary(recorded))[0]


@pytest.fixture(scope="module")
def layer(dataset: Dataset) -> MapLayer:
    cells = dataset.symbols(EVERYTHING, Bounds(-50, 0, -30, 20), 6, "event_type")
    return event_symbols.of_dataset(cells, dataset, "event_type", dataset.title, "3/2/3")


def test_sizes_are_those_of_the_script():
    script = (ASSETS / "events.js").read_text("utf-8")
    said = {n: float(v) for n, v in re.findall(r"const (\w+) = (\d+); // pixels", script)}
    assert said["LARGEST"] == recorded_layer.radius(50, 50)
    assert float(re.search(r"const SMALLEST = (\d+)", script)[1]) == recorded_layer.radius(1, 10**9)
    assert float(re.search(r"const SLICED = (\d+)", script)[1]) == event_discs.SLICED
    assert recorded_layer.radius(50, 200) == pytest.approx(said["LARGEST"] / 2)


def test_every_event_that_has_a_place_is_in_a_disc_and_the_largest_lies_lowest(layer: MapLayer):
    found = recorded_layer.read(layer, "", "Whose.")
    # Of ten events a month for two years one has no place.
    assert sum(count for one in found.symbols for _, count in one.parts) == 216
    sizes = [one.radius for one in found.symbols]
    assert sizes == sorted(sizes, reverse=True)
    assert (found.cell, found.sources) == ("3/2/3", "Whose.")


def test_the_legend_is_that_of_the_live_map(layer: MapLayer):
    found = recorded_layer.read(layer, ", March 1986", "")
    legend = found.legend
    assert legend[0].words == "Events recorded by Invented Register, by type, March 1986:"
    live = {(one["label"], one["color"]) for one in layer.entries if "color" in one}
    assert {(one.words, one.colour) for one in legend if one.colour.startswith("#")} == live
    drawn = {
        colour for one in recorded_layer.read(layer, "", "").symbols for colour, _ in one.parts
    }
    assert drawn == {colour for _, colour in live}


def test_a_large_disc_is_sliced_by_share_and_a_small_one_has_its_commonest_colour():
    parts = (("#111111", 1), ("#222222", 3))
    large, small = Symbol(-37, 11.5, 20, parts), Symbol(-37, 11.5, 5, parts)
    slices = [one for one in event_discs.draw([large], VIEW) if isinstance(one, Outline)]
    assert [one.fill.colour for one in slices] == ["#111111", "#222222"]
    areas = [_area(one.parts[0]) for one in slices]
    assert areas[1] / areas[0] == pytest.approx(3, rel=0.01)
    assert sum(areas) == pytest.approx(math.pi * 20**2, rel=0.01)
    filled = [one.fill for one in event_discs.draw([small], VIEW) if isinstance(one, Circle)]
    assert filled[0].colour == "#222222"


def test_what_is_out_of_view_is_not_drawn_and_no_square_is_endless():
    far = Symbol(100, 11.5, 20, (("#111111", 1),))
    assert not list(event_discs.draw([far], VIEW))
    for cell in ("0/0/0", "16/9999999/9999999", "6/25/29"):
        for one in event_discs.square(cell, View(11.5, -37, 12, 800, 400)):
            assert all(abs(value) <= 810 for point in one.parts[0] for value in point)


def _area(points: list[tuple[float, float]]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
