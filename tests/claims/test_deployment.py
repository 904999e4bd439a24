"""Soldiers over time, and additions."""

import math

import pandas as pd

from conflict_atlas.claims import deployment
from conflict_atlas.claims.package import has_figure
from conflict_atlas.claims.series import figures_of


def test_levels_stand_in_order_of_date(real_package):
    cap = figures_of(real_package, "us-troops-iraq-authorised")
    assert cap["date"].is_monotonic_increasing
    by_day = cap.set_index("date")["value"]
    assert math.isnan(by_day.asof(pd.Timestamp("2014-11-06")))
    assert by_day.asof(pd.Timestamp("2016-07-10")) == 4087
    assert by_day.asof(pd.Timestamp("2016-07-11")) == 4647
    assert by_day.asof(pd.Timestamp("2016-08-21")) == 4647


def test_ceilings_counts_and_additions_are_told_apart(real_package):
    kinds = deployment.series_at(real_package, "iraq")["kind"]
    assert kinds["us-troops-iraq-authorised"] == "cap"
    assert kinds["us-troops-iraq-counted"] == "count"
    assert kinds["us-troops-iraq-with-temporary"] == "estimate"
    assert set(kinds) >= {"addition"}


def test_additions_are_in_order_of_date(real_package):
    added = deployment.additions(real_package, "iraq").set_index("date")["value"]
    assert added.index.is_monotonic_increasing
    assert added[pd.Timestamp("2016-07-11")] == 560
    assert deployment.additions(real_package, "libya").empty


def test_claims_of_additions_are_known_by_what_they_measure(real_package):
    series = deployment.series_at(real_package, "iraq")
    claims = real_package.claims.to_dict("index")
    assert deployment.is_addition(claims["us-troops-iraq-july-2016-560"], series)
    assert not deployment.is_addition(claims["us-troops-iraq-nearly-5000"], series)


def test_a_region_belongs_to_its_country(real_package):
    about = deployment.claims_at(real_package, real_package.claims, "syria")
    assert "us-special-forces-syria-april-2016" in about.index  # in northern Syria
    assert "us-troops-iraq-nearly-5000" not in about.index


def test_claims_go_with_the_series_that_counts_the_same(invented_package):
    """Soldiers of one country in a province of another are counted with the first."""
    (place,) = deployment.countries(invented_package)
    about = deployment.claims_at(invented_package, invented_package.claims, place)
    deployed = invented_package.claims["claim_type"] == "deployment"
    assert set(about.index) == set(invented_package.claims.index[deployed])


def test_every_deployment_figure_is_in_one_picture(real_package, invented_package):
    for package in (real_package, invented_package):
        claims = package.claims
        figured = claims[(claims["claim_type"] == "deployment") & has_figure(claims)]
        shown = [
            claim_id
            for place in deployment.countries(package)
            for claim_id in deployment.claims_at(package, figured, place).index
        ]
        assert sorted(shown) == sorted(figured.index)


def test_figures_without_a_date_are_in_no_series_over_time(real_package):
    steps = figures_of(real_package, "manbij-strikes-civilian-deaths")
    figures = real_package.figures
    undated = figures[
        (figures["series_id"] == "manbij-strikes-civilian-deaths") & figures["date"].isna()
    ]
    assert len(undated) > 0
    assert not set(undated.index) & set(steps["figure_id"])
