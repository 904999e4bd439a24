import pytest

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import check_mapping, load_mapping


def test_a_mapping_is_read_from_toml_and_json(tmp_path):
    (tmp_path / "a.toml").write_text('separator = ";"\n[columns]\nbest = "Dead"\n', "utf-8")
    (tmp_path / "a.json").write_text('{"separator": ";", "columns": {"best": "Dead"}}', "utf-8")
    one, two = (check_mapping(load_mapping(tmp_path / name), name) for name in ("a.toml", "a.json"))
    assert one == two
    assert one.written == two.written != check_mapping(None, "").written


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"colums": {}}, "column colums: expected one of separator"),
        ({"columns": {"deaths": "Dead"}}, "column columns.deaths: not a column of the schema"),
        ({"columns": "Dead"}, "of the wrong kind"),
        ({"decimal": ";"}, "expected one of ., ,"),
        ({"measure": "deaths"}, "expected one of people-killed"),
        ({"separator": "::"}, "expected one character"),
        ({"skip": True}, "of the wrong kind"),
        ({"constants": {"country": ["Iraq"]}}, "of the wrong kind"),
        ({"constants": {"country": {"a": 1}}}, "of the wrong kind"),
        ({"columns": {"best": True}}, "of the wrong kind"),
        ({"columns": {"best": ["a", "b", "c"]}}, "a date may have three"),
        ({"columns": {"date_start": ["a", "b"]}}, "a date may have three"),
        ({"missing": [["NA"]]}, "of the wrong kind"),
        ({"equal_rows": "no"}, "expected one of keep, drop"),
        ({"wide": {"columns": "Anbar"}}, "expected columns ="),
        ({"wide": {"columns": ["Anbar"], "field": "best"}}, "no column for a name"),
    ],
)
def test_what_is_not_known_is_named(mapping, words):
    with pytest.raises(ImportFault, match=words):
        check_mapping(mapping, "m.toml")


def test_a_broken_mapping_file(tmp_path):
    (tmp_path / "a.toml").write_text("separator = \n", "utf-8")
    with pytest.raises(ImportFault, match="not a mapping file"):
        load_mapping(tmp_path / "a.toml")
