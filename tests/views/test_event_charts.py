"""Charts of recorded events: months as small multiples, days as a calendar, one event as a card."""

import math
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.events.manifest import Manifest
from conflict_atlas.views.events import event_card, event_words
from conflict_atlas.views.events.event_calendar import calendar, classes
from conflict_atlas.views.events.event_calendar_grid import WEEKS, week
from conflict_atlas.views.events.event_calendar_words import Calendar, years_within
from conflict_atlas.views.events.event_months import complete, months, ticks
from conflict_atlas.views.events.event_months_words import Months

HOSTILE = "</svg><img src=x onerror=alert(1)> $a$"
SOURCE = Manifest(
    source_id="one", title="Some Register", format="csv", file_name="f.csv", version="v1",
    measure="people-killed", licence="CC0-1.0", attribution="", rows_read=0, imported=0,
    rejected=0, placed=0, first_day="", last_day="",
)  # fmt: skip


def table(rows: list[tuple[str, int, float, float, float]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": pd.to_datetime([row[0] for row in rows]),
            "events": [row[1] for row in rows],
            "figured": [0 if math.isnan(row[3]) else row[1] for row in rows],
            "low": [row[2] for row in rows],
            "best": [row[3] for row in rows],
            "high": [row[4] for row in rows],
        }
    )


BATTLES = table([("2014-01-01", 4, 8, 10, 30), ("2014-04-01", 2, math.nan, math.nan, math.nan)])
SHELLING = table([("2014-02-01", 1, 0, 1, 1)])
ROWS = (("Battles", "#386edc", BATTLES), ("Shelling", "#d67d00", SHELLING))
AROUND = Months("Some Register", "type", "killed")


def test_months_without_events_are_none_and_those_without_figures_stay_missing():
    full = complete(BATTLES, pd.date_range("2014-01-01", "2014-04-01", freq="MS"))
    assert full["events"].tolist() == [4, 0, 0, 2]
    assert full["best"].iloc[:3].tolist() == [10, 0, 0]
    assert math.isnan(full["best"].iloc[3])


def test_every_row_spans_the_same_months_with_events_and_people():
    figure = months(ROWS, AROUND).figure
    assert len(figure.data) == 2 * 4  # bars; low, high and best
    assert {len(trace.x) for trace in figure.data} == {4}
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [list(trace.y) for trace in bars] == [[4, 0, 0, 2], [0, 1, 0, 0]]
    assert list(bars[0].customdata) == ["2014-01", "2014-02", "2014-03", "2014-04"]


def test_the_band_goes_from_low_to_high_and_a_missing_best_is_a_gap():
    low, high, best = months(ROWS, AROUND).figure.data[1:4]
    assert low.y[0] == pytest.approx(math.log10(9))
    assert high.y[0] == pytest.approx(math.log10(31))
    assert high.fill == "tonexty"
    assert best.y[0] == pytest.approx(math.log10(11))
    assert best.y[3] is None


def test_rows_compare_unless_each_has_its_own_scale():
    def tops(row_scale: bool) -> list[float]:
        figure = months(ROWS, Months("Some Register", "type", "killed", row_scale=row_scale)).figure
        return [figure.layout.yaxis.range[1], figure.layout.yaxis3.range[1]]

    shared, each = tops(row_scale=False), tops(row_scale=True)
    assert shared[0] == shared[1] > 4
    assert each[0] > each[1] >= 1


def test_people_are_marked_at_powers_of_ten():
    scale = ticks(30_000, 1)
    assert scale["ticktext"] == ["0", "", "100", "", "10,000", ""]
    assert scale["tickvals"][-1] == pytest.approx(math.log10(100_001))
    assert ticks(30, 0)["tickvals"] == [0, 30]


def test_a_dataset_without_people_shows_events_alone():
    figure = months(ROWS, Months("Some Register", "type", "")).figure
    assert {trace.type for trace in figure.data} == {"bar"}


