"""Figures worked out from the article's own."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from conflict_atlas.claims.derivation import (
    central,
    costs_per_person,
    days_between,
    derive,
    digits,
)

NAN = math.nan


def with_claims(package, claim_type, changes):
    """The package with the figures of its claims of one type changed."""
    claims = package.claims.copy()
    of_type = (claims["claim_type"] == claim_type) & (claims["low"].notna())
    for column, value in changes.items():
        claims.loc[of_type, column] = value
    return replace(package, claims=claims)


def test_both_ends_of_a_span_are_counted():
    assert days_between(pd.Timestamp("2014-08-08"), pd.Timestamp("2014-08-08")) == 1
    assert days_between(pd.Timestamp("2014-08-08"), pd.Timestamp("2016-07-15")) == 708


def test_the_real_cost_a_day(real_package):
    per_day = next(d for d in derive(real_package) if d.title == "Cost a day")
    assert per_day.value == 12e6  # 8.4 billion over 708 days, with two digits as 8.4 has
    assert per_day.unit == "USD per day"
    assert per_day.bound == "exact"
    assert [i.value for i in per_day.inputs] == [8.4e9, 708]
    assert per_day.value == 12e6  # 8.4 has two digits, and so has the result


def test_the_cost_a_person_says_that_its_halves_cover_different_areas(real_package):
    (per_person,) = costs_per_person(real_package)
    assert per_person.note == (
        "The money is for Iraq and Syria, the people are counted in Iraq: different areas."
    )
    assert (per_person.value, per_person.bound) == (2500, "at_most")


def test_halves_of_one_area_need_no_such_word(invented_package):
    claims = invented_package.claims.assign(place_id="velmar")
    (per_person,) = costs_per_person(replace(invented_package, claims=claims))
    assert per_person.note == ""


@pytest.mark.parametrize(
    ("value", "count"),
    [(8.4e9, 2), (3.3e6, 2), (190e6, 2), (708, 3), (5000, 1), (0.05, 1), (10.25, 4), (0, 1)],
)
def test_digits(value: float, count: int):
    assert digits(value) == count


@pytest.mark.parametrize(
    ("value", "count"), [(8.4e9, 2), (3_300_000, 2), (708, 3), (300, 1), (0.05, 1), (2745.5, 5)]
)
def test_digits_a_number_is_stated_with(value, count):
    assert digits(value) == count


def test_what_is_worked_out_has_no_more_digits_than_its_inputs(real_package, invented_package):
    for package in (real_package, invented_package):
        for figure in derive(package):
            money, divisor = figure.inputs
            most = digits(money.value)
            if divisor.unit != "days":  # days are counted, not stated
                most = min(most, digits(divisor.value))
            assert digits(figure.value) <= most


def test_halves_about_different_areas_are_told(real_package, invented_package):
    (figure,) = costs_per_person(real_package)
    places = real_package.places["name"]
    claims = real_package.claims
    names = [places[claims["place_id"][i.claim_id]] for i in figure.inputs]
    assert len(set(names)) == 2
    assert all(name in figure.note for name in names)
    same = with_claims(invented_package, "cost", {"place_id": "velmar"})
    same = with_claims(same, "displacement", {"place_id": "velmar"})
    assert [f.note for f in costs_per_person(same)] == [""]


def test_dividing_by_at_least_gives_at_most(invented_package):
    package = with_claims(
        invented_package, "displacement", {"low": 1000.0, "high": NAN, "bound": "at_least"}
    )
    package = with_claims(package, "cost", {"low": 5000.0, "high": 5000.0, "bound": "exact"})
    (figure,) = costs_per_person(package)
    assert (figure.value, figure.bound) == (5.0, "at_most")


def test_dividing_by_nearly_gives_at_least(invented_package):
    nearly = {"low": NAN, "high": 1000.0, "bound": "nearly"}
    package = with_claims(invented_package, "displacement", nearly)
    package = with_claims(package, "cost", {"low": 5000.0, "high": 5000.0, "bound": "exact"})
    (figure,) = costs_per_person(package)
    assert (figure.value, figure.bound) == (5.0, "at_least")


def test_bounds_that_pull_apart_leave_none(invented_package):
    package = with_claims(
        invented_package, "displacement", {"low": 1000.0, "high": NAN, "bound": "at_least"}
    )
    package = with_claims(package, "cost", {"low": 5000.0, "high": NAN, "bound": "at_least"})
    (figure,) = costs_per_person(package)
    assert figure.bound == "about"


def test_every_input_can_be_traced_to_its_claim(real_package, invented_package):
    for package in (real_package, invented_package):
        figures = derive(package)
        assert figures
        for figure in figures:
            assert {i.claim_id for i in figure.inputs} <= set(package.claims.index)
            assert figure.value > 0


@pytest.mark.parametrize(
    ("claim_type", "changes"),
    [
        ("displacement", {"low": 0.0, "high": 0.0}),  # division by zero people
        ("displacement", {"unit": "tents"}),  # these are not people
        ("cost", {"unit": "sacks of rice"}),  # this is not money
    ],
)
def test_what_cannot_be_divided_is_left_out(invented_package, claim_type, changes):
    assert costs_per_person(with_claims(invented_package, claim_type, changes)) == []


def test_several_claims_are_never_added_up(invented_package):
    claims = invented_package.claims
    again = claims[claims["claim_type"] == "cost"].assign(low=1.0, high=1.0)
    package = replace(invented_package, claims=pd.concat([claims, again]))
    values = [d.value for d in derive(package) if d.title == "Cost a day"]
    assert len(values) == 2 * (claims["claim_type"] == "cost").sum()
    assert min(values) < 1


def test_a_package_without_such_claims_derives_nothing(invented_package):
    assert derive(replace(invented_package, claims=invented_package.claims.head(0))) == []


@pytest.mark.parametrize(
    ("low", "high", "bound", "value"),
    [
        (300, NAN, "at_least", 300),
        (40, 117, "at_most", 117),
        (NAN, 5000, "nearly", 5000),
        (5000, NAN, "about", 5000),
        (10, 20, "exact", 15),
        (40, 60, "at_least", 40),
    ],
)
def test_central(low, high, bound, value):
    assert central(low, high, bound) == value
