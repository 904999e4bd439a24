"""Recorded deaths on the map: all months are sent, "none recorded" differs from "not known"."""

import json
from typing import Any

import pandas as pd

from conflict_atlas.claims import area_count, phrase
from conflict_atlas.claims.area_measures import MEASURE_LABEL
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.views.clock.clock_data import city_bars, clock_data
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.month_areas import month_areas, month_classes

MEASURE = "people-killed"


def read(package: Package) -> dict[str, Any]:
    drawn = month_areas(package, MEASURE)
    assert drawn is not None
    assert drawn.function == "choropleth"
    data: dict[str, Any] = json.loads(drawn.data)
    return data


def test_what_the_series_count_is_a_measure_with_a_name(package: Package):
    assert area_count.measures(package) == (MEASURE,)
    assert read(package)["label"] == MEASURE_LABEL[MEASURE]
    assert month_areas(package, "idps") is None


def test_every_month_of_every_governorate_is_handed_over(package: Package):
    layer = read(package)
    for at, text in enumerate(layer["days"]):
        month = pd.Timestamp(text)
        for row in area_count.by_admin1(package, month).to_dict("records"):
            unit = layer["units"][row["admin1_code"]]
            for name in ("low", "best", "high", "events", "coarse"):
                given = None if phrase.is_missing(row[name]) else row[name]
                assert unit[name][at] == given


def test_a_month_that_is_not_covered_is_not_zero(package: Package):
    layer = read(package)
    for unit in layer["units"].values():
        for at, text in enumerate(layer["days"]):
            known = area_count.covers(package, unit["series"], pd.Timestamp(text))
            assert (unit["best"][at] is not None) == (unit["events"][at] is not None) == known
    assert any(None in unit["best"] for unit in layer["units"].values())


def test_governorates_without_any_event_are_on_the_map(real_package: Package):
    """Two in the south of Iraq: covered, and nothing recorded."""
    units = read(real_package)["units"]
    counted = set(area_count.governorates(real_package)["admin1_code"])
    assert sorted(set(units) - counted) == ["IQ-MA", "IQ-QA"]
    assert set(units["IQ-QA"]["best"]) == {0}
    assert units["IQ-QA"]["name"]


def test_what_no_governorate_can_be_given_is_told(real_package: Package):
    layer = read(real_package)
    note = layer["notes"][layer["days"].index("2016-07-01")]
    assert note == "In no governorate: 6 in Iraq and 171 in Syria"
    assert layer["covered"] == {
        "iraq-conflict-deaths-monthly": "January 2014 to December 2017",
        "syria-conflict-deaths-monthly": "January 2016 to December 2017",
    }


def test_classes_are_the_same_for_every_month(package: Package):
    layer, limits = read(package), month_classes(package, MEASURE)
    assert layer["breaks"] == list(limits) == sorted(set(limits))
    assert len(layer["names"]) == len(limits) + 1 <= len(map_style.DEADLY)
    assert layer["names"][0] == "1"


def test_more_dead_are_darker_in_the_light_and_lighter_in_the_dark():
    def bright(colour: str) -> int:
        return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    light, dark = ([*map(bright, shades)] for shades in (map_style.DEADLY, map_style.DEADLY_DARK))
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_the_clock_has_each_country_and_reaches_every_month(package: Package):
    drawn = clock_data(package, tuple(package.claims.index), MEASURE)["measure"]
    first, last = known_period(package)
    days = [first + pd.Timedelta(days=number) for number in drawn["days"]]
    series = area_count.of_measure(package, MEASURE)
    assert len(drawn["areas"]) == len(series) > 1
    for values, series_id in zip(drawn["areas"], series, strict=True):
        counts = area_count.monthly(package, series_id).set_index("month")["best"]
        found = {day: n for day, n in zip(days, values, strict=True) if n is not None}
        assert found == {month: int(best) for month, best in counts.items()}
    months = area_count.all_months(package)
    assert first <= months[0]
    assert months[-1] + pd.offsets.MonthEnd() <= last


def test_the_clock_says_where_a_country_is_not_covered(real_package: Package):
    drawn = clock_data(real_package, (), MEASURE)["measure"]
    first, _ = known_period(real_package)
    said = dict(zip(drawn["days"], drawn["said"], strict=True))
    assert said[(pd.Timestamp("2014-08-01") - first).days] == "Iraq 2,061, Syria no data"
    assert said[(pd.Timestamp("2016-07-01") - first).days] == "Iraq 765, Syria 2,771"


def test_a_month_far_above_all_others_is_cut_short_on_the_clock(real_package: Package):
    """Deaths known only by year are counted in January: 19,358 in January 2016."""
    drawn = clock_data(real_package, (), MEASURE)["measure"]
    values = sorted(n for area in drawn["areas"] for n in area if n is not None)
    assert values[-1] > 2 * values[-2]
    assert drawn["top"] == values[-2]


def test_the_clock_names_each_holder_once_and_every_part_by_its_day(package: Package):
    drawn = clock_data(package, (), "")
    first, last = known_period(package)
    found = [
        (
            city["name"],
            first + pd.Timedelta(days=day),
            drawn["holders"][holder][0],
            drawn["statuses"][status][0],
        )
        for city in drawn["cities"]
        for day, holder, status in city["parts"]
    ]
    assert found == [
        (city["name"], pd.Timestamp(part["from"]), part["holder"], part["status"])
        for city in city_bars(package, last)
        for part in city["parts"]
    ]
    assert len({name for name, *_ in drawn["holders"]}) == len(drawn["holders"])
