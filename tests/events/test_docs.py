"""docs/events.md is right about the schema and the mapping file."""

import tomllib
from pathlib import Path

from conflict_atlas.events.formats.mapping_file import check_mapping
from conflict_atlas.events.schema import COLUMNS

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "events.md").read_text(encoding="utf-8")


def test_the_schema_is_the_one_in_use():
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.sql} | {column.meaning}" in DOCS


def test_the_mapping_is_one_that_is_understood():
    stated = check_mapping(tomllib.loads(DOCS.split("```toml\n")[1].split("```")[0]), "docs")
    assert stated.columns["best"] == ("Killed",)
    assert stated.date_format == "%d.%m.%Y"
