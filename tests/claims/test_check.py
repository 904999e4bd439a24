import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conflict_atlas.claims.check.package_check import check_package, load_package
from conflict_atlas.claims.contract import CODES
from conflict_atlas.fault import Fault, PackageError

ROOT = Path(__file__).resolve().parents[2]

VALUES = [
    ("claims.csv", "attributed_to", "", "a value is required"),
    ("claims.csv", "claim_type", "rumour", "expected one of event, casualty"),
    ("claims.csv", "date_start", "2031-02-30", "a day as in 2016-08-31"),
    ("claims.csv", "date_start", "2031-3-3", "a day as in 2016-08-31"),
    ("claims.csv", "low", "many", "a number as in 8.4"),
    ("claims.csv", "low", "1_000", "a number as in 8.4"),
    ("claims.csv", "low", "NaN", "expected"),
    ("claims.csv", "low", "-1", "expected at least 0"),
    ("claims.csv", "summary", "x" * 201, "expected at most 200 characters"),
    ("claims.csv", "summary", " x", "no white space at either end"),
    ("claims.csv", "paragraph", "9999", "expected the paragraph of a row of the table paragraphs"),
    ("claims.csv", "place_id", "nowhere", "expected the place_id of a row of the table places"),
    (
        "claims.csv",
        "found_source_id",
        "nobody",
        "expected the source_id of a row of the table sources",
    ),
    ("actors.csv", "part_of", "nobody", "expected the actor_id of a row of the table actors"),
    ("control.csv", "holder_id", "nobody", "expected the actor_id of a row of the table actors"),
    ("figures.csv", "figure_id", "Not An Id", "expected the form"),
    ("figures.csv", "claim_id", "no-claim", "expected the claim_id of a row of the table claims"),
    ("figures.csv", "comparable", "maybe", "true or false"),
    ("figures.csv", "comparable", "TRUE", "true or false"),
    (
        "relations.csv",
        "to_actor_id",
        "nobody",
        "expected the actor_id of a row of the table actors",
    ),
    ("places.csv", "latitude", "95", "expected at most 90"),
    ("places.csv", "iso_a2", "xy", "expected the form"),
    ("displacement.csv", "families", "12.5", "a whole number in plain digits"),
    ("displacement.csv", "individuals", "٣", "a whole number in plain digits"),
]


@pytest.mark.parametrize(("file", "column", "value", "words"), VALUES)
def test_a_wrong_value_is_named(editor, file: str, column: str, value: str, words: str):
    editor.set(file, {column: value})
    (fault,) = check_package(editor.path)
    assert (fault.file, fault.row, fault.column, fault.value) == (file, 2, column, value)
    assert words in fault.reason


def test_a_repeated_identifier_names_the_first(editor):
    editor.set("figures.csv", {"figure_id": editor.first("figures.csv", "figure_id")}, row=3)
    (fault,) = check_package(editor.path)
    assert (fault.file, fault.row, fault.column) == ("figures.csv", 3, "figure_id")
    assert "row 2 has the same" in fault.reason


def test_a_repeated_compound_key_names_its_columns(editor):
    rows = editor.read("claim_actors.csv")
    editor.write("claim_actors.csv", [*rows, rows[0]])
    (fault,) = check_package(editor.path)
    assert (fault.row, fault.column) == (len(rows) + 2, "claim_id, actor_id, role")
    assert fault.value == ", ".join(rows[0].values())


FILES: list[tuple[str, Callable[[bytes], bytes], int, str]] = [
    ("empty", lambda _: b"\n", 0, "the file is empty"),
    ("no text encoding", lambda raw: raw + b"\xe9\n", -1, "not UTF-8"),
    ("byte order mark", lambda raw: b"\xef\xbb\xbf" + raw, 1, "byte order mark"),
    ("zero byte", lambda raw: raw + b"\0\n", -1, "a zero byte"),
    ("cut off", lambda raw: raw[:-1], -2, "the last line has no end"),
    ("row too short", lambda raw: raw + b"a,b\n", -1, "values, one a column"),
    ("row too long", lambda raw: raw + b"," * 99 + b"\n", -1, "values, one a column"),
    ("empty line", lambda raw: raw + b"\n", -1, "an empty line"),
    ("open quotation", lambda raw: raw + b'"a,b\n', -1, "not readable as CSV"),
    ("extra column", lambda raw: raw.replace(b"\n", b",spare\n", 1), 1, "no such column"),
    ("column gone", lambda raw: raw.replace(b"actor_type,", b"", 1), 1, "lacks this column"),
    ("column twice", lambda raw: raw.replace(b"name,", b"name,name,", 1), 1, "twice"),
]


@pytest.mark.parametrize(
    ("change", "row", "words"), [f[1:] for f in FILES], ids=[f[0] for f in FILES]
)
def test_a_damaged_file_is_named(editor, change: Callable[[bytes], bytes], row: int, words: str):
    file = editor.path / "actors.csv"
    raw = file.read_bytes()
    file.write_bytes(change(raw))
    faults = check_package(editor.path)
    expected = row if row >= 0 else raw.count(b"\n") + 2 + row
    assert {fault.file for fault in faults} == {"actors.csv"}
    assert any(fault.row == expected and words in fault.reason for fault in faults)


def test_columns_in_another_order_are_named(editor):
    rows = [dict(reversed(row.items())) for row in editor.read("actors.csv")]
    editor.write("actors.csv", rows)
    (fault,) = check_package(editor.path)
    assert (fault.row, fault.reason.partition(" actor_id")[0]) == (1, "expected the order")


