"""``/area-counts``: recorded counts by area and month for other programs."""

import pandas as pd
import pytest


def test_every_count_is_served_with_series_and_source(real, real_package):
    found = real.ask("/area-counts", limit=5_000).data
    assert found["numberMatched"] == len(real_package.area_counts)
    best = sum(row["best"] or 0 for row in found["area_counts"])
    assert best == real_package.area_counts["best"].sum()
    assert {"series_title", "source_publisher", "source_licence"} <= set(found["area_counts"][0])


def test_days_keep_the_months_they_touch(real):
    rows = real.ask("/area-counts", **{"from": "2016-07-19", "to": "2016-08-01"}).data[
        "area_counts"
    ]
    assert {row["date"][:7] for row in rows} == {"2016-07", "2016-08"}


def test_a_place_keeps_its_governorate_and_a_country_all_of_its_rows(real, real_package):
    manbij = real.ask("/area-counts", place="Manbij").data["area_counts"]
    assert {row["admin1"] for row in manbij} == {"Aleppo"}
    counts = real_package.area_counts
    iraq = real.ask("/area-counts", place="Iraq").data["numberMatched"]
    assert iraq == (counts["country"] == "IQ").sum()


@pytest.mark.parametrize("params", [{"actor": "ISIS"}, {"q": "x"}, {"bbox": "38,33,44,37"}])
def test_what_says_nothing_of_an_area_is_refused(real, params):
    answer = real.ask("/area-counts", **params)
    assert answer.status == 400
    assert next(iter(params)) in str(answer.data["errors"])


def test_csv_has_the_same_rows(real):
    rows = real.ask("/area-counts", place="Manbij", format="csv").rows
    assert len(rows) == real.ask("/area-counts", place="Manbij").data["numberMatched"]
    assert pd.to_numeric(pd.Series([row["best"] for row in rows])).notna().all()
