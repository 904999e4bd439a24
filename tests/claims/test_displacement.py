"""Rounds, governorates and national series of displaced people."""

from dataclasses import replace

import pandas as pd
import pytest

from conflict_atlas.claims import displacement


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2016-08-17", "2016-08-17"),
        ("2016-08-21", "2016-08-17"),
        ("1990-01-01", "2014-04-01"),
        ("2030-01-01", "2018-01-31"),
        ("2016-08-10", "2016-08-03"),  # equally far from the 3rd and the 17th: the earlier one
    ],
)
def test_nearest_round(real_package, at, day):
    found = displacement.nearest_round(real_package, "idps", pd.Timestamp(at))
    assert found == pd.Timestamp(day)


def test_no_rounds(real_package):
    at = pd.Timestamp("2016-08-21")
    assert displacement.nearest_round(real_package, "no-such-measure", at) is None
    assert displacement.by_admin1(real_package, "no-such-measure", at).empty


def test_rounds_are_in_order_and_once_each(real_package, invented_package):
    for package in (real_package, invented_package):
        for measure in displacement.measures(package):
            days = displacement.rounds(package, measure)
            assert days.is_monotonic_increasing
            assert days.is_unique


def test_governorates_of_one_round_add_up_to_the_national_count(real_package):
    at = pd.Timestamp("2016-08-17")
    table = displacement.by_admin1(real_package, "idps", at)
    figures = real_package.figures
    national = figures[(figures["series_id"] == "iraq-idps") & (figures["date"] == at)]
    assert table["individuals"].sum() == national["best"].iloc[0] == 3_344_154
    assert table["individuals"].is_monotonic_decreasing
    assert table["date"].unique().tolist() == [at]


def test_a_governorate_that_was_not_counted_has_no_row(invented_package):
    table = invented_package.displacement
    days = displacement.rounds(invented_package, "idps")
    listed = table.loc[(table["date"] == days[0]) & (table["measure"] == "idps"), "admin1_code"]
    found = displacement.by_admin1(invented_package, "idps", days[0])["admin1_code"]
    assert set(found) == set(listed) < set(table["admin1_code"])


def test_national_series_are_those_the_claims_are_about(real_package):
    series = displacement.national_series(real_package)
    assert set(series["place_id"]) == {"iraq"}
    assert set(series["topic"]) == {"displacement", "return"}
    assert "mosul-people-at-risk" not in series.index


def test_national_series_do_not_need_a_claim(real_package):
    silent = replace(real_package, claims=real_package.claims.head(0))
    assert {"iraq", "syria"} <= set(displacement.national_series(silent)["place_id"])
