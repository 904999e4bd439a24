"""The layout that all figures share."""

from dataclasses import replace

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas
from conflict_atlas.views.figures.interval_chart import intervals


@pytest.mark.parametrize(
    ("unit", "highest", "step"),
    [
        ("people killed", 1, 1),
        ("people killed", 10, 1),
        ("people killed", 4000, None),
        ("", 2, 1),
        ("USD", 2, None),
        ("percent of respondents", 2, None),
        ("square km", 2, None),
        ("years", 2, None),
        ("people killed", float("nan"), None),
    ],
)
def test_few_whole_things_have_no_half_ticks(unit: str, highest: float, step: int | None):
    settings = canvas.count_axis(unit, highest)
    assert settings.get("dtick") == step
    assert canvas.amount_axis(unit).items() <= settings.items()


def test_a_chart_of_two_people_counts_them_one_by_one(invented_package: Package):
    package = invented_package
    figures = package.figures
    [claim_id, *_] = figures.loc[figures["unit"] == "people killed", "claim_id"]
    few = figures.assign(low=1.0, best=2.0, high=2.0)
    claims = package.claims.assign(low=1.0, high=2.0)
    drawn = intervals(replace(package, figures=few, claims=claims), claim_id).figure
    assert (drawn.layout.xaxis.dtick, drawn.layout.xaxis.tick0) == (1, 0)