def test_a_missing_file_is_named(editor):
    (editor.path / "control.csv").unlink()
    (fault,) = check_package(editor.path)
    assert fault == Fault("control.csv", 0, "", "", "the file is missing")


def test_a_line_break_inside_a_value_is_named(editor):
    editor.set("actors.csv", {"description": "one\ntwo"})
    (fault,) = check_package(editor.path)
    assert (fault.row, fault.value) == (2, "one\ntwo")
    assert "line break" in fault.reason


def _resource(package: dict[str, Any], name: str) -> Any:
    return next(r for r in package["resources"] if r["name"] == name)


def _field(package: dict[str, Any], table: str, column: str) -> Any:
    return next(f for f in _resource(package, table)["schema"]["fields"] if f["name"] == column)


DESCRIPTORS: list[tuple[Callable[[Any], object], str, str]] = [
    (lambda d: d["article"].pop("author"), "article.author", "missing"),
    (lambda d: d["article"].update(author=""), "article.author", "expected some text"),
    (lambda d: d["article"].update(editor="x"), "article.editor", "no such entry"),
    (lambda d: d["article"].update(published="May 2031"), "article.published", "a day as in"),
    (lambda d: d["article"].update(url="paper"), "article.url", "expected an address"),
    (lambda d: d["map"].update(zoom="6"), "map.zoom", "a whole number"),
    (lambda d: d["map"].update(zoom=True), "map.zoom", "a whole number"),
    (lambda d: d["map"].update(latitude=91), "map.latitude", "-90 to 90"),
    (lambda d: d["map"].update(day="soon"), "map.day", "a day as in"),
    (lambda d: d["map"].update(basemap="../x"), "map.basemap", "a folder inside"),
    (lambda d: d["map"].update(basemap="gone"), "map.basemap", "no such folder"),
    (lambda d: d.update(map=None), "map", "expected an object"),
    (lambda d: d.update(version="1.0"), "version", "semantic version"),
    (lambda d: d.update(title=" "), "title", "expected some text"),
    (lambda d: d.update(licenses=[]), "licenses", "at least one licence"),
    (lambda d: d.update(resources={}), "resources", "a list of tables"),
    (lambda d: d["resources"][0].update(path="../a.csv"), "resources[1].path", "CSV file"),
    (lambda d: d["resources"][0].update(path="https://a/b.csv"), "resources[1].path", "CSV file"),
    (lambda d: d["resources"][0].pop("schema"), "resources[1]", "a schema with named fields"),
    (lambda d: d["resources"].pop(), "resources", "needs a table of this name"),
    (lambda d: _resource(d, "actors").update(name="players"), "resources", "table"),
    (lambda d: _resource(d, "actors")["schema"]["fields"].pop(), "resources.actors", "needs"),
    (
        lambda d: _field(d, "claims", "low").update(type="string"),
        "resources.claims.low.type",
        "expected number",
    ),
    (
        lambda d: _field(d, "claims", "bound")["constraints"]["enum"].append("maybe"),
        "resources.claims.bound.constraints.enum",
        "expected one of exact",
    ),
    (
        lambda d: _field(d, "claims", "bound").pop("constraints"),
        "resources.claims.bound.constraints.enum",
        "a list of codes",
    ),
    (
        lambda d: _field(d, "actors", "actor_id")["constraints"].update(pattern="("),
        "resources.actors.actor_id.constraints.pattern",
        "expected [a-z0-9]+(-[a-z0-9]+)*",
    ),
]


@pytest.mark.parametrize(("change", "column", "words"), DESCRIPTORS)
def test_a_wrong_descriptor_is_named(
    editor, change: Callable[[Any], object], column: str, words: str
):
    editor.descriptor(change)
    faults = check_package(editor.path)
    assert {fault.file for fault in faults} == {"datapackage.json"}
    assert any(fault.column == column and words in fault.reason for fault in faults)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\ufeff{}"])
def test_a_descriptor_that_is_none_is_a_fault(invented_path: Path, content: str):
    (invented_path / "datapackage.json").write_text(content, encoding="utf-8")
    assert {fault.file for fault in check_package(invented_path)} == {"datapackage.json"}


@pytest.mark.parametrize("name", ["nothing-here", "actors.csv"])
def test_a_folder_without_a_package_is_a_fault(invented_path: Path, name: str):
    (fault,) = check_package(invented_path / name)
    assert fault.file == "datapackage.json"


def test_a_broken_package_is_not_loaded(editor):
    editor.set("claims.csv", {"claim_type": "rumour"}, row=3)
    editor.set("places.csv", {"latitude": "95"})
    with pytest.raises(PackageError, match="2 faults") as raised:
        load_package(editor.path)
    assert [fault.file for fault in raised.value.faults] == ["claims.csv", "places.csv"]
    assert "claims.csv, row 3, column claim_type, value 'rumour'" in str(raised.value)


@pytest.mark.parametrize("path", ["data", "tests/packages/invented"])
def test_the_packages_in_the_project_are_sound(path: str):
    assert check_package(ROOT / path) == []


@pytest.mark.parametrize("path", ["data", "tests/packages/invented"])
def test_the_packages_use_the_codes_the_atlas_knows(path: str):
    descriptor = json.loads((ROOT / path / "datapackage.json").read_text(encoding="utf-8"))
    listed = {
        (resource["name"], field["name"]): " ".join(field["constraints"]["enum"])
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
        if "enum" in field.get("constraints", {})
        # Units are the package's own, formats those of the registry: tests/events/test_registry.py.
        and field["name"] not in ("unit", "dataset_format")
    }
    assert listed == CODES
