"""Dates whose stated order or year is contradicted by other rows: refused, never half swapped."""

from datetime import date, timedelta

import pytest

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.reader import Reading, read_events

YEAR = [date(2016, 1, 1) + timedelta(n) for n in range(0, 366, 3)]
BOTH = 'date_format = "{}"'.format
# By its first twelve days a month can be read either way; those are what would be swapped.
DECISIVE = sum(day.day > 12 for day in YEAR)


def _read(form: str, days: list[date], head: str = "date_start", **stated: object) -> Reading:
    rows = "".join(f"{n},{day.strftime(form)}\n" for n, day in enumerate(days))
    text = f"event_id,{head}\n{rows}"
    return read_events(text.encode(), "t.csv", form="csv", mapping=stated)


@pytest.mark.parametrize(
    ("written", "stated", "right"),
    [
        ("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%Y"),
        ("%d.%m.%Y", "%m.%d.%Y", "%d.%m.%Y"),
        ("%m/%d/%y", "%d/%m/%y", "%m/%d/%y"),
        ("%m/%d/%Y 10:00", "%d/%m/%Y", "%m/%d/%Y"),
        ("%Y-%m-%d", "%Y-%d-%m", "%Y-%m-%d"),  # which is read all the same where it must be
        ("%Y%m%d", "%Y%d%m", "%Y%m%d"),
        ("%Y-%d-%m", "", "%Y-%d-%m"),
        ("%Y/%d/%m", "", "%Y/%d/%m"),
        ("%Y%d%m", "", "%Y%d%m"),
    ],
)
def test_a_format_that_other_rows_contradict_refuses_the_file(written, stated, right):
    given = {"date_format": stated} if stated else {}
    with pytest.raises(ImportFault) as caught:
        _read(written, YEAR, **given)
    assert f"{DECISIVE} rows such as" in str(caught.value)
    assert f"{BOTH(right)} settles it" in str(caught.value)
    reading = _read(written, YEAR, date_format=right)
    assert sorted(reading.table.column("date_start").to_pylist()) == YEAR
    assert not reading.counts.rejected


@pytest.mark.parametrize("form", ["acled", "csv"])
def test_a_wrong_format_for_an_export_that_excel_saved(form):
    """Excel in the United States writes the month first; the format stated has the day first."""
    head = (
        "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,fatalities,"
        "latitude,longitude"
    )
    rows = "".join(
        f"IRQ{n},{day:%m/%d/%Y},2016,Battles,Armed clash,A,1,33,44\n" for n, day in enumerate(YEAR)
    )
    stated = {"date_format": "%d/%m/%Y"}
    if form == "csv":
        stated["columns"] = {"event_id": "event_id_cnty", "date_start": "event_date"}
    with pytest.raises(ImportFault, match='"%m/%d/%Y" settles it'):
        read_events(f"{head}\n{rows}".encode(), "e.csv", form=form, mapping=stated)


def test_one_row_is_enough_where_no_other_speaks_for_the_format():
    with pytest.raises(ImportFault, match="does not fit 03/25/2016"):
        _read("%m/%d/%Y", [date(2016, 3, 4), date(2016, 3, 25)], date_format="%d/%m/%Y")


def test_rows_of_both_orders_are_refused_and_a_slip_is_one_rejected_row():
    mixed = "".join(
        f"{n},{day.strftime('%m/%d/%Y' if n % 3 else '%d/%m/%Y')}\n" for n, day in enumerate(YEAR)
    )
    with pytest.raises(ImportFault, match="change places within the column"):
        read_events(
            f"event_id,date_start\n{mixed}".encode(), "t.csv", form="csv",
            mapping={"date_format": "%d/%m/%Y"},
        )  # fmt: skip
    rows = "".join(f"{n},{day:%d/%m/%Y}\n" for n, day in enumerate(YEAR))
    reading = read_events(
        f"event_id,date_start\n{rows}x,12/25/2016\n".encode(), "t.csv", form="csv",
        mapping={"date_format": "%d/%m/%Y"},
    )  # fmt: skip
    assert reading.rejected["date_start"].tolist() == ["12/25/2016"]


def test_the_end_and_the_parts_of_a_date_are_looked_at_too():
    ends = "event_id,date_start,date_end\na,2016-03-04,03/25/2016\nb,2016-03-04,03/05/2016\n"
    with pytest.raises(ImportFault, match=r"column date_end.*does not fit 03/25/2016"):
        read_events(ends.encode(), "t.csv", form="csv", mapping={"date_format": "%d/%m/%Y"})
    columns = {"event_id": "event_id", "date_start": ["y", "m", "d"]}
    with pytest.raises(ImportFault, match=r"column y, m, d.*the other order in .columns"):
        _read("%Y,%d,%m", YEAR, "y,m,d", columns=columns)


def test_a_column_of_years_contradicts_a_stated_format():
    with pytest.raises(ImportFault, match="16/01/01 is read as 2001, beside 2016"):
        _read("%y/%m/%d,%Y", YEAR, "date_start,year", date_format="%d/%m/%y")
    assert not _read("%y/%m/%d,%Y", YEAR, "date_start,year", date_format="%y/%m/%d").counts.rejected
    spans = "event_id,date_start,date_end,year\na,30/12/2015,02/01/2016,2016\n"
    stated = {"date_format": "%d/%m/%Y"}
    assert read_events(spans.encode(), "t.csv", form="csv", mapping=stated).counts.imported == 1
