"""Symbols of recorded events: the data sent to the browser, and the legend."""

import json
import math
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.views import palette
from conflict_atlas.views.events.event_kinds import Kinds, commonest
from conflict_atlas.views.events.event_symbols import LARGEST, SMALLEST, ceiling, symbols, tabulate

KINDS = commonest(["Battles", "Shelling"], "event_type")
NAMES = ("Some Register", "by type")


def cells(*rows: dict) -> pd.DataFrame:
    base = {
        "cell": "9/1/2", "latitude": 33.123456, "longitude": 44.1, "events": 1, "figured": 1,
        "low": 1.0, "best": 2.0, "high": 3.0, "kind": "Battles", "kinds": [("Battles", 1)],
        "place": "Ford", "places": 1, "vague": 0,
    }  # fmt: skip
    return pd.DataFrame([base | row for row in rows], columns=list(base))


def made(frame: pd.DataFrame):
    part = symbols(frame, KINDS, NAMES, "killed")
    return json.loads(part.overlay.data), part.entries


def test_largest_come_first_so_that_small_ones_lie_on_top():
    data, _ = made(cells({"events": 2, "cell": "9/1/1"}, {"events": 30}, {"events": 7}))
    assert data["events"] == [30, 7, 2]
    assert data["cell"][2] == "9/1/1"


def test_missing_figures_stay_missing():
    data, _ = made(cells({"low": math.nan, "best": math.nan, "high": math.nan, "figured": 0}))
    assert (data["low"], data["best"], data["high"]) == ([None], [None], [None])


def test_events_of_no_certain_place_are_counted():
    data, _ = made(cells({"events": 9, "vague": 4}, {"events": 3}))
    assert data["vague"] == [4, 0]
    assert tabulate(cells({"events": 9, "vague": 4}), "killed")["Vaguely placed"].tolist() == [4]


def test_kinds_beyond_the_commonest_are_added_up_as_others():
    listed = [("Battles", 5), ("Fire", 3), ("", 2), ("Shelling", 1)]
    data, entries = made(cells({"events": 11, "kinds": listed}))
    assert data["parts"] == [[0, 5, 1, 1, 2, 5]]
    labels = [entry["label"] for entry in entries if entry.get("kind") == "recorded"]
    assert labels == ["Battles", "Shelling", "Other types"]


def test_the_legend_names_only_what_is_there():
    _, entries = made(cells({"kinds": [("Shelling", 1)]}))
    assert [e["label"] for e in entries if e.get("kind") == "recorded"] == ["Shelling"]
    assert entries[0]["heading"] == "Events recorded by Some Register, by type"
    assert made(cells())[1] == ()


def test_the_legend_shows_sizes_as_the_map_draws_them():
    data, entries = made(cells({"events": 420}))
    discs = [(entry["label"], entry["disc"]) for entry in entries if "disc" in entry]
    assert data["top"] == 500
    assert discs == [("100", round(LARGEST * math.sqrt(0.2), 1)), ("10", 3.7)]
    assert all(radius >= SMALLEST for _, radius in discs)


@pytest.mark.parametrize(
    ("value", "end"), [(0, 1), (1, 1), (1.2, 2), (4, 5), (6, 7), (8, 10), (11, 15), (104, 150)]
)
def test_ends_of_scales_are_easily_said(value, end):
    assert ceiling(value) == end


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.floats(min_value=0, max_value=1e12))
def test_no_value_lies_beyond_the_end_of_its_scale(value):
    end = ceiling(value)
    assert max(value, 1) <= end <= 2 * max(value, 1)
    assert end == int(end)


def test_two_thousand_symbols_stay_small_enough_to_send():
    rows = [
        {
            "cell": f"12/{2000 + n}/{1700 + n}", "events": n + 1, "place": f"Some village {n}",
            "kinds": [("Battles", n), ("Fire", 1)],
        }
        for n in range(2000)
    ]  # fmt: skip
    part = symbols(cells(*rows), KINDS, NAMES, "killed")
    assert len(part.overlay.data) < 220_000


def test_the_table_has_the_same_symbols():
    table = tabulate(cells({"places": 4}, {"place": "", "figured": 0}), "killed")
    assert table["Place"].tolist() == ["Ford and 3 more", "No place named"]
    assert "Best killed" in table
    assert "Best" not in " ".join(tabulate(cells({}), ""))


def test_colours_follow_the_dataset_and_the_rest_is_grey():
    kinds = Kinds(("a", "b"), "Other types")
    assert [kinds.colour(kinds.place(name)) for name in ("a", "b", "c", "")] == [
        *palette.EVENT_COLOUR[:2], palette.OTHER_KIND, palette.OTHER_KIND,
    ]  # fmt: skip
    assert commonest(["", *"abcdefgh"], "side_a").names == tuple("abcdef")


# How colours look to those without red, green or blue cones (Machado, Oliveira, Fernandes 2009).
SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
TOLD_APART = 20  # CIE 1976 units, ten times a just visible difference


def lab(colour: str, sight: tuple) -> tuple[float, float, float]:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in sight]
    weights = (
        (0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1),
        (0.0193, 0.1192, 0.9505, 1.08883),
    )  # fmt: skip
    white = [sum(a * b for a, b in zip(w[:3], seen, strict=True)) / w[3] for w in weights]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHTS)
def test_kinds_are_told_apart_by_whoever_looks(sight):
    for one, other in combinations((*palette.EVENT_COLOUR, palette.OTHER_KIND), 2):
        distance = math.dist(lab(one, SIGHTS[sight]), lab(other, SIGHTS[sight]))
        assert distance > TOLD_APART, (one, other)
