"""Dates, figures and words as people write them: read if unambiguous, else reported."""

from datetime import date

import pytest

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.reader import Reading, read_events

TODAY = date(2026, 11, 27)


def _read(text: str, **stated: object) -> Reading:
    return read_events(text.encode(), "t.csv", form="csv", mapping=stated, today=TODAY)


def _column(name: str, cells: list[str], **stated: object) -> Reading:
    rows = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells))
    head = "event_id,date_start,best\n" if name == "best" else "event_id,date_start\n"
    if name == "best":
        rows = "".join(f'{n},2016-03-04,"{cell}"\n' for n, cell in enumerate(cells))
    return _read(head + rows, **stated)


DATES = {
    "2016-03-04": ("2016-03-04", "2016-03-04", "day"),
    "2016-3-4 ": ("2016-03-04", "2016-03-04", "day"),
    "2016.03.04": ("2016-03-04", "2016-03-04", "day"),
    "2016/03/04": ("2016-03-04", "2016-03-04", "day"),
    "20160304": ("2016-03-04", "2016-03-04", "day"),
    "2016-03-04T10:00:00Z": ("2016-03-04", "2016-03-04", "day"),
    "2016-03-04 in the morning": ("2016-03-04", "2016-03-04", "day"),
    "4 March 2016": ("2016-03-04", "2016-03-04", "day"),
    "4th of nothing": None,
    "4th March 2016 (evening)": ("2016-03-04", "2016-03-04", "day"),
    "Friday, 4 Mar. 2016": ("2016-03-04", "2016-03-04", "day"),
    "04-Mar-2016 10:00": ("2016-03-04", "2016-03-04", "day"),
    "October 8 2023": ("2023-10-08", "2023-10-08", "day"),
    "Aug 03, 2016": ("2016-08-03", "2016-08-03", "day"),
    "25/12/2016": ("2016-12-25", "2016-12-25", "day"),
    "12/25/2016 10:00": ("2016-12-25", "2016-12-25", "day"),
    "3.3.2016": ("2016-03-03", "2016-03-03", "day"),
    "March 2016": ("2016-03-01", "2016-03-31", "month"),
    "2016-02": ("2016-02-01", "2016-02-29", "month"),
    "Sept 2016, approximately": ("2016-09-01", "2016-09-30", "month"),
    "2016": ("2016-01-01", "2016-12-31", "year"),
    "2016-03-04 to 2016-03-09": None,
    "2016-03-04 or 05": None,
    "4 March 2016 or earlier": None,
    "91": None,
    "42433": None,
}


def test_mixed_styles_of_which_each_means_one_day():
    cells = list(DATES)
    reading = _column("date_start", cells)
    events = reading.table.to_pandas().set_index("event_id")
    found = {
        cell: (
            tuple(map(str, events.loc[str(n), ["date_start", "date_end", "date_precision"]]))
            if str(n) in events.index
            else None
        )
        for n, cell in enumerate(cells)
    }
    assert found == DATES
    assert set(reading.rejected["reason"]) == {"the date is not understood"}


@pytest.mark.parametrize(
    "cell",
    ["1899-12-31", "2028-01-01", "2999", "0044-03-15 (BC)", "infinity", "-infinity", "9999-12-31",
     "4 March 2066", "0016-03-04", "12016-01-01"],
)  # fmt: skip
def test_years_that_no_source_means(cell):
    reading = _column("date_start", ["2027-12-31", cell])
    assert reading.counts.imported == 1
    assert reading.rejected["reason"].tolist() == ["the year is not one from 1900 to 2027"]


