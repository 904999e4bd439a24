"""Traps in real files: each is reported with a reason, and no row is lost silently."""

from typing import Any

import pytest

from conflict_atlas.events.formats import number_sql
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing import rejection_rules
from conflict_atlas.events.importing.reader import Reading, read_events

HEADER = "event_id,date_start,date_end,country,latitude,longitude,low,best,high,notes"
GOOD = "g,2016-07-01,2016-07-02,Iraq,33.3,44.4,1,2,3,fine"


def _read(*rows: str, header: str = HEADER, end: str = "\n", **stated: Any) -> Reading:
    text = "\n".join([header, GOOD, *rows]) + end
    return read_events(text.encode(), "t.csv", form="csv", **stated)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,total,,Iraq,33,44,1,1,1,", rejection_rules.TOTAL),
        ("Grand Total,,,Iraq,33,44,1,1,1,", rejection_rules.TOTAL),
        ("a,,,Iraq,33,44,1,1,1,", rejection_rules.NO_DATE),
        ("a,soon,,Iraq,33,44,1,1,1,", rejection_rules.BAD_DATE),
        ("a,2016-02-30,,Iraq,33,44,1,1,1,", rejection_rules.BAD_DATE),
        ("a,2016-02-03,later,Iraq,33,44,1,1,1,", rejection_rules.BAD_DATE),
        ("a,1970-01-01,,Iraq,33,44,1,1,1,", rejection_rules.EPOCH),
        ("a,2016-07-02,2016-07-01,Iraq,33,44,1,1,1,", rejection_rules.BACKWARDS),
        (",2016-07-02,,Iraq,33,44,1,1,1,", rejection_rules.NO_ID),
        ("a,2016-07-02,,Iraq,33,44,1,many,1,", number_sql.NO_FIGURE),
        ("a,2016-07-02,,Iraq,33,44,1,1.5,2,", number_sql.NO_FIGURE),
        ("a,2016-07-02,,Iraq,33,44,1,inf,2,", number_sql.NO_FIGURE),
        ("a,2016-07-02,,Iraq,33,44,-1,1,1,", rejection_rules.NEGATIVE),
        ("a,2016-07-02,,Iraq,33,,1,1,1,", rejection_rules.HALF_PLACE),
        ("a,2016-07-02,,Iraq,33 N,44,1,1,1,", rejection_rules.NO_DEGREES),
        ("a,2016-07-02,,Iraq,0,0.0,1,1,1,", rejection_rules.NOWHERE),
        ("a,2016-07-02,,Iraq,44.4,33.3,1,1,1,", rejection_rules.SWAPPED),
        ("a,2016-07-02,,,120.5,14.6,1,1,1,", rejection_rules.SWAPPED),
        ("a,2016-07-02,,,120.5,190,1,1,1,", rejection_rules.OFF_EARTH),
        ("a,2016-07-02,,Iraq,48.1,11.5,1,1,1,", rejection_rules.FAR),
        ("a,2016-07-02,,iraq ,48.1,11.5,1,1,1,", rejection_rules.FAR),
    ],
)
def test_a_row_is_rejected_with_its_reason(row, reason):
    reading = _read(row)
    assert reading.rejected[["row", "reason"]].to_numpy().tolist() == [[3, reason]]
    assert (reading.counts.read, reading.counts.imported, reading.counts.rejected) == (2, 1, 1)
    # The row is in the file unchanged.
    assert reading.rejected["date_start"].tolist() == [row.split(",")[1] or None]


@pytest.mark.parametrize(
    "row",
    [
        "a,2016-07-02,,Iraq,,,1,1,1,no coordinates",
        "a,2016-07-02,,Atlantis,48.1,11.5,1,1,1,a country nobody knows is not judged",
        "a,2016-07-02,,Iraq,37.9,44.4,1,1,1,a little over the border",
        "a,2016-07-02,,Iraq,33,44,,,,no figures",
        "a,2016-07-02,,Iraq,33,44,NA,n/a,-,no figures",
        "a,02 July 2016,3 Jul 2016,Iraq,33,44,1,1,1,words",
        "a,20160702,2016-07-02T10:00:00Z,Iraq,33,44,1,1,1,other ways",
        "a,2016,2017-02,Iraq,33,44,1,1,1,a year and a month",
        'a,2016-07-02,,Iraq,33,44,"1,200","12,000","1,200,000",thousands',
        "a,2016-07-02,,Iraq,33,44,1.0,8.0,9.0,decimals of nothing",
        'a,2016-07-02,,Iraq,33,44,1,1,1,"on, ""two""\nlines"',
    ],
)
def test_a_row_is_kept(row):
    reading = _read(row)
    assert reading.rejected.empty, reading.rejected.T
    assert reading.counts.imported == 2


