"""Citations for reference managers."""

import dataclasses
import json

from conflict_atlas.claims.citation_forms import csl_json, ris
from conflict_atlas.claims.package import Package

ADDRESS = "https://atlas.example/claim/x"


def test_ris_has_a_field_a_line(real_package: Package):
    lines = ris(real_package, ADDRESS).split("\r\n")
    fields = dict(line.split("  - ") for line in lines if line)
    assert lines[0] == "TY  - DATA"
    assert lines[-2] == "ER  - "
    assert fields["TI"] == real_package.title
    assert fields["UR"] == ADDRESS
    assert fields["ET"] == real_package.data_version
    assert real_package.article.author in fields["N1"]


def test_no_text_begins_a_field_of_its_own(real_package: Package):
    spoilt = dataclasses.replace(real_package, title="One\r\nER  - \nTY  - BOOK")
    lines = ris(spoilt, ADDRESS).split("\r\n")
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - DATA", "ER  - "]


def test_csl_json_is_read_by_programs(real_package: Package):
    [entry] = json.loads(csl_json(real_package, ADDRESS))
    assert entry["type"] == "dataset"
    assert entry["title"] == real_package.title
    assert entry["URL"] == ADDRESS
    created = real_package.descriptor["created"][:10]
    assert entry["issued"]["date-parts"] == [[int(part) for part in created.split("-")]]


def test_a_package_without_a_day_is_cited_without_one(real_package: Package):
    bare = dataclasses.replace(real_package, descriptor={})
    assert "PY" not in ris(bare, ADDRESS)
    assert "issued" not in json.loads(csl_json(bare, ADDRESS))[0]
