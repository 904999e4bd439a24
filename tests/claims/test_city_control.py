"""Who held a city at a date, and how old the last source is."""

from dataclasses import replace

import pandas as pd
import pytest

from conflict_atlas.claims.city_control import holders, is_old, say_age, source_days

GOVERNMENT, SDF = "government-of-iraq", "syrian-democratic-forces"


@pytest.mark.parametrize(
    ("place", "day", "holder", "status"),
    [
        ("mosul", "2016-08-21", "isis", "held"),
        ("mosul", "2016-10-16", "isis", "held"),
        ("mosul", "2016-10-17", "isis", "offensive"),
        ("manbij", "2016-08-05", "isis", "offensive"),
        ("manbij", "2016-08-11", SDF, "partly_held"),
        ("manbij", "2016-08-12", SDF, "held"),
        ("hasaka", "2016-08-17", "ypg", "contested"),
        ("hasaka", "2016-08-21", "ypg", "partly_held"),
        ("aleppo", "2016-08-21", "syrian-government", "contested"),
        ("baghdad", "2016-08-21", GOVERNMENT, "held"),
    ],
)
def test_real_cities_change_hands_on_the_day(real_package, place, day, holder, status):
    state = holders(real_package, pd.Timestamp(day)).set_index("place_id").loc[place]
    assert (state["holder_id"], state["status"]) == (holder, status)


def test_every_city_of_the_war_that_the_article_names_has_a_state(real_package):
    places, claims = real_package.places, real_package.claims
    named = places.loc[[p for p in claims["place_id"].unique() if p]]
    cities = named[(named["place_type"] == "city") & named["iso_a2"].isin(("IQ", "SY"))]
    assert set(cities.index) == set(holders(real_package, real_package.reference_day)["place_id"])


def test_nothing_is_known_before_the_first_row(real_package):
    assert holders(real_package, pd.Timestamp("1999-01-01")).empty
    early = holders(real_package, pd.Timestamp("2014-01-13"))
    assert "raqqa" not in set(early["place_id"])


def test_one_state_a_city_whatever_the_order_of_rows(real_package):
    at = pd.Timestamp("2016-08-21")
    mixed = real_package.control.sample(frac=1, random_state=3)
    states = holders(real_package, at)
    assert states["place_id"].is_unique
    assert (states["since"] <= states["last_source"]).all()
    assert (states["last_source"] <= at).all()
    pd.testing.assert_frame_equal(states, holders(replace(real_package, control=mixed), at))


@pytest.mark.parametrize(
    ("day", "since", "last_source", "days", "old"),
    [
        ("1986-10-30", "1986-10-02", "1986-10-02", 28, False),  # same holder, now under assault
        ("1986-11-30", "1986-11-20", "1986-11-20", 10, False),
        ("1987-05-13", "1986-11-20", "1986-11-20", 174, True),
        ("1987-05-14", "1986-11-20", "1987-05-14", 0, False),  # confirmed, not changed
        ("1987-06-14", "1986-11-20", "1987-05-14", 31, False),  # a month to the day
        ("1987-06-15", "1986-11-20", "1987-05-14", 32, True),
    ],
)
def test_a_confirmation_makes_the_word_younger_and_not_the_state(
    invented_package, day: str, since: str, last_source: str, days: int, *, old: bool
):
    at = pd.Timestamp(day)
    state = holders(invented_package, at).set_index("place_id").loc["ostrel"]
    assert (f"{state['since']:%Y-%m-%d}", f"{state['last_source']:%Y-%m-%d}") == (
        since,
        last_source,
    )
    assert (state["days_old"], is_old(state["last_source"], at)) == (days, old)


def test_a_divided_city_names_both(invented_package, real_package):
    state = holders(invented_package, pd.Timestamp("1987-06-01")).set_index("place_id")
    assert tuple(state.loc["harrow-ford", ["holder_id", "second_holder_id"]]) == (
        "marsh-guard",
        "velmar",
    )
    at = holders(real_package, real_package.reference_day).set_index("place_id")
    assert at["second_holder_id"]["aleppo"] == "syrian-rebel-groups"


@pytest.mark.parametrize(
    ("last_source", "at", "said"),
    [
        ("2016-07-20", "2016-08-20", ""),
        ("2016-07-20", "2016-08-21", "last source 1 month old"),
        ("2016-01-31", "2016-03-01", "last source 1 month old"),
        ("2016-05-31", "2016-08-30", "last source 2 months old"),
        ("2014-06-10", "2016-06-09", "last source 23 months old"),
        ("2014-06-10", "2016-06-10", "last source 2 years old"),
    ],
)
def test_the_age_of_the_last_source_is_said_once_it_is_older_than_a_month(last_source, at, said):
    assert say_age(pd.Timestamp(last_source), pd.Timestamp(at)) == said


def test_every_day_with_a_source_is_known_whether_or_not_the_state_changes(real_package):
    days = source_days(real_package)
    assert sum(map(len, days.values())) == len(real_package.control)
    assert days["mosul"] == sorted(days["mosul"])
