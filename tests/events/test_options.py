import pytest

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import load, understand


def test_a_mapping_is_read_from_toml_and_json(tmp_path):
    (tmp_path / "a.toml").write_text('separator = ";"\n[columns]\nbest = "Dead"\n', "utf-8")
    (tmp_path / "a.json").write_text('{"separator": ";", "columns": {"best": "Dead"}}', "utf-8")
    one, two = (understand(load(tmp_path / name), name) for name in ("a.toml", "a.json"))
    assert one == two
    assert one.written == two.written != understand(None, "").written


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"colums": {}}, "column colums: expected one of separator"),
        ({"columns": {"deaths": "Dead"}}, "column columns.deaths: not a column of the schema"),
        ({"columns": "Dead"}, "of the wrong kind"),
        ({"decimal": ";"}, "expected . or ,"),
        ({"measure": "deaths"}, "expected one of people-killed"),
        ({"separator": "::"}, "expected one character"),
    ],
)
def test_what_is_not_known_is_named(mapping, words):
    with pytest.raises(ImportFault, match=words):
        understand(mapping, "m.toml")


def test_a_broken_mapping_file(tmp_path):
    (tmp_path / "a.toml").write_text("separator = \n", "utf-8")
    with pytest.raises(ImportFault, match="not a mapping file"):
        load(tmp_path / "a.toml")
