"""Numbers, figures and days in plain words."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_atlas.claims import phrase

NAN = math.nan


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1500, "1,500"),
        (3_300_000, "3.3 million"),
        (3_344_154, "3.34 million"),
        (8.4e9, "8.4 billion"),
        (999_999_999, "1 billion"),
        (999_999, "999,999"),
        (65.6, "65.6"),
        (0, "0"),
        (0.001, "0.001"),
        (NAN, ""),
        (None, ""),
        (pd.NA, ""),
    ],
)
def test_number(value, said):
    assert phrase.number(value) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (8.4e9, "USD", "$8.4 billion"),
        (11_864_406, "USD per day", "$11.9 million a day"),
        (57, "percent of respondents", "57% of respondents"),
        (250, "troops", "250 troops"),
        (7, "USDA inspectors", "7 USDA inspectors"),
        (NAN, "troops", ""),
    ],
)
def test_amount(value, unit, said):
    assert phrase.amount(value, unit) == said


@pytest.mark.parametrize(
    ("low", "high", "bound", "said"),
    [
        (300, NAN, "at_least", "at least 300 people"),
        (NAN, 117, "at_most", "up to 117 people"),
        (40, 117, "at_most", "at least 40, up to 117 people"),
        (NAN, 5000, "nearly", "nearly 5,000 people"),
        (5000, NAN, "about", "about 5,000 people"),
        (2, 3, "about", "about 2 to 3 people"),
        (250, 250, "exact", "250 people"),
        (10, 20, "exact", "10 to 20 people"),
        (NAN, NAN, "", ""),
    ],
)
def test_figure_keeps_the_bound(low, high, bound, said):
    assert phrase.figure(low, high, bound, "people") == said


@pytest.mark.parametrize(
    ("low", "best", "high", "bound", "said"),
    [
        (73, 73, 203, "", "73 killed (between 73 and 203)"),
        (10, NAN, 20, "", "10 to 20 killed"),
        (56, NAN, NAN, "at_least", "at least 56 killed"),
        (56, 56, NAN, "at_least", "at least 56 killed"),
        (NAN, NAN, 24, "at_most", "up to 24 killed"),
        (NAN, 24, NAN, "exact", "24 killed"),
        (324, 324, 324, "exact", "324 killed"),
        (73, 117, NAN, "", "117 killed (lowest 73)"),
        (NAN, 3475, 3535, "", "3,475 killed (highest 3,535)"),
        (NAN, NAN, NAN, "", ""),
    ],
)
def test_stated_tells_which_numbers_are_given(low, best, high, bound, said):
    assert phrase.bound_of(low, best, high) == bound
    assert phrase.stated(low, best, high, "killed") == said


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ("2016-07-19", "2016-07-19", "day", "19 July 2016"),
        ("2016-07-01", "2016-07-31", "month", "July 2016"),
        ("2015-01-01", "2015-12-31", "year", "2015"),
        ("2016-08-08", "2016-08-14", "range", "8–14 August 2016"),
        ("2016-05-31", "2016-08-12", "range", "31 May – 12 August 2016"),
        ("2014-08-08", "2016-07-15", "range", "8 August 2014 – 15 July 2016"),
        # A precision that does not fit the days must not hide any of them.
        ("2016-07-01", "2016-08-31", "month", "1 July – 31 August 2016"),
        ("2015-01-01", "2016-12-31", "year", "1 January 2015 – 31 December 2016"),
    ],
)
def test_span(start, end, precision, said):
    assert phrase.span(pd.Timestamp(start), pd.Timestamp(end), precision) == said


def test_dates_are_no_more_precise_than_known():
    day = pd.Timestamp("2016-08-27")
    assert [phrase.dated(day, p) for p in ("day", "month", "year", "")] == [
        "27 August 2016",
        "August 2016",
        "2016",
        "27 August 2016",
    ]
    assert phrase.dated(pd.NaT, "month") == ""


def test_a_number_keeps_its_bound_however_short_the_words():
    bounds = ("exact", "at_least", "at_most", "nearly", "about")
    said = [phrase.bounded("5,000", bound) for bound in bounds]
    assert said == ["5,000", "5,000 or more", "up to 5,000", "nearly 5,000", "about 5,000"]
    assert phrase.bounded("300", "at_least", "over {}") == "over 300"


def test_listed_names_few_and_counts_the_rest():
    assert phrase.listed([]) == ""
    assert phrase.listed(["A", "B", "A"]) == "A and B"
    assert phrase.listed(["A", "B", "C", "D"]) == "A, B, C and D"
    assert phrase.listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"


def test_brief_takes_initials_only_from_the_end():
    assert phrase.brief("Some Long Name (SLN)") == "SLN"
    assert phrase.brief("Some (SLN) name") == "Some (SLN) name"
    assert phrase.brief("A place (north)") == "A place (north)"


@given(st.floats(min_value=0, max_value=1e14))
def test_number_is_read_back_within_half_a_percent(value):
    text = phrase.number(value)
    scales = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    digits, _, word = text.partition(" ")
    assert float(digits.replace(",", "")) * scales.get(word, 1) == pytest.approx(
        value, rel=0.0051, abs=0.0051
    )


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("30 September 2015 – 21 August 2016", "30 Sep 2015 – 21 Aug 2016"),
        ("May 2016", "May 2016"),
        ("2014", "2014"),
        ("", ""),
    ],
)
def test_months_are_cut_to_three_letters_and_nothing_else(said: str, cut: str):
    assert phrase.short_months(said) == cut


@pytest.mark.parametrize(
    ("unit", "sign"),
    [("USD a day", "USD"), ("percent of people", "percent"), ("% of people", "%"), ("people", "")],
)
def test_a_unit_has_a_sign_or_only_words(unit: str, sign: str):
    assert phrase.sign_of(unit) == sign
