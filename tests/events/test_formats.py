"""Small files in real layouts with invented rows; the counts are worked out by hand."""

from pathlib import Path

import pandas as pd
import pytest

from conflict_atlas.events.formats.mapping_file import load_mapping
from conflict_atlas.events.importing.reader import Reading, read_events
from conflict_atlas.events.schema import COLUMNS, NAMES

FILES = Path(__file__).parent / "files"
DTM = "Master_List_IDP_2016-08-03_invented.csv"


def _read(name: str, mapping: str = "") -> Reading:
    stated = load_mapping(FILES / mapping) if mapping else None
    return read_events((FILES / name).read_bytes(), name, mapping=stated)


def _events(reading: Reading) -> pd.DataFrame:
    return reading.table.to_pandas().set_index("event_id").sort_index()


@pytest.mark.parametrize(
    ("name", "mapping", "form", "counts"),
    [
        # file, read, imported, rejected, exact duplicates
        ("ucdp_ged_invented.csv", "", "ucdp-ged", (6, 5, 1, 0)),
        ("acled_invented.csv", "", "acled", (6, 4, 1, 1)),
        ("airwars_invented.csv", "", "airwars", (5, 3, 2, 0)),
        (DTM, "", "dtm", (7, 3, 4, 0)),
        ("hxl_invented.csv", "", "hxl", (4, 2, 2, 0)),
        ("semicolon_invented.csv", "semicolon_invented.toml", "csv", (4, 2, 2, 0)),
        ("points_invented.geojson", "points_invented.json", "csv", (3, 2, 1, 0)),
    ],
)
def test_each_format_is_recognised_and_counted(name, mapping, form, counts):
    reading = _read(name, mapping)
    got = reading.counts
    assert (got.read, got.imported, got.rejected, got.duplicates) == counts
    assert reading.source.format == form
    assert len(reading.rejected) == got.rejected + got.duplicates
    assert tuple(reading.table.column_names) == NAMES
    for column in COLUMNS:
        if column.required:
            assert reading.table.column(column.name).null_count == 0, column.name


def test_ucdp_keeps_its_three_figures_and_says_how_exact_it_is():
    events = _events(_read("ucdp_ged_invented.csv"))
    assert events.loc["2", ["low", "best", "high"]].tolist() == [3, 5, 9]
    assert events["date_precision"].to_dict() == {
        "1": "day",
        "2": "range",
        "3": "month",
        "4": "year",
        "5": "week",
    }
    assert events["geo_precision"].to_dict() == {
        "1": "point",
        "2": "near",
        "3": "admin1",
        "4": "country",
        "5": "region",
    }
    assert events["event_type"].to_dict()["3"] == "One-sided violence"
    assert str(events.loc["3", "date_end"]) == "2016-06-30"
    assert events.loc["5", ["latitude", "longitude", "tile_x", "geometry"]].isna().all()


def test_an_edition_with_tags_is_still_ucdp():
    lines = (FILES / "ucdp_ged_invented.csv").read_text(encoding="utf-8").splitlines()
    tags = [""] * 49
    tags[lines[0].split(",").index("date_start")] = "#date+start"
    tags[lines[0].split(",").index("best")] = "#affected+killed"
    text = "\n".join([lines[0], ",".join(tags), *lines[1:]])
    reading = read_events(text.encode(), "tagged.csv")
    assert (reading.source.format, reading.counts.read, reading.counts.imported) == (
        "ucdp-ged",
        6,
        5,
    )
    assert reading.rejected["row"].tolist() == [8]
    assert "row of tags" in reading.report()


def test_acled_has_one_figure_and_says_when_the_week_or_month_is_all_that_is_known():
    events = _events(_read("acled_invented.csv"))
    assert events["low"].isna().all()
    assert events["high"].isna().all()
    assert events.loc["SYR900001", "best"] == 3
    assert pd.isna(events.loc["SYR900003", "best"])
    days = events[["date_start", "date_end", "date_precision"]].astype(str).to_dict("index")
    assert [*days["SYR900002"].values()] == ["2023-06-12", "2023-06-18", "week"]
    assert [*days["SYR900003"].values()] == ["2023-06-01", "2023-06-30", "month"]
    assert "\n" in events.loc["SYR900004", "notes"]