def test_the_month_picked_is_set_off_and_its_numbers_are_told():
    picture = months(ROWS, Months("Some Register", "type", "killed", month="2014-01"))
    bands = [shape for shape in picture.figure.layout.shapes if shape.type == "rect"]
    assert {(band.x0, band.x1) for band in bands} == {("2014-01-01", "2014-02-01")}
    assert len(bands) == 4
    labels = [note.text for note in picture.figure.layout.annotations]
    assert any("Battles" in text and "4 events, 10 killed" in text for text in labels)
    assert any("Shelling" in text and "0 events" in text for text in labels)
    assert "January 2014 is set off." in picture.alt


def test_words_and_table_of_the_months():
    picture = months(ROWS, AROUND)
    assert "Battles: 6 events, most in January 2014 (4)" in picture.alt
    assert "10 killed (between 8 and 30); 2 events without a figure" in picture.alt
    assert picture.table["Events"].sum() == 7
    assert picture.table["Month"].tolist() == ["2014-01", "2014-04", "2014-02"]
    assert math.isnan(picture.table["Best killed"].iloc[1])


def test_no_event_is_said_so():
    picture = months((("Battles", "#386edc", BATTLES.iloc[:0]),), AROUND)
    assert picture.is_empty
    assert "No recorded event" in picture.alt


def test_names_of_the_data_are_text_in_every_chart():
    picture = months(((HOSTILE, "#386edc", BATTLES),), Months(HOSTILE, "type", "killed"))
    texts = [note.text for note in picture.figure.layout.annotations]
    texts += [text for trace in picture.figure.data for text in trace.hovertext or ()]
    assert not any("<img" in text or "$" in text for text in texts)


# ---- calendar ------------------------------------------------------------------------------------


def days(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": pd.to_datetime([row[0] for row in rows]),
            "events": [row[1] for row in rows],
            "figured": [row[1] for row in rows],
            "low": [row[2] for row in rows],
            "best": [row[2] for row in rows],
            "high": [row[2] for row in rows],
        }
    )


SPAN = {"first": date(2014, 2, 10), "last": date(2015, 12, 31)}
DAYS = days(("2014-02-10", 1, 3.0), ("2014-06-10", 9, 0.0), ("2015-01-01", 2, 5.0))


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2200, 12, 31)))
def test_a_day_has_its_own_square(day):
    at = pd.Timestamp(day)
    assert 0 <= week(at) < WEEKS
    after = at + pd.Timedelta(days=1)
    if after.year == at.year:
        assert week(after) - week(at) == (after.weekday() == 0)


def test_squares_count_events_and_days_outside_the_dataset_are_left_out():
    picture = calendar(DAYS, Calendar("Some Register", "killed", (2014,), **SPAN))
    grid, points = picture.figure.data[:2]
    first = pd.Timestamp("2014-02-10")
    assert grid.z[first.weekday()][week(first)] == 1
    before = pd.Timestamp("2014-02-09")
    assert grid.z[before.weekday()][week(before)] is None
    after = pd.Timestamp("2014-02-11")
    assert grid.z[after.weekday()][week(after)] == 0
    assert points.customdata[0] == "2014-02"
    assert len(points.x) == 325


def test_a_calendar_keeps_to_the_month_picked():
    shown = Calendar("Some Register", "killed", (2014,), month="2014-06", **SPAN)
    points = calendar(DAYS, shown).figure.data[1]
    assert set(points.customdata) == {"2014-06"}
    assert len(points.x) == 30


def test_several_years_stand_below_each_other():
    shown = Calendar("Some Register", "killed", (2014, 2015), **SPAN)
    picture = calendar(DAYS, shown)
    assert sum(trace.type == "heatmap" for trace in picture.figure.data) == 2
    assert "12 events that begin on 3 days" in picture.alt
    assert "Most on 10 June 2014: 9 events" in picture.alt
    assert picture.table["Day"].tolist() == ["2014-02-10", "2014-06-10", "2015-01-01"]


def test_a_year_without_events_is_said_so():
    picture = calendar(DAYS.iloc[:1], Calendar("Some Register", "killed", (2015,), **SPAN))
    assert picture.is_empty
    assert "2015" in picture.alt


