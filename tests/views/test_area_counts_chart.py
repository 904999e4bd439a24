"""Recorded counts by month: lines with a range, and claims as marks of days without a height."""

import pandas as pd
import pytest

from conflict_atlas.claims import area_count
from conflict_atlas.views.series.area_counts_chart import CLAIMS, over_time


@pytest.fixture(params=["real", "invented"])
def package(request: pytest.FixtureRequest):
    return request.getfixturevalue(f"{request.param}_package")


def lines(picture):
    return [trace for trace in picture.figure.data if trace.mode == "lines" and trace.name]


def test_a_line_is_the_series_month_by_month(package):
    picture = over_time(package, package.claims)
    series = area_count.counted(package)
    assert len(lines(picture)) == len(series)
    for line, series_id in zip(lines(picture), series, strict=True):
        counted = area_count.monthly(package, series_id)
        assert [*line.y] == counted["best"].tolist()
        assert [pd.Timestamp(day) for day in line.x] == counted["month"].tolist()


def test_nothing_is_drawn_where_a_series_does_not_cover_a_month(real_package):
    syria = next(s for s in area_count.counted(real_package) if s.startswith("syria"))
    line = lines(over_time(real_package, real_package.claims))[
        area_count.counted(real_package).index(syria)
    ]
    assert pd.Timestamp(line.x[0]) == pd.Timestamp("2016-01-01")
    assert 0 not in line.y[:24]


def test_chosen_governorates_take_the_place_of_countries(package):
    areas = area_count.governorates(package)["admin1_code"].tolist()[:2]
    names = area_count.governorates(package)["admin1"].tolist()[:2]
    picture = over_time(package, package.claims, tuple(areas))
    assert [line.name for line in lines(picture)] == names
    assert set(picture.table["Where"]) == set(names)


def test_an_end_that_is_not_known_has_no_band_and_is_told(real_package):
    table = over_time(real_package, real_package.claims).table
    missing = sum(
        int(area_count.monthly(real_package, sid)[["low", "high"]].isna().sum().sum())
        for sid in area_count.counted(real_package)
    )
    assert missing > 0
    assert int((table[["Lowest", "Highest"]] == "not known").sum().sum()) == missing


def test_claims_mark_days_and_no_height(real_package):
    picture = over_time(real_package, real_package.claims)
    marks = next(trace for trace in picture.figure.data if trace.name == CLAIMS)
    assert set(marks.y) == {0}
    assert ["manbij-strikes-july-2016-deaths"] in [list(one) for one in marks.customdata]
    assert "without a height" in picture.alt
    alone = over_time(real_package, real_package.claims.iloc[:0])
    assert CLAIMS not in [trace.name for trace in alone.figure.data]


def test_totals_are_the_years(real_package):
    alt = over_time(real_package, real_package.claims).alt
    for total in ("15,092 in 2014", "11,251 in 2015", "48,710 in 2016", "33,316 in 2017"):
        assert total in alt
