"""A filter takes marks off a chart over time, and moves none of its axes."""

from collections.abc import Callable

import pandas as pd
import pytest

from conflict_atlas.claims.deployment import countries
from conflict_atlas.claims.package import Package
from conflict_atlas.views.picture import Picture
from conflict_atlas.views.series import costs_chart, displacement_chart
from conflict_atlas.views.series.deployments_chart import levels

DRAWN: dict[str, Callable[[Package, pd.DataFrame], list[Picture]]] = {
    "cumulative": lambda p, c: [costs_chart.cumulative(p, c)],
    "daily": lambda p, c: [costs_chart.daily(p, c)],
    "national": lambda p, c: [displacement_chart.national(p, c)],
    "refugees": lambda p, c: [displacement_chart.refugees(p, c)],
    "levels": lambda p, c: [levels(p, c, place) for place in countries(p)],
}


def axes(picture: Picture) -> dict[str, tuple[str, ...]]:
    """The ends of each axis."""
    layout = picture.figure.layout
    return {
        name: tuple(map(str, layout[name].range))
        for name in layout
        if name.startswith(("xaxis", "yaxis")) and layout[name].range
    }


@pytest.mark.parametrize("name", DRAWN)
def test_no_filter_moves_an_axis(package: Package, name: str):
    whole = [axes(one) for one in DRAWN[name](package, package.claims)]
    assert any(whole)
    for number in range(0, len(package.claims) + 1, 7):
        few = package.claims.iloc[number : number + 1]
        drawn = DRAWN[name](package, few)
        assert [axes(one) for one in drawn if not one.is_empty] == [
            ends for one, ends in zip(drawn, whole, strict=True) if not one.is_empty
        ]
