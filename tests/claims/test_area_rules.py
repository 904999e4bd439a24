"""Counts by area that contradict themselves or their series."""

import pytest

# Row 2 is a month of Tessany, row 8 a day of Velmar.
MONTH, DAY = 2, 8


@pytest.mark.parametrize(
    ("row", "change", "column", "words"),
    [
        (MONTH, {"date": "1987-04-01"}, "date", "1987-05-01 to 1987-06-30"),
        (DAY, {"date": "1987-07-01"}, "date", "1987-03-01 to 1987-06-30"),
        (MONTH, {"date": "1987-05-02"}, "date", "the first day of a month"),
        (MONTH, {"admin1": ""}, "admin1", "together or neither"),
        (MONTH, {"low": "13"}, "best", "at least 13 (low)"),
        (MONTH, {"high": "11"}, "high", "at least 12 (best)"),
        (MONTH, {"coarse": "5"}, "coarse", "at most 4 (events)"),
        (MONTH, {"out_of_order": "5"}, "out_of_order", "at most 4 (events)"),
        (MONTH, {"admin1_code": "XB-ZZ"}, "admin1_code", "outline"),
        (MONTH, {"admin1_code": "XA-AA", "admin1": "Ostrel Coast"}, "admin1_code", "a code of XB"),
    ],
)
def test_a_count_that_does_not_hold(editor, row: int, change: dict[str, str], column: str, words):
    assert editor.broken_rules() == []
    editor.set("area_counts.csv", change, row)
    (fault,) = editor.broken_rules()
    assert (fault.file, fault.row, fault.column) == ("area_counts.csv", row, column)
    assert words in fault.reason


def test_a_count_of_another_country_is_refused(editor):
    change = {"country": "XA", "admin1_code": "XA-AA"}
    editor.set("area_counts.csv", change, MONTH)
    (fault,) = [f for f in editor.broken_rules() if f.column == "country"]
    assert (fault.file, fault.row, fault.value) == ("area_counts.csv", MONTH, "XA")
    assert "XB, the country of the series" in fault.reason


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"covered_from": ""}, "covered_from", "together or neither"),
        ({"covered_to": "1980-01-01"}, "covered_to", "(covered_from) or later"),
        ({"quantity": "stock"}, "covered_from", "the quantity is stock"),
    ],
)
def test_a_coverage_that_does_not_hold(editor, change: dict[str, str], column: str, words: str):
    rows = editor.read("series.csv")
    number = next(n for n, r in enumerate(rows, 2) if r["covered_from"])
    editor.set("series.csv", change, number)
    faults = [f for f in editor.broken_rules() if f.file == "series.csv"]
    (fault,) = faults
    assert (fault.row, fault.column) == (number, column)
    assert words in fault.reason


def test_two_series_do_not_count_the_same_in_one_country(editor):
    series = editor.read("series.csv")
    again = next(r for r in series if r["series_id"] == "velmar-recorded-deaths")
    editor.write("series.csv", [*series, again | {"series_id": "again"}])
    rows = editor.read("area_counts.csv")
    editor.write("area_counts.csv", [*rows, rows[-1] | {"series_id": "again"}])
    (fault,) = editor.broken_rules()
    assert (fault.file, fault.column, fault.value) == ("area_counts.csv", "series_id", "again")
    assert "velmar-recorded-deaths" in fault.reason