def test_what_is_missing_stays_missing():
    events = _read("a,2016-07-02,,Iraq,,,NA,,-,").table.to_pandas().set_index("event_id")
    missing = ["low", "best", "high", "latitude", "longitude", "geometry", "tile_x", "place"]
    assert events.loc["a", missing].isna().all()


@pytest.mark.parametrize("words", ["x", " x", "x ", "  x  ", "! x", "!", " !"])
def test_spaces_around_words_are_not_part_of_them(words):
    reading = _read(f" a ,2016-07-02,, Iraq ,33,44,1,1,1,{words}")
    events = reading.table.to_pandas().set_index("event_id")
    assert events.loc["a", ["country", "notes"]].tolist() == ["Iraq", words.strip()]


def test_thousands_are_read_as_written():
    events = _read('a,2016-07-02,,Iraq,33,44,"1,200","12 000","1,200,000",')
    row = events.table.to_pandas().set_index("event_id").loc["a"]
    assert row[["low", "best", "high"]].tolist() == [1200, 12000, 1200000]


@pytest.mark.parametrize("day", ["02/03/2016", "2.3.2016", "2-3-16", "2/3/2016 10:00"])
def test_the_order_of_day_and_month_is_never_guessed(day):
    with pytest.raises(ImportFault, match="date_format") as caught:
        _read(f"a,{day},,Iraq,33,44,1,1,1,")
    fault = caught.value.fault
    assert (fault.row, fault.column, fault.value) == (3, "date_start", day)


def test_a_stated_order_is_taken():
    text = HEADER + "\na,02/03/2016,,Iraq,33,44,1,1,1,\n"
    stated = {"date_format": "%d/%m/%Y"}
    events = read_events(text.encode(), "t.csv", form="csv", mapping=stated).table.to_pandas()
    assert str(events["date_start"][0]) == "2016-03-02"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("a,2016-07-02,,Iraq", "fewer columns"),
        ("a,2016-07-02,,Iraq,33,44,1,1,1,x,y,z", "more columns"),
        ('a,2016-07-02,,Iraq,33,44,1,1,1,"cut', "does not close"),
    ],
)
@pytest.mark.parametrize("end", ["\n", ""])
def test_a_broken_last_line_is_told(row, part, end):
    reading = _read(row, end=end)
    assert reading.counts.imported == 1
    assert reading.rejected["row"].tolist() == [3]
    assert part in reading.rejected["reason"][0]
    assert reading.rejected["line"][0].startswith("a,2016-07-02")


def test_an_open_quotation_says_how_many_lines_it_takes_with_it():
    swallowed = [f"s{i},2016-07-02,,Iraq,33,44,1,1,1,x" for i in range(3)]
    reading = _read('a,2016-07-02,,Iraq,33,44,1,1,1,"open', *swallowed)
    assert "takes in 3 more lines" in reading.rejected["reason"][0]


def test_rows_are_numbered_past_broken_ones_and_records_of_several_lines():
    reading = _read(
        'a,2016-07-02,,Iraq,33,44,1,1,1,"two\nlines"',  # row 3
        "b,2016-07-02",  # row 4
        "c,1970-01-01,,Iraq,33,44,1,1,1,",  # row 5
        "d,2016-07-02,,Iraq,33,44,1,1,1,",  # row 6
        "e,2016-07-02,,Iraq,33",  # row 7
        "f,never,,Iraq,33,44,1,1,1,",  # row 8
    )
    assert reading.rejected["row"].tolist() == [4, 5, 7, 8]
    assert reading.counts.imported == 3


