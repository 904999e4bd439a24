"""There is one list of import formats; docs, schema, command line and page all use it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import formats as made  # docs/formats.py
import pytest

from conflict_atlas import cli
from conflict_atlas.events.formats.registry import AUTO, ENDINGS, FORMATS, NAMES
from conflict_atlas.exit_codes import MISUSED
from conflict_atlas.ui.events import upload_form

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
PACKAGE = (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")


def test_the_page_of_the_docs_is_as_it_is_made():
    assert made.in_docs(DOCS) == DOCS
    for one in FORMATS:
        assert f"| `{one.name}` | {one.file} | {one.becomes} |" in DOCS


def test_the_schema_knows_every_format():
    assert made.in_descriptor(PACKAGE) == PACKAGE
    fields = {
        field["name"]: field
        for resource in json.loads(PACKAGE)["resources"]
        for field in resource["schema"]["fields"]
    }
    assert fields["dataset_format"]["constraints"]["enum"] == ["any", *NAMES]


@pytest.mark.parametrize("name", [AUTO, *NAMES])
def test_the_command_line_takes_every_format(name, capsys, tmp_path):
    assert cli.main(["import", str(tmp_path / "none.csv"), "--format", name]) == MISUSED
    assert "no such file" in capsys.readouterr().err  # it has read the call


def test_the_command_line_refuses_any_other_format(capsys, tmp_path):
    with pytest.raises(SystemExit):
        cli.main(["import", str(tmp_path / "none.csv"), "--format", "nonsense"])
    assert "invalid choice: 'nonsense'" in capsys.readouterr().err


def test_the_page_offers_every_format():
    assert set(upload_form.FORMATS.values()) == {AUTO, *NAMES}
    assert {f".{ending}" for ending in upload_form.ENDINGS} == set(ENDINGS)


def test_what_is_made_shows_a_format_that_was_forgotten():
    assert made.in_docs(DOCS.replace(f"| `{NAMES[0]}` |", "| `forgotten` |")) == DOCS
    assert made.in_descriptor(PACKAGE.replace(f'"{NAMES[0]}"', '"forgotten"', 1)) == PACKAGE


def test_the_list_of_formats_needs_no_engine():
    code = (
        "import sys; import conflict_atlas.events.formats.registry;"
        "sys.exit(bool({'duckdb', 'ibis', 'pandas', 'pyarrow', 'streamlit'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert done.returncode == 0