@pytest.mark.parametrize(
    ("cell", "proposed"),
    [
        ("7-Oct-14", {"%d-%b-%y"}),
        ("Oct 14", {"%b %y"}),
        ("Oct-14", {"%b-%y"}),
        ("31/12/16", {"%d/%m/%y"}),
        ("03.04.16 10:00", {"%d.%m.%y", "%m.%d.%y"}),
        ("16-03-04", {"%d-%m-%y", "%y-%m-%d"}),
        ("4 March '16", set()),
        ("03/04/2016", {"%d/%m/%Y", "%m/%d/%Y"}),
        ("04.03.2016 10:00", {"%d.%m.%Y", "%m.%d.%Y"}),
    ],
)
def test_a_doubt_refuses_the_file_and_names_what_settles_it(cell, proposed):
    with pytest.raises(ImportFault) as caught:
        _column("date_start", ["2016-01-01", cell])
    fault = caught.value.fault
    assert (fault.row, fault.column, fault.value) == (3, "date_start", cell)
    said = fault.reason.split('date_format = "')[1:]
    assert {one.partition('"')[0] for one in said} == proposed
    for stated in proposed:  # and each can be read that way
        days = _column("date_start", ["2016-01-01", cell], date_format=stated).table
        assert {str(day)[:3] for day in days.column("date_start").to_pylist()} == {"201"} or (
            stated.startswith("%d-%m-%y")
        )


@pytest.mark.parametrize(
    ("cell", "stated", "span"),
    [
        ("31/12/16", "%d/%m/%y", ("2016-12-31", "2016-12-31", "day")),
        ("31/12/66", "%d/%m/%y", ("1966-12-31", "1966-12-31", "day")),  # not 2066
        ("31/12/27", "%d/%m/%y", ("2027-12-31", "2027-12-31", "day")),
        ("Oct 14", "%b %y", ("2014-10-01", "2014-10-31", "month")),
        ("10/2014", "%m/%Y", ("2014-10-01", "2014-10-31", "month")),
        ("02/03/2016 10:00", "%d/%m/%Y", ("2016-03-02", "2016-03-02", "day")),
        ("02/03/2016 at noon", "%m/%d/%Y", ("2016-02-03", "2016-02-03", "day")),
        ("2016-25-12", "%Y-%d-%m", ("2016-12-25", "2016-12-25", "day")),
        ("2016-03-04", "%d/%m/%Y", ("2016-03-04", "2016-03-04", "day")),  # ISO beside it
        ("4 March 2016", "%d/%m/%Y", ("2016-03-04", "2016-03-04", "day")),
        ("7-Oct-14", "%d/%m/%y", ("2014-10-07", "2014-10-07", "day")),  # the century is known
    ],
)
def test_a_stated_format_and_what_may_stand_beside_it(cell, stated, span):
    row = _column("date_start", [cell], date_format=stated).table.to_pandas().iloc[0]
    assert tuple(map(str, row[["date_start", "date_end", "date_precision"]])) == span


def test_a_stated_order_is_not_turned_for_a_day_it_does_not_fit():
    cells = [*(f"{day}/03/2016" for day in range(13, 32)), "02/03/2016", "03/25/2016"]
    reading = _column("date_start", cells, date_format="%d/%m/%Y")
    assert reading.rejected["date_start"].tolist() == ["03/25/2016"]


def test_a_format_without_a_year_is_refused():
    with pytest.raises(ImportFault, match="it has no year"):
        _column("date_start", ["Oct 14"], date_format="%b %d")


def test_a_column_of_years_settles_the_century_of_days_next_to_it():
    rows = "event_id,date_start,date_end,year\na,31-Dec-15,02-Jan-16,2015\nb,4/31/16,,2016\n"
    with pytest.raises(ImportFault):  # there is no 31 April, and 4 is no year
        _read(rows)
    rows = "event_id,date_start,date_end,year\na,31-Dec-15,02-Jan-16,2015\nb,25/12/66,,1966.0\n"
    events = _read(rows).table.to_pandas().set_index("event_id")
    assert events["date_start"].astype(str).to_dict() == {"a": "2015-12-31", "b": "1966-12-25"}
    assert str(events.loc["a", "date_end"]) == "2016-01-02"
    with pytest.raises(ImportFault, match="two digits"):  # the column says another year
        _read("event_id,date_start,year\na,31-Dec-15,2011\n")