def test_shades_rise_and_cover_every_value():
    limits = classes(pd.Series([0, 1, 1, 2, 3, 5, 8, 40, 400]))
    assert limits[0] == 1
    assert list(limits) == sorted(set(limits))
    assert len(limits) <= 5
    assert classes(pd.Series([0, 0])) == (1.0,)


# ---- words and card ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((3, 3, 1, 2, 5), "2 killed (between 1 and 5)"),
        ((3, 2, 1, 2, 5), "2 killed (between 1 and 5); 1 event without a figure"),
        ((3, 0, math.nan, math.nan, math.nan), "no figure of people killed"),
        ((1, 1, 0, 0, 0), "0 killed"),
    ],
)
def test_people_in_words(row, words):
    names = ("events", "figured", "low", "best", "high")
    assert event_words.people(dict(zip(names, row, strict=True)), "killed") == words
    assert event_words.people(dict(zip(names, row, strict=True)), "") == ""


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, _attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


def event(**known: object) -> dict[str, object]:
    return {
        "event_id": "E1", "date_start": pd.Timestamp("2014-06-10"),
        "date_end": pd.Timestamp("2014-06-10"), "date_precision": "day", "event_type": "Battles",
        "sub_event_type": None, "side_a": "One", "side_b": "Two", "place": "Ford",
        "admin1": "North", "admin2": None, "country": "Land", "geo_precision": "point",
        "figure_note": None,
        "low": 5.0, "best": 7.0, "high": 9.0, "notes": "Note", "reference": "Agency",
        "licence": "CC0-1.0",
    } | known  # fmt: skip


def test_a_card_says_when_where_who_and_how_many():
    text = Tags(event_card.card(event(), SOURCE)).text
    for words in (
        "10 June 2014", "Ford, North, Land", "One and Two", "7 killed (between 5 and 9)", "Note",
        "Agency", "Recorded by Some Register as E1",
    ):  # fmt: skip
        assert words in text


def test_a_card_says_how_imprecise_date_and_place_are():
    month = event(date_end=pd.Timestamp("2014-06-30"), date_start=pd.Timestamp("2014-06-01"))
    known = {"date_precision": "month", "geo_precision": "admin1"}
    text = Tags(event_card.card(month | known, replace(SOURCE, measure="none"))).text
    assert "June 2014 (known to the month)" in text
    assert "a province, not a point" in text
    assert "People" not in text


def test_a_card_says_why_there_is_no_lowest_and_highest_figure():
    odd = event(low=math.nan, high=math.nan, figure_note="low above high")
    text = Tags(event_card.card(odd, SOURCE)).text
    assert "7 killed (its source has low above high, so low and high are left out)" in text


def test_missing_parts_of_a_card_are_left_out_not_invented():
    bare = event(
        low=math.nan, best=math.nan, high=math.nan, place=None, admin1=None, country=None,
        side_b=None, notes=None, reference=None,
    )  # fmt: skip
    text = Tags(event_card.card(bare, SOURCE)).text
    assert "no figure given" in text
    assert "not said" in text
    assert "None" not in text
    assert "nan" not in text
    assert event_card.figure(bare) == ""


def test_texts_of_a_card_are_escaped():
    texts = dict.fromkeys(
        ("event_id", "event_type", "side_a", "place", "notes", "reference", "licence"), HOSTILE
    )
    page = Tags(event_card.card(event(**texts), SOURCE))
    assert "img" not in page.tags
    assert page.text.count(HOSTILE) == len(texts)


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (None, None, (2014, 2015, 2016)),
        (date(2015, 12, 31), None, (2015, 2016)),
        (None, date(2015, 1, 1), (2014, 2015)),
        (date(2015, 2, 1), date(2015, 3, 1), (2015,)),
        (date(2019, 1, 1), None, (2014, 2015, 2016)),
    ],
)
def test_a_filter_by_days_leaves_the_years_it_touches_or_else_all(start, end, left):
    assert years_within((2014, 2015, 2016), start, end) == left
