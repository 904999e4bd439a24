"""Small inputs that once failed silently: now the right value, or a clear refusal."""

from pathlib import Path

import pandas as pd
import pytest

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import load_mapping
from conflict_atlas.events.importing.reader import Reading, read_events

CASES = Path(__file__).parent / "files" / "cases"


def _read(name: str, mapping: str = "", form: str = "auto", **stated: object) -> Reading:
    given = load_mapping(CASES / mapping) if mapping else stated
    return read_events((CASES / name).read_bytes(), name, form=form, mapping=given)


def _days(reading: Reading) -> list[str]:
    return sorted(map(str, reading.table.column("date_start").to_pylist()))


def test_excel_cuts_the_year_and_the_column_of_years_gives_it_back():
    reading = _read("acled-saved-by-excel.csv")
    assert _days(reading) == ["2016-03-04", "2016-10-17"]
    assert reading.source.format == "acled"


def test_a_short_year_that_nothing_settles_refuses_the_file():
    for stated in ({}, load_mapping(CASES / "short-year.toml")):  # %Y does not settle it
        with pytest.raises(ImportFault, match='date_format = "%d/%m/%y"') as caught:
            _read("short-year.csv", form="csv", **stated)
        assert "%Y" not in str(caught.value)
        assert "%m/%d" not in str(caught.value)  # there is no month 31
    assert _days(_read("short-year.csv", form="csv", date_format="%d/%m/%y")) == ["2016-12-31"]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["03/04/2016", "25/12/2016"], "; of the first rows 25/12/2016 has the day first"),
        (["03/04/2016", "12/25/2016"], "; of the first rows 12/25/2016 has the month first"),
        (["03/04/2016", "25/12/2016", "12/25/2016"], "the day first and 12/25/2016 has the month"),
    ],
)
def test_the_order_of_day_and_month_is_shown_and_never_guessed(cells, shown):
    text = "\n".join(["event_id,date_start", *(f"{n},{cell}" for n, cell in enumerate(cells))])
    with pytest.raises(ImportFault, match="it is not guessed") as caught:
        read_events(text.encode(), "dates.csv", form="csv")
    assert shown in str(caught.value)


def test_the_number_of_a_row_is_no_date():
    reading = _read("dtm-index-column.csv")
    assert reading.source.format == "dtm"
    assert set(_days(reading)) == {"2016-08-03"}
    assert sorted(reading.table.column("best").to_pylist()) == [24, 30, 30, 36]


def test_what_r_writes_for_missing_is_no_actor():
    events = _read("acled-from-r.csv").table.to_pandas()
    assert events["side_b"].isna().all()
    assert events["admin2"].isna().all()
    assert events["best"].tolist() == [0, 0]


def test_thousands_with_a_point():
    events = _read("thousands-point.csv", form="csv").table.to_pandas().set_index("event_id")
    assert events["best"].to_dict() == {"1": 2000, "2": 1200, "3": 12}


@pytest.mark.parametrize(("measure", "figure"), [("people-displaced", 300), ("people-killed", 3)])
def test_tags_with_more_attributes_are_found(measure, figure):
    with pytest.raises(ImportFault, match="tags count both"):
        _read("hxl-attributes.csv")
    reading = _read("hxl-attributes.csv", measure=measure)
    assert reading.table.column("best").to_pylist() == [figure]
    assert reading.table.column("admin1").to_pylist() == ["Ninewa"]
    assert "figures passed over: #affected+" in reading.report()


def test_levels_are_not_added():
    reading = _read("hxl-levels.csv")
    assert reading.table.column("best").to_pylist() == [100]
    assert reading.table.column("admin2").to_pylist() == ["Mosul"]
    assert "level 2 is taken" in reading.report()
    one = _read("hxl-levels.csv", level="1")
    assert one.table.column("admin2").to_pylist() == [None]
    with pytest.raises(ImportFault, match=r"several levels.*0 \(100\), 1 \(100\), 2 \(100\)"):
        _read("hxl-levels.csv", level="3")


def test_levels_that_do_not_add_up_alike_are_asked_for():
    text = (CASES / "hxl-levels.csv").read_text("utf-8").replace("2,100", "2,70")
    with pytest.raises(ImportFault, match=r'several levels.*2 \(70\).*level = "2"'):
        read_events(text.encode(), "levels.csv")


def test_a_list_of_another_organisation_is_not_credited_to_airwars():
    with pytest.raises(ImportFault, match="no known format"):
        _read("other-organisation.csv")
    stated = {"title": "A list", "attribution": "Its makers", "licence": "CC BY 4.0"}
    source = _read("other-organisation.csv", form="airwars", **stated).source
    assert (source.title, source.attribution) == ("A list", "Its makers")


