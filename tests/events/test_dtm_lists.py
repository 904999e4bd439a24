"""Master lists as published by IOM: names, titles and groups of columns."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from event_files import read_as
from workbooks import xlsx

from conflict_atlas.events.formats import day_in_name
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.reader import read_events

LIST = Path(__file__).parent / "files" / "Master_List_IDP_2016-08-03_invented.csv"
NAME = "Master_List_IDP_2016-08-03.xlsx"


def _rows(**renamed: str) -> list[list[object]]:
    """Header and rows of the invented list, numbers as numbers."""
    header, *rows = list(csv.reader(io.StringIO(LIST.read_text(encoding="utf-8"))))[1:]
    typed = [[int(cell) if cell.isdecimal() else cell for cell in row] for row in rows]
    return [[renamed.get(name, name) for name in header], *typed]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Round64_Master_List_IDP_2017-2-2_IOM_DTM.xlsx", date(2017, 2, 2)),
        ("Round51_Master_List_IDP_2016_08_03_IOM_DTM.xlsx", date(2016, 8, 3)),
        ("05_IOM DTM Master_List_IDP_Round 51_20160803.xlsx", date(2016, 8, 3)),
        ("Round32_Master_List_IDP_2015_November_5_IOM_DTM.xlsx", date(2015, 11, 5)),
        ("IDPs_MasterList_dataset_DTM_IOMFeb 02, 2017_Round64.xlsx", date(2017, 2, 2)),
        ("2021112149393_Round119_Master_List_IDP_2020-12-31_IOM_DTM.xlsx", date(2020, 12, 31)),
        ("DTM Dataset 15 JAN 2015.xlsx", date(2015, 1, 15)),
        ("Master_List_2021-21-31.xlsx", None),  # no month 21
        ("Master_List_2021_February_30.xlsx", None),
        ("Summary 12 2016.xlsx", None),  # no March
        ("Master_List_03-08-2016.xlsx", None),  # day or month may be first
        ("2016-08-03_to_2016-08-10.xlsx", None),
        ("Round128_Master_List_IDP.xlsx", None),
    ],
)
def test_the_day_in_a_name_is_the_one_that_it_says(name, day):
    assert day_in_name.find(name) == day


def test_the_names_for_groups_of_columns_above_the_header_are_titles():
    header, *rows = _rows()
    width = len(header)
    groups = [""] * width
    groups[8], groups[11], groups[13] = "Governorate of origin", "Shelter", "Period"
    titled = xlsx(
        Cover=[["IOM", "Matrix"], ["Contact", "Somebody"]],
        Dataset=[["IOM DTM", *[""] * (width - 1)], groups, [""] * width, header, *rows],
    )
    reading = read_as(titled, NAME)
    plain = read_events(LIST.read_bytes(), "Master_List_IDP_2016-08-03.csv")
    assert reading.source.format == "dtm"
    assert reading.table.column("best").to_pylist() == plain.table.column("best").to_pylist()
    assert "3 rows above the header are read as titles" in reading.report()
    assert "sheet: Dataset" in reading.report()


@pytest.mark.parametrize(
    "text",
    [
        # A sentence with the separator in it makes one row wide.
        "date_start,best\n2016-03-04,1\n2016-03-05,2,a,long,note,with,commas\n",
        # Most columns have no name.
        "date_start,best,,,,,\n2016-03-04,1,2,3,4,5,6\n2016-03-05,2,2,3,4,5,6\n",
    ],
)
def test_a_header_that_is_emptier_than_its_rows_is_no_title(text):
    reading = read_events(text.encode(), "events.csv", form="csv")
    assert reading.table.column("best").to_pylist()[0] == 1
    assert "titles" not in reading.report()


def test_people_who_have_returned_are_not_read_as_displaced():
    with pytest.raises(ImportFault, match="people are listed who have returned"):
        read_as(xlsx(Dataset=_rows()), "Master_List_Returnee_2016-08-03.xlsx")
    with pytest.raises(ImportFault, match="'Habitual residence' says"):
        read_as(xlsx(Dataset=_rows(Camp="Habitual residence")), NAME)
