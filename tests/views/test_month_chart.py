"""Recorded deaths by governorate in one month, as areas, words and table."""

import json

import pandas as pd

from conflict_atlas.claims import area_count
from conflict_atlas.claims.package import Package
from conflict_atlas.views.picture import Picture
from conflict_atlas.views.series import month_chart

MEASURE = "people-killed"
JULY, BEFORE = pd.Timestamp("2016-07-01"), pd.Timestamp("2014-08-01")


def areas(package: Package, month: pd.Timestamp) -> Picture:
    geojson = json.loads(package.basemap_file("admin1.geojson").read_text("utf-8"))
    return month_chart.areas(package, MEASURE, month, geojson)


def test_the_month_is_told(real_package: Package):
    picture = areas(real_package, JULY)
    assert picture.title == "Recorded deaths by governorate, July 2016"
    assert "most in Aleppo (1,343 people killed" in picture.alt
    assert "Syria, no governorate given: 171" in picture.alt


def test_every_area_is_in_its_class(real_package: Package):
    picture = areas(real_package, JULY)
    table = area_count.by_admin1(real_package, JULY).set_index("admin1_code")
    drawn = {trace.name: set(trace.locations) for trace in picture.figure.data}
    for name, codes in drawn.items():
        low, _, high = name.replace(",", "").partition(" to ")
        least = int(low.split(" ")[0])
        most = int(high) if high else 10**9
        assert codes == set(table[(table["best"] >= least) & (table["best"] < most)].index)


def test_what_is_not_covered_is_told_and_is_not_in_the_table(real_package: Package):
    picture = areas(real_package, BEFORE)
    assert "no data for Syria, which is not zero" in picture.alt
    assert "Aleppo" not in picture.table["Where"].tolist()
    assert "Nineveh" in picture.table["Where"].tolist()


def test_the_table_has_range_events_and_how_many_are_coarse(invented_package: Package):
    """In the package, June 1987 in Reed Province has a figure without a known lower bound."""
    picture = areas(invented_package, pd.Timestamp("1987-06-01"))
    rows = picture.table.set_index("Where")
    reed = rows.loc["Reed Province", ["Lowest", "Best", "Highest", "Events", "Coarsely known"]]
    assert reed.tolist() == ["not known", "7", "9", "3", "0"]
    assert rows.loc["Tessany, no governorate given", "Best"] == "3"


def test_a_month_of_which_nothing_is_known_is_blank(invented_package: Package):
    assert areas(invented_package, pd.Timestamp("1990-01-01")).is_empty