def test_year_month_and_day_in_three_columns():
    rows = "id,y,m,d\na,2016,3,4\nb,2016,3,0\nc,2016,0,0\nd,2016,March,4\n"
    rows += "e,2016.0,3.0,4.0\nf,2016,13,1\ng,2016,3,25\n"
    stated = {"columns": {"event_id": "id", "date_start": ["y", "m", "d"]}}
    reading = _read(rows, **stated)
    events = reading.table.to_pandas().set_index("event_id")
    days = events[["date_start", "date_end", "date_precision"]].astype(str).to_dict("index")
    assert {key: tuple(row.values()) for key, row in days.items()} == {
        "a": ("2016-03-04", "2016-03-04", "day"),
        "b": ("2016-03-01", "2016-03-31", "month"),
        "c": ("2016-01-01", "2016-12-31", "year"),
        "d": ("2016-03-04", "2016-03-04", "day"),
        "e": ("2016-03-04", "2016-03-04", "day"),
        "g": ("2016-03-25", "2016-03-25", "day"),
    }
    assert reading.rejected["id"].tolist() == ["f"]
    assert "date_start from y, m, d" in reading.report()


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (["2.000", "1.200", "12"], [2000, 1200, 12]),
        (["2,000", "1,200", "12"], [2000, 1200, 12]),
        (["2.000", "1.234.567"], [2000, 1234567]),
        (["2.000", "3.0"], [2, 3]),
        (["2,000", "3,0"], [2, 3]),
        (["2.000", "1.000,00"], [2000, 1000]),
        (["2,000", "1,000.00"], [2000, 1000]),
        (["1 200", "3'000", "12"], [1200, 3000, 12]),
        (["1\u00a0200"], [1200]),
        (["0.000", "7.000"], [0, 7]),
        (["1e3", "+5", " 6 "], [1000, 5, 6]),
    ],
)
def test_marks_in_figures_are_settled_for_the_column(cells, figures):
    assert _column("best", cells).table.column("best").to_pylist() == figures


@pytest.mark.parametrize(
    "cells", [["2.000", "12"], ["2,000"], ["1.200", "1,300"], ["1.5", "2,5"], ["1.200", "3,000"]]
)
def test_a_column_that_can_be_read_in_two_ways_is_refused_with_both(cells):
    with pytest.raises(ImportFault, match=r"two ways: .* is .* or .*thousands = ") as caught:
        _column("best", cells)
    assert caught.value.fault.column == "best"


def test_a_mark_far_down_is_looked_at_with_its_column():
    cells = ["7"] * 600 + ["2.000"]
    with pytest.raises(ImportFault, match=r"2\.000 is 2 or 2000"):
        _column("best", cells)
    figures = _column("best", [*cells, "1.200"]).table.column("best").to_pylist()
    assert sorted(figures)[-2:] == [1200, 2000]


@pytest.mark.parametrize(
    ("stated", "figure"),
    [
        ({"thousands": "."}, 2000),
        ({"decimal": ","}, 2000),
        ({"decimal": "."}, 2),
        ({"thousands": ","}, 2),
    ],
)
def test_a_mapping_settles_the_marks(stated, figure):
    assert _column("best", ["2.000"], **stated).table.column("best").to_pylist() == [figure]


def test_a_stated_decimal_sign_that_makes_parts_of_people_is_refused():
    with pytest.raises(ImportFault, match="two ways"):
        _column("best", ["2,000", "1,200"], decimal=",")


@pytest.mark.parametrize(
    ("cells", "stated"),
    [
        (["2.000", "7.0"], {"thousands": "."}),
        (["2.000", "7.0"], {"decimal": ","}),
        (["2,000", "7,50"], {"thousands": ","}),
        (["2,000", "1.234,00"], {"decimal": "."}),
    ],
)
def test_a_stated_mark_that_other_cells_contradict_refuses_the_file(cells, stated):
    with pytest.raises(ImportFault, match="and not as stated") as caught:
        _column("best", cells, **stated)
    assert caught.value.fault.value == cells[1]


def test_coordinates_say_what_a_comma_is():
    text = 'event_id,date_start,best,latitude,longitude\n1,2016-03-04,"2,000",33.3,44.4\n'
    assert _read(text).table.column("best").to_pylist() == [2000]


MISSING = ["NA", "N/A", "NULL", "-", "..", "None", "", " ", "nan", "<NA>", "#N/A", "?"]


