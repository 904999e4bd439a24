"""A package that has been found sound is known again, and nothing else is."""

import shutil
from pathlib import Path

import pytest

from conflict_atlas.claims import checked
from conflict_atlas.claims.fault import PackageError
from conflict_atlas.claims.folder import DATA_VARIABLE
from conflict_atlas.ui import store


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def test_a_package_is_known_once_it_is_remembered(invented_path: Path):
    assert not checked.is_known(invented_path)
    checked.remember(invented_path)
    assert checked.is_known(invented_path)


def test_a_copy_elsewhere_is_the_same_package(invented_path: Path, tmp_path: Path):
    checked.remember(invented_path)
    assert checked.is_known(Path(shutil.copytree(invented_path, tmp_path / "copy")))


@pytest.mark.parametrize(
    "name", ["datapackage.json", "claims.csv", "sources.csv", "basemap/countries.geojson"]
)
def test_one_byte_more_makes_it_unknown(invented_path: Path, name: str):
    checked.remember(invented_path)
    file = invented_path / name
    file.write_bytes(file.read_bytes() + b" ")
    assert not checked.is_known(invented_path)


@pytest.mark.parametrize("name", ["claims.csv", "basemap/towns.geojson"])
def test_a_file_that_is_gone_makes_it_unknown(invented_path: Path, name: str):
    checked.remember(invented_path)
    (invented_path / name).unlink()
    assert not checked.is_known(invented_path)


def test_another_check_knows_nothing_of_it(
    invented_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    checked.remember(invented_path)
    code = [*checked._code(), tmp_path / "another_rule.py"]
    code[-1].write_text("", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(checked, "_code", lambda: code)
        assert not checked.is_known(invented_path)
    monkeypatch.setattr(checked, "version", lambda _: "0.0.1")
    assert not checked.is_known(invented_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"resources": 1}', '{"resources": [], "map": 3}']
)
def test_what_is_no_package_is_not_known(invented_path: Path, text: str):
    (invented_path / "datapackage.json").write_text(text, "utf-8")
    assert not checked.is_known(invented_path)


def test_where_nothing_can_be_kept_nothing_is_known(invented_path: Path, cache: Path):
    cache.write_text("a file where a folder should be", "utf-8")
    checked.remember(invented_path)
    assert not checked.is_known(invented_path)


def test_only_the_last_marks_are_kept(invented_path: Path, cache: Path):
    title = invented_path / "datapackage.json"
    for _ in range(checked._KEPT + 3):
        title.write_bytes(title.read_bytes() + b" ")
        checked.remember(invented_path)
    assert len(list((cache / "conflict-atlas" / "checked").iterdir())) == checked._KEPT
    assert checked.is_known(invented_path)


def test_the_dashboard_checks_what_it_does_not_know(
    invented_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(DATA_VARIABLE, str(invented_path))
    read = store.package.__wrapped__
    assert read().name == read().name
    assert checked.is_known(invented_path)
    claims = invented_path / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("1985-03-04", "1985-03-99", 1), "utf-8")
    with pytest.raises(PackageError, match="1985-03-99"):
        read()