def test_ucdp_as_geojson_is_ucdp():
    reading = _read("ucdp.geojson")
    assert reading.source.format == "ucdp-ged"
    row = reading.table.to_pandas().iloc[0]
    assert row[["latitude", "longitude", "low", "best", "high"]].tolist() == [36.3, 43.1, 2, 3, 4]
    assert row[["date_precision", "geo_precision"]].tolist() == ["year", "admin1"]
    assert row[["place", "admin1"]].tolist() == ["Example place", "Example province"]


def test_an_empty_point_is_an_event_without_a_place():
    reading = _read("empty-point.geojson")
    assert (reading.source.events, reading.source.placed) == (1, 0)


def test_a_number_may_stand_in_a_mapping():
    row = _read("number-constant.csv", "number-constant.toml").table.to_pandas().iloc[0]
    assert row[["latitude", "longitude"]].tolist() == [33.5, 44.5]


def test_infinity_is_no_day():
    reading = _read("infinity.csv", form="csv")
    assert _days(reading) == ["2016-03-05"]
    assert reading.source.last_day == "2016-03-06"
    assert reading.rejected["reason"].str.startswith("the year is not one from 1900").all()


def test_equal_rows_without_identifier_are_events_of_their_own():
    reading = _read("equal-rows.csv", "equal-rows.toml")
    assert (reading.counts.imported, reading.counts.equal) == (2, 1)
    assert reading.table.column("best").to_pylist() == [2, 2]
    assert len(set(reading.table.column("event_id").to_pylist())) == 2
    assert "1 rows equal an earlier one" in reading.report()
    dropped = _read("equal-rows.csv", **load_mapping(CASES / "equal-rows.toml"), equal_rows="drop")
    assert (dropped.counts.imported, dropped.counts.duplicates) == (1, 1)


def test_an_event_stays_whose_lowest_figure_is_above_its_highest():
    reading = _read("low-above-high.csv", form="csv")
    row = reading.table.to_pandas().iloc[0]
    assert row["best"] == 385
    assert pd.isna(row["low"])
    assert pd.isna(row["high"])
    assert row["figure_note"] == "low above high"
    assert reading.source.disordered == 1
    assert "1 x the source's low above high" in reading.report()


def test_the_file_named_is_the_file_read(tmp_path):
    for name, day in (("acled[1].csv", "2016-03-04"), ("acled1.csv", "1999-01-01")):
        (tmp_path / name).write_text(f"event_id,date_start,best\n1,{day},3\n", "utf-8")
    with read_events(tmp_path / "acled[1].csv", "acled[1].csv", scratch=tmp_path / "s") as reading:
        assert _days(reading) == ["2016-03-04"]


@pytest.mark.parametrize(
    "name", ["list*.csv", "wh?t.csv", 'a b\'s "c".csv', "منبج.csv", "[a-z].csv"]
)
def test_names_that_an_engine_or_a_shell_would_take_for_more(tmp_path, name):
    folder = tmp_path / "of [all] * kinds"
    folder.mkdir()
    for other in ("list1.csv", "what.csv", "a.csv"):
        (folder / other).write_text("event_id,date_start,best\n9,1999-01-01,9\n", "utf-8")
    (folder / name).write_text("event_id,date_start,best\n1,2016-03-04,3\n", "utf-8")
    with read_events(folder / name, name, scratch=folder / "s[1]") as reading:
        assert reading.table.column("best").to_pylist() == [3]


@pytest.mark.parametrize("rows", [3_000, 30])
def test_a_quotation_mark_that_does_not_close_early_in_the_file(rows):
    text = 'event_id,date_start,best,notes\n1,2016-03-04,3,ok\n2,2016-03-04,3,"never closed\n'
    text += "".join(f"{n},2016-03-05,1,invented row {'z' * 60}\n" for n in range(rows))
    reading = read_events(text.encode(), "open.csv", form="csv")
    assert reading.table.column("event_id").to_pylist() == ["1"]
    assert "does not close" in reading.rejected["reason"][0]


def test_a_first_record_that_is_longer_than_what_is_looked_at():
    text = f'event_id,date_start,notes\n1,2016-03-04,"{"long " * 60_000}"\n2,2016-03-05,x\n'
    reading = read_events(text.encode(), "long.csv", form="csv")
    assert reading.counts.imported == 2
    assert max(map(len, reading.table.column("notes").to_pylist())) == 299_999