@pytest.mark.parametrize("word", MISSING)
def test_words_for_missing_in_texts_figures_places_and_dates(word):
    text = (
        "event_id,date_start,date_end,side_a,admin1,country,latitude,longitude,best\n"
        f'1,2016-03-04,"{word}","{word}","{word}","{word}","{word}","{word}","{word}"\n'
    )
    reading = _read(text)
    row = reading.table.to_pandas().iloc[0]
    assert row[["side_a", "admin1", "country", "latitude", "longitude", "best"]].isna().all()
    assert str(row["date_end"]) == "2016-03-04"
    reading = _read(f'event_id,date_start\n"{word}",2016-03-04\n2,"{word}"\n3,2016-03-04\n')
    assert sorted(reading.rejected["reason"]) == ["no date", "no identifier"]


def test_a_mapping_changes_the_words_for_missing():
    text = "event_id,date_start,side_a,country,best\n1,2016-03-04,Na,NA,-99\n"
    reading = _read(text, missing=["", "-99"])
    row = reading.table.to_pandas().iloc[0]
    assert row[["side_a", "country"]].tolist() == ["Na", "NA"]
    assert reading.table.column("best").to_pylist() == [None]


def test_a_person_called_na_and_an_unknown_one_stay():
    text = "event_id,date_start,side_a,side_b,best\n1,2016-03-04,Na,Unknown,unknown\n"
    row = _read(text).table.to_pandas().iloc[0]
    assert row[["side_a", "side_b"]].tolist() == ["Na", "Unknown"]


@pytest.mark.parametrize(
    ("figures", "note"),
    [
        ("9,5,3", "low above high"), ("6,5,9", "low above best"), ("1,5,3", "best above high"),
        ("1,5,9", None), ("5,5,5", None), (",5,3", "best above high"), ("9,,3", "low above high"),
        ("1,,3", None),
    ],
)  # fmt: skip
def test_figures_out_of_order_keep_the_event(figures, note):
    row = _read(f"event_id,date_start,low,best,high\n1,2016-03-04,{figures}\n").table.to_pylist()[0]
    low, best, high = (int(one) if one else None for one in figures.split(","))
    assert row["best"] == best
    assert (row["low"], row["high"]) == ((None, None) if note else (low, high))
    assert row["figure_note"] == note


def test_rows_that_add_up_others_are_no_events():
    text = "event_id,date_start,admin1,best\n1,2016-03-04,Ninewa,3\n2,2016-03-04,Total,3\n"
    reading = _read(text)
    assert reading.table.column("best").to_pylist() == [3]
    assert "total" in reading.rejected["reason"][0]


def test_the_report_lists_columns_used_not_used_and_doubled():
    reading = _read("event_id,date_start,Notes,notes,other\n1,2016-03-04,a,b,c\n")
    told = reading.report()
    assert "event_id from event_id; date_start from date_start; notes from Notes" in told
    assert "columns not used: notes, other" in told
    assert "of which the first is read: Notes, notes" in told


def test_wide_counts_become_long_by_the_mapping():
    text = "day,Aleppo,Idlib,note\n2016-03-04,3,0,x\n2016-03-05,,4,y\n"
    stated = {
        "columns": {"date_start": "day"},
        "wide": {"columns": ["Aleppo", "Idlib"], "field": "admin1"},
    }
    events = _read(text, **stated).table.to_pandas().sort_values("date_start")
    assert events[["admin1", "best"]].to_numpy().tolist() == [["Aleppo", 3], ["Idlib", 4]]
    assert events["event_id"].is_unique


def test_columns_by_number_and_rows_to_skip():
    text = "made by,a program\nand,more\n17,2016-03-04,33.3,44.4,5\n"
    stated = {
        "skip": 2, "header": False, "decimal": ".",
        "columns": {"event_id": 1, "date_start": 2, "latitude": 3, "longitude": 4, "best": 5},
    }  # fmt: skip
    row = _read(text, **stated).table.to_pandas().iloc[0]
    assert row[["event_id", "latitude", "best"]].tolist() == ["17", 33.3, 5]
