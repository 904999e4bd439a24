"""Counts by governorate and month, counts without a place, and months not covered."""

from dataclasses import replace

import pandas as pd
import pytest

from conflict_atlas.claims import area_count
from conflict_atlas.claims.check.package_check import load_package

IRAQ, SYRIA = "iraq-conflict-deaths-monthly", "syria-conflict-deaths-monthly"
VELMAR, TESSANY = "velmar-recorded-deaths", "tessany-recorded-deaths"


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


def days(*texts: str) -> list[pd.Timestamp]:
    return [pd.Timestamp(text) for text in texts]


@pytest.mark.parametrize(
    ("series", "totals"),
    [
        (IRAQ, {2014: 15_092, 2015: 11_251, 2016: 12_023, 2017: 11_400}),
        (SYRIA, {2016: 48_710, 2017: 33_316}),
    ],
)
def test_years_add_up_to_what_the_source_has(real_package, series: str, totals: dict[int, int]):
    table = area_count.yearly(real_package, series).set_index("year")
    assert table["best"].to_dict() == totals


def test_governorates_and_the_rest_make_the_country(package):
    for series in area_count.counted(package):
        whole = area_count.monthly(package, series).set_index("month")
        for month in whole.index:
            placed = area_count.by_admin1(package, month)
            rest = area_count.unplaced(package, month).set_index("series_id").loc[series]
            for column in ("best", "events", "coarse", "out_of_order"):
                parts = placed.loc[placed["series_id"] == series, column].sum() + rest[column]
                assert parts == whole.loc[month, column]


def test_kinds_make_the_whole(package):
    for series in area_count.counted(package):
        kinds = area_count.kinds(package, series)
        parts = [area_count.monthly(package, series, kind=kind)["best"] for kind in kinds]
        assert sum(parts).equals(area_count.monthly(package, series)["best"])


def test_a_month_that_is_not_covered_has_no_rows_and_no_zeros(real_package):
    before, after = days("2015-12-31", "2016-01-01")
    assert not area_count.covers(real_package, SYRIA, before)
    assert area_count.covers(real_package, SYRIA, after)
    assert set(area_count.by_admin1(real_package, before)["country"]) == {"IQ"}
    assert set(area_count.by_admin1(real_package, after)["country"]) == {"IQ", "SY"}
    assert area_count.unplaced(real_package, before)["series_id"].tolist() == [IRAQ]
    assert area_count.monthly(real_package, SYRIA)["month"].iloc[0] == after
    (outside,) = days("2018-01-01")
    assert area_count.by_admin1(real_package, outside).empty
    assert area_count.unplaced(real_package, outside).empty


def test_a_covered_month_without_a_row_is_zero(invented_package):
    (april,) = days("1987-04-15")
    table = area_count.by_admin1(invented_package, april)
    assert table["admin1_code"].tolist() == ["XA-AB", "XA-AA"]  # by name if counts are equal
    assert table[["low", "best", "high", "events"]].eq(0).all(axis=None)
    rest = area_count.unplaced(invented_package, april)
    assert rest["series_id"].tolist() == [VELMAR]
    assert (rest["best"].iloc[0], rest["high"].iloc[0]) == (0, 0)


def test_days_are_summed_up_by_month(invented_package):
    months = area_count.monthly(invented_package, VELMAR, "XA-AB").set_index("month")
    (may,) = days("1987-05-01")
    assert months.loc[may, ["low", "best", "high"]].tolist() == [61, 85, 89]
    assert months.loc[may, ["events", "coarse"]].tolist() == [2, 1]
    (late,) = days("1987-05-31")
    table = area_count.by_admin1(invented_package, late).set_index("admin1_code")
    assert table.loc["XA-AB", ["best", "source_id"]].tolist() == [85, "league-of-observers-1987-07"]


def test_an_end_that_one_part_lacks_is_missing_from_the_sum_and_told(invented_package):
    """The figure stays; the bound whose parts are not all known is missing."""
    (june,) = days("1987-06-01")
    tessany = area_count.monthly(invented_package, TESSANY).set_index("month").loc[june]
    assert pd.isna(tessany["low"])
    assert tessany[["best", "high", "out_of_order"]].tolist() == [11, 16, 1]
    velmar = area_count.monthly(invented_package, VELMAR).set_index("month").loc[june]
    assert pd.isna(velmar["high"])
    assert velmar[["low", "best"]].tolist() == [0, 5]
    year = area_count.yearly(invented_package, TESSANY).iloc[0]
    assert pd.isna(year["low"])
    assert (year["year"], year["best"], year["high"]) == (1987, 23, 31)


def test_ends_enclose_the_best_figure_wherever_they_are_given(package):
    for month in area_count.all_months(package):
        for table in (area_count.by_admin1(package, month), area_count.unplaced(package, month)):
            assert (table["low"].fillna(table["best"]) <= table["best"]).all()
            assert (table["high"].fillna(table["best"]) >= table["best"]).all()


def test_ends_out_of_order_are_missing_in_the_real_counts(real_package):
    table = real_package.area_counts
    assert (table["low"].isna().sum(), table["high"].isna().sum()) == (16, 12)
    assert table["best"].notna().all()


def test_all_months_are_those_of_any_series(real_package, invented_package):
    months = area_count.all_months(real_package)
    assert months.is_monotonic_increasing
    assert [months[0], months[-1], len(months)] == [*days("2014-01-01", "2017-12-01"), 48]
    assert len(area_count.months(real_package, SYRIA)) == 24
    assert [f"{m:%m}" for m in area_count.all_months(invented_package)] == ["03", "04", "05", "06"]


def test_governorates_have_names_and_their_country(package):
    table = area_count.governorates(package)
    assert table["admin1_code"].is_unique
    assert table["admin1"].ne("").all()
    assert table["admin1"].is_monotonic_increasing
    starts = table["admin1_code"].str.partition("-")[0]
    assert starts.tolist() == table["country"].tolist()


def test_a_package_without_counts_has_none(invented_path):
    package = load_package(invented_path)
    without = replace(package, area_counts=package.area_counts.head(0))
    (march,) = days("1987-03-01")
    assert area_count.counted(without) == ()
    assert area_count.by_admin1(without, march).empty
    assert area_count.unplaced(without, march).empty
    assert area_count.all_months(without).empty


def test_the_table_may_be_left_out(editor):
    def drop(descriptor) -> None:
        kept = [r for r in descriptor["resources"] if r["name"] != "area-counts"]
        descriptor["resources"] = kept

    editor.descriptor(drop)
    package = load_package(editor.path)
    assert area_count.counted(package) == ()
    assert area_count.by_admin1(package, pd.Timestamp("1987-03-01")).empty


def test_source_and_licence_of_the_real_counts(real_package):
    sources = real_package.sources.loc[real_package.area_counts["source_id"].unique()]
    assert set(sources["licence"]) == {"CC BY 4.0"}
    for name in ("Sundberg and Melander 2013", "Croicu and Sundberg", "ours"):
        assert sources["note"].str.contains(name, regex=False).all()
