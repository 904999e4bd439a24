"""Who held a city at a date."""

from dataclasses import replace

import pandas as pd
import pytest

from conflict_atlas.claims.city_control import holders


@pytest.mark.parametrize(
    ("place", "day", "holder", "status"),
    [
        ("mosul", "2016-08-21", "isis", "held"),
        ("mosul", "2016-10-16", "isis", "held"),
        ("mosul", "2016-10-17", "isis", "offensive"),
        ("manbij", "2016-08-11", "isis", "offensive"),
        ("manbij", "2016-08-12", "syrian-democratic-forces", "held"),
    ],
)
def test_real_cities_change_hands_on_the_day(real_package, place, day, holder, status):
    state = holders(real_package, pd.Timestamp(day)).set_index("place_id").loc[place]
    assert (state["holder_id"], state["status"]) == (holder, status)


def test_nothing_is_known_before_the_first_row(real_package):
    assert holders(real_package, pd.Timestamp("1999-01-01")).empty
    early = holders(real_package, pd.Timestamp("2014-01-13"))
    assert "raqqa" not in set(early["place_id"])


def test_one_state_a_city_whatever_the_order_of_rows(real_package):
    at = pd.Timestamp("2016-08-21")
    mixed = real_package.control.sample(frac=1, random_state=3)
    states = holders(real_package, at)
    assert states["place_id"].is_unique
    assert (states["since"] <= at).all()
    pd.testing.assert_frame_equal(states, holders(replace(real_package, control=mixed), at))
