"""What holds of values holds whichever format they stand in, and whichever kind of file."""

import csv
import gzip
import io
import json
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from event_files import FILES, zipped
from workbooks import ods, xlsx

from conflict_atlas.events.formats import recognition
from conflict_atlas.events.formats.csv_dialect import sniff
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.formats.registry import AUTO, FORMATS
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.importing.reader import read_events
from conflict_atlas.events.tables.open_table import open_table
from conflict_atlas.events.tables.table_writer import Place

LATE = "the year is not one from 1900 to "
# Of each format an invented file, and its column of days.
SAMPLES = {
    "ucdp-ged": ("ucdp_ged_invented.csv", "date_start"),
    "acled": ("acled_invented.csv", "event_date"),
    "airwars": ("airwars_invented.csv", "Date"),
    "dtm": ("cases/dtm-index-column.csv", "date"),
    "hxl": ("hxl_invented.csv", "When"),
    "csv": ("cases/infinity.csv", "date_start"),
}
# Excel's former format is only read: an invented file in it stands for all.
CANNOT_BE_WRITTEN = {".xls"}
DRIVERS = {".geojson": "GeoJSON", ".gpkg": "GPKG", ".fgb": "FlatGeobuf", ".kml": "LIBKML"}


def _changed(form: str, day: str) -> tuple[list[str], list[list[str]], int]:
    """The sample of a format with another day in its last row; returns the column of days too."""
    name, column = SAMPLES[form]
    header, *rows = list(csv.reader(io.StringIO((FILES / name).read_text("utf-8-sig"))))
    index = header.index(column)
    rows[-1][index] = day
    return header, rows, index


def _csv(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _saved(rows: list[list[str]], ending: str, folder: Path) -> bytes:
    """A table saved as a kind of file."""
    header, *body = rows
    frame = pd.DataFrame(body, columns=[name or "Unnamed: 0" for name in header])
    file = folder / f"made{ending}"
    if ending in DRIVERS:
        nowhere = gpd.points_from_xy([38.0] * len(frame), [36.5] * len(frame))
        gpd.GeoDataFrame(frame, geometry=nowhere, crs=4326).to_file(file, driver=DRIVERS[ending])
        return file.read_bytes()
    if ending == ".parquet":
        frame.to_parquet(file)
        return file.read_bytes()
    text = _csv(rows)
    return {
        ".csv": lambda: text,
        ".tsv": lambda: frame.to_csv(sep="\t", index=False).encode(),
        ".txt": lambda: frame.to_csv(sep=";", index=False).encode(),
        ".xlsx": lambda: xlsx(Data=rows),
        ".ods": lambda: ods(rows),
        ".zip": lambda: zipped({"a.csv": text}),
        ".gz": lambda: gzip.compress(text),
        ".json": lambda: json.dumps({"data": frame.to_dict("records")}).encode(),
        ".kmz": lambda: zipped({"doc.kml": _saved(rows, ".kml", folder)}),
    }[ending]()


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_format_is_recognised_in_all_that_it_is_said_to_be_read_from(form, tmp_path):
    header, rows, _ = _changed(form.name, "2016-03-04")
    nothing = MappingFile()
    for ending in set(form.endings) - CANNOT_BE_WRITTEN:
        content, name = _saved([header, *rows], ending, tmp_path), f"made{ending}"
        known = partial(recognition.is_known, file=name, stated=nothing)
        opened = open_table(content, name, nothing, Place(None, 1 << 30), known)
        dialect = sniff(opened.content, opened.name, opened.stated, whole=True)
        table = SourceTable(opened.name, dialect, opened.stated)
        assert recognition.choose(table, AUTO).name == form.name, ending


def test_every_format_has_a_sample():
    assert set(SAMPLES) == {form.name for form in FORMATS}


@pytest.mark.parametrize("form", SAMPLES)
@pytest.mark.parametrize("day", ["infinity", "-infinity", "1899-12-31", "2999-01-01", "9999-12-31"])
def test_days_that_no_source_means_are_rejected_in_every_format(form, day):
    header, rows, index = _changed(form, day)
    reading = read_events(_csv([header, *rows]), f"{form}.csv")
    assert reading.form == form
    rejected = reading.rejected[reading.rejected[header[index]] == day]
    assert rejected["reason"].str.startswith(LATE).tolist() == [True]
    assert reading.source.last_day < "2028"


@pytest.mark.parametrize("kind", ["xlsx", "json", "parquet"])
def test_days_that_no_source_means_are_rejected_in_every_kind_of_file(tmp_path, kind):
    header, rows, _ = _changed("ucdp-ged", "2999-01-01")
    frame = pd.DataFrame(rows, columns=header)
    if kind == "xlsx":
        content = xlsx(Data=[header, *rows])
    elif kind == "json":
        content = json.dumps({"Result": frame.to_dict("records")}).encode()
    else:
        frame.to_parquet(tmp_path / "made.parquet")
        content = (tmp_path / "made.parquet").read_bytes()
    reading = read_events(content, f"made.{kind}")
    assert reading.form == "ucdp-ged"
    assert reading.rejected["reason"].str.startswith(LATE).sum() == 1
    assert reading.source.last_day < "2028"


@pytest.mark.parametrize("form", SAMPLES)
def test_an_order_of_day_and_month_is_asked_for_in_every_format(form):
    header, rows, _ = _changed(form, "03/04/2016")
    with pytest.raises(ImportFault, match="it is not guessed"):
        read_events(_csv([header, *rows]), f"{form}.csv")


def test_characters_that_no_text_has_are_left_out():
    text = (
        "event_id,date_start,place,side_a\na\0b,2016-03-04,Ra\0qqa,\0\nc,2016-03-04, \0Mosul ,A\n"
    )
    events = read_events(text.encode(), "t.csv").table.to_pandas().sort_values("event_id")
    assert events["event_id"].tolist() == ["ab", "c"]
    assert events["place"].tolist() == ["Raqqa", "Mosul"]
    assert events["side_a"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("column", "stated", "day"),
    [
        (True, {"date_start": "2016-09-01"}, "2016-09-01"),
        (True, {}, "2016-08-04"),
        (False, {}, "2016-08-03"),
    ],
)
def test_the_day_of_a_master_list(column, stated, day):
    """A mapping comes before a column, and a column before the name."""
    text = (FILES / "Master_List_IDP_2016-08-03_invented.csv").read_text("utf-8").splitlines()[1:]
    if column:
        text = [f"{text[0]},Date", *(f"{row},2016-08-04" for row in text[1:])]
    reading = read_events(
        "\n".join(text).encode(), "List_2016-08-03.csv", mapping={"constants": stated}
    )
    assert set(map(str, reading.table.column("date_start").to_pylist())) == {day}


def test_a_mapping_changes_one_field_of_a_format_that_is_recognised():
    name = "Master_List_IDP_2016-08-03_invented.csv"
    content = (FILES / name).read_bytes()
    reading = read_events(content, name, mapping={"columns": {"notes": "District"}})
    assert reading.form == "dtm"
    assert reading.source.placed == read_events(content, name).source.placed > 0
    assert "Mosul" in reading.table.column("notes").to_pylist()
