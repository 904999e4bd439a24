import pytest

from conflict_atlas.events.formats import airwars, hxl
from conflict_atlas.events.formats.csv_dialect import Dialect, sniff
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.formats.recognition import choose
from conflict_atlas.events.formats.source_table import SourceTable


def _choose(header: str, row: str = "", form: str = "auto") -> str:
    text = header + "\n" + (row or "," * header.count(",")) + "\n"
    return choose(SourceTable("t.csv", sniff(text.encode(), "t.csv", MappingFile())), form).name


def _table(header: tuple[str, ...], tags: tuple[str, ...] = (), **stated: str) -> SourceTable:
    return SourceTable("t.csv", Dialect("utf-8", ",", 0, header, tags, ()), MappingFile(**stated))


UCDP = "id,type_of_violence,conflict_{},side_a,side_b,where_prec,date_prec,date_start,date_end,best"
ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,fatalities,timestamp"


@pytest.mark.parametrize("release", ["new_id", "dset_id"])
def test_releases_of_ucdp_name_conflicts_differently(release):
    assert _choose(UCDP.format(release)) == "ucdp-ged"


def test_case_and_signs_between_words_do_not_matter():
    assert _choose(ACLED.upper()) == "acled"


@pytest.mark.parametrize(
    "header",
    [
        "Unique Reference Code,Date,Civilians Killed Min,Civilians Killed Max",
        "code,incident_date,min_killed,max_killed",
        "id,Date,Minimum civilian deaths,Maximum civilian deaths,Militants Killed Min",
    ],
)
def test_lists_with_a_lowest_and_a_highest_number_are_of_whoever_is_named(header):
    with pytest.raises(ImportFault, match="no known format"):
        _choose(header)
    assert _choose(header, form="airwars") == "airwars"
    assert _choose(f"{header},Strike Status,Belligerents List, Geolocation Accuracy") == "airwars"
    row = ",".join(["x"] * header.count(","))
    assert _choose(f"{header},link", f"{row},x,https://airwars.org/1") == "airwars"


def test_two_lowest_numbers_are_a_doubt():
    header = ("date", "killed min", "deaths min", "killed max")
    with pytest.raises(ImportFault, match="killed min, deaths min"):
        airwars.map_fields(_table(header))


def test_a_header_that_fits_two_formats_is_a_doubt():
    both = "Place id,Governorate,Families,date,civilians killed min,civilians killed max,Anbar"
    row = "1,Anbar,5,2016-01-01,1,2,https://airwars.org/1"
    with pytest.raises(ImportFault, match=r"airwars or dtm.*--format settles it"):
        _choose(both, row)


def test_an_unknown_header_is_named():
    with pytest.raises(ImportFault, match=r"no known format \(a, b, c\).*mapping file"):
        _choose("a,b,c")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("acled", "missing event_date, event_type, sub_event_type, actor1, fatalities"),
        ("hxl", "missing a row of HXL tags"),
    ],
)
def test_a_stated_format_must_have_its_columns(form, words):
    with pytest.raises(ImportFault, match=words):
        _choose("a,b,c", form=form)


def test_tags_without_a_header_above_them():
    assert _choose("#date,#event+type,#affected+killed", "2016-01-01,x,1") == "hxl"


def test_tags_that_count_two_things_are_a_doubt():
    tags = ("#date", "#affected+killed", "#affected+idps")
    with pytest.raises(ImportFault, match='measure = "people-killed" settles it'):
        hxl.map_fields(_table(tags, tags))
    assert hxl.map_fields(_table(tags, tags, measure="people-displaced")).best == "c2"


def test_tags_without_a_date_are_refused():
    with pytest.raises(ImportFault, match="no tag is one of #date"):
        hxl.map_fields(_table((), ("#event+type", "#affected+killed")))