def test_the_row_with_the_same_identifier_and_other_content_is_not_the_one_kept():
    rejected = _read("acled_invented.csv").rejected
    assert rejected["row"].tolist() == [6, 7]
    assert rejected["fatalities"].tolist() == ["0", "4"]
    assert "other content" in rejected["reason"].tolist()[1]


def test_airwars_has_a_lowest_and_a_highest_figure():
    events = _events(_read("airwars_invented.csv"))
    assert events.loc["XX001", ["low", "high"]].tolist() == [73, 203]
    assert events["best"].isna().all()
    assert events.loc["XX003", ["low", "high"]].isna().all()
    assert events.loc["XX002", "side_a"] == "Example coalition; Example force A"
    assert events.loc["XX003", "geo_precision"] == "admin1"


def test_displaced_people_are_those_of_each_origin_and_add_up():
    reading = _read(DTM)
    events = _events(reading)
    assert reading.source.measure == "people-displaced"
    assert (len(events), reading.source.events, reading.source.imported) == (6, 6, 3)
    # The three rows kept count 180, 42 and 7,200 persons; families by 6.
    assert events["best"].sum() == 180 + 42 + 7200
    assert events.loc["101-Ninewa", "best"] == 120
    assert events.loc["103-Salah al-Din", "sub_event_type"] == "from Salah al-Din"
    assert str(events["date_start"].unique()[0]) == "2016-08-03"


def test_origins_may_count_persons():
    text = (
        "Place id,Governorate,Place,Latitude,Longitude,Households,Individuals,Anbar,Ninewa\n"
        "1,Anbar,A,33.4,43.3,10,60,20,40\n2,Ninewa,B,36.3,43.1,3,17,17,\n"
    )
    stated = {"constants": {"date_start": "2021-12-31"}}
    reading = read_events(text.encode(), "list.csv", mapping=stated)
    assert sorted(reading.table.to_pandas()["best"]) == [17, 20, 40]


def test_a_list_of_one_governorate_may_name_its_origins():
    text = (
        "Place id,Governorate,Location name,Families,Individuals,Anbar,Ninewa,Camp\n"
        "1,Erbil,A,10,60,4,6,10\n"
    )
    stated = {"constants": {"date_start": "2016-08-03"}, "origins": ["Anbar", "Ninewa"]}
    reading = read_events(text.encode(), "list.csv", mapping=stated)
    assert reading.table.to_pandas()["best"].tolist() == [24, 36]
    assert reading.source.placed == 0


def test_tags_say_what_the_columns_are_in_any_order_of_attributes():
    events = _events(_read("hxl_invented.csv"))
    assert events.loc["e1", ["low", "best", "high"]].tolist() == [1, 2, 3]
    assert events.loc["e1", "date_precision"] == "range"
    april = events.loc["e2", ["date_start", "date_end", "date_precision"]].astype(str).tolist()
    assert april == ["2015-04-01", "2015-04-30", "month"]
    assert pd.isna(events.loc["e2", "best"])


def test_a_mapping_settles_semicolons_decimal_commas_and_dates():
    reading = _read("semicolon_invented.csv", "semicolon_invented.toml")
    events = _events(reading)
    assert events.loc["1", ["latitude", "longitude", "best"]].tolist() == [36.52, 37.95, 1200]
    assert events.loc["1", "place"] == "Ménbij"
    assert pd.isna(events.loc["3", "best"])
    assert reading.source.title == "Invented list with semicolons"
    assert reading.source.licence == "CC0"
    assert set(events["licence"]) == {"CC0"}


def test_points_of_geojson_are_placed_and_other_shapes_are_not():
    events = _events(_read("points_invented.geojson", "points_invented.json"))
    assert events.loc["a", ["latitude", "longitude", "best"]].tolist() == [33.3, 44.4, 324]
    assert pd.isna(events.loc["b", "latitude"])