def test_exact_copies_are_counted_apart_also_of_rejected_rows():
    bad = "b,1970-01-01,,Iraq,33,44,1,1,1,"
    other = "g,2016-07-01,2016-07-02,Iraq,33.3,44.4,1,2,4,other"
    reading = _read(GOOD, bad, bad, other, other)
    counts = reading.counts
    assert (counts.read, counts.imported, counts.rejected, counts.duplicates) == (6, 1, 2, 3)
    assert reading.rejected["row"].tolist() == [3, 4, 5, 6, 7]


def test_a_row_without_an_identifier_column_is_known_by_its_content():
    header, row = "date_start,best", "2016-07-01,3"
    stated = {"equal_rows": "drop"}
    first = read_events(
        f"{header}\n{row}\n{row}\n2016-07-02,3\n".encode(), "t.csv", form="csv", mapping=stated
    )
    second = read_events(f"{header}\n2016-07-02,3\n{row}\n".encode(), "t.csv", form="csv")
    assert (first.counts.imported, first.counts.duplicates) == (2, 1)
    assert first.table.column("event_id") == second.table.column("event_id")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_mark_at_the_start_and_other_line_ends(mark, line_end):
    text = line_end.join([HEADER, GOOD, "b,2016-07-02,,Iraq,33,44,1,1,1,é", ""])
    reading = read_events(mark + text.encode(), "t.csv", form="csv")
    assert reading.counts.imported == 2
    assert reading.table.column("event_id").to_pylist() == ["g", "b"]


def test_lines_that_end_in_two_ways():
    text = f"{HEADER}\r\n{GOOD}\nb,2016-07-02,,Iraq,33,44,1,1,1,x\r\nc,1970-01-01,,Iraq,33,44,,,,\n"
    reading = read_events(text.encode(), "t.csv", form="csv")
    assert (reading.counts.read, reading.counts.imported) == (3, 2)


@pytest.mark.parametrize(
    ("encoding", "stated", "word"),
    [
        ("utf-16", "", "Ménbij"),
        ("latin-1", "", "Ménbij"),
        ("cp1256", "cp1256", "منبج"),
        ("cp1252", "cp1252", "Ménbij “x”"),
    ],
)
def test_encodings(encoding, stated, word):
    text = f"{HEADER}\na,2016-07-02,,Iraq,33,44,1,1,1,{word}\n"
    mapping = {"encoding": stated} if stated else None
    reading = read_events(text.encode(encoding), "t.csv", form="csv", mapping=mapping)
    assert reading.table.column("notes").to_pylist() == [word]


def test_a_stray_byte_far_down_rejects_its_row():
    rows = [f"r{i},2016-07-02,,Iraq,33,44,1,1,1,{'x' * 60}" for i in range(4000)]
    text = "\n".join([HEADER, *rows]).encode() + b"\nz,2016-07-02,,Iraq,33,44,1,1,1,\xe9\n"
    reading = read_events(text, "t.csv", form="csv")
    assert (reading.counts.imported, reading.counts.rejected) == (4000, 1)
    assert "encoding" in reading.rejected["reason"][0]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators(separator):
    text = f"{HEADER}\n{GOOD}".replace(",", separator)
    assert read_events(text.encode(), "t.csv", form="csv").counts.imported == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (HEADER, "no row under the header"),
        ("just words\nand more\n", "no separator stands out"),
        ("a,b;c,d;e\n1,2;3,4;5\n", "no separator stands out"),
        ("a,b,c\n1,2,3\n", "no column for date_start. Columns: a, b, c"),
    ],
)
def test_a_file_that_is_no_table_is_refused(text, words):
    with pytest.raises(ImportFault, match=words):
        read_events(text.encode(), "t.csv", form="csv")


def test_coordinates_written_in_two_ways_are_a_doubt():
    text = "date_start;latitude;longitude\n2016-01-01;33,5;44,5\n2016-01-02;33.5;44.5\n"
    with pytest.raises(ImportFault, match="decimal"):
        read_events(text.encode(), "t.csv", form="csv")


def test_nothing_of_an_upload_touches_the_disk(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert _read().counts.imported == 1
    assert list(tmp_path.iterdir()) == []
