"""A package that was found sound is recognised, and nothing else is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_atlas.claims.check import package_check, sound_packages
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault, PackageError
from conflict_atlas.settings import CODE


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def remember(path: Path) -> None:
    sound_packages.remember(path, sound_packages.mark(path))


def test_a_package_is_known_once_it_is_remembered(invented_path: Path):
    assert not sound_packages.is_known(invented_path)
    remember(invented_path)
    assert sound_packages.is_known(invented_path)


def test_a_copy_elsewhere_is_the_same_package(invented_path: Path, tmp_path: Path):
    remember(invented_path)
    assert sound_packages.is_known(Path(shutil.copytree(invented_path, tmp_path / "copy")))


@pytest.mark.parametrize(
    "name", ["datapackage.json", "claims.csv", "sources.csv", "basemap/countries.geojson"]
)
def test_one_byte_more_makes_it_unknown(invented_path: Path, name: str):
    remember(invented_path)
    file = invented_path / name
    file.write_bytes(file.read_bytes() + b" ")
    assert not sound_packages.is_known(invented_path)


@pytest.mark.parametrize("name", ["claims.csv", "basemap/towns.geojson"])
def test_a_file_that_is_gone_makes_it_unknown(invented_path: Path, name: str):
    remember(invented_path)
    (invented_path / name).unlink()
    assert not sound_packages.is_known(invented_path)


def mark_by(code: Path, package: Path) -> str:
    """Name of a package's mark file, computed by a copy of the code in another process."""
    asked = (
        "from pathlib import Path; from conflict_atlas.claims.check import sound_packages;"
        f"print(sound_packages.mark(Path({str(package)!r})).name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {"PYTHONPATH": str(code)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_another_check_knows_nothing_of_it(invented_path: Path, tmp_path: Path):
    code = tmp_path / "code"
    skipped = shutil.ignore_patterns("__pycache__", "assets")
    shutil.copytree(CODE, code / "conflict_atlas", ignore=skipped)
    found = [mark_by(code, invented_path)]
    here = sound_packages.mark(invented_path)
    assert here is not None
    assert found == [here.name]
    for name in ("claims/check/geography.py", "claims/selection.py", "fault.py", "settings.py"):
        file = code / "conflict_atlas" / name
        file.write_bytes(file.read_bytes() + b"#")
        found.append(mark_by(code, invented_path))
    assert len(set(found)) == len(found)
    page = code / "conflict_atlas" / "shell.py"  # plays no part in the check
    page.write_bytes(page.read_bytes() + b"#")
    assert mark_by(code, invented_path) == found[-1]


def test_every_module_that_the_check_imports_has_a_say():
    asked = (
        "import sys; import conflict_atlas.claims.check.package_check;"
        "from conflict_atlas.claims.check.fingerprint import check_article;"
        "names = [n for n in sys.modules if n.startswith('conflict_atlas.')];"
        "print(*(sys.modules[n].__file__ for n in names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {"PYTHONPATH": str(CODE.parent)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = {Path(file) for file in done.stdout.split()}
    assert CODE / "claims" / "check" / "rules.py" in imported
    assert imported <= set(sound_packages.code_files())


def test_another_version_of_a_library_knows_nothing_of_it(invented_path: Path):
    remember(invented_path)
    assert sound_packages.is_known(invented_path)
    assert not sound_packages.is_known(invented_path, lambda _: "0.0.1")


def test_a_package_in_which_a_file_is_saved_during_the_check_stays_unknown(invented_path: Path):
    claims = invented_path / "claims.csv"

    def save(_: Package) -> list[Fault]:
        claims.write_bytes(claims.read_bytes() + b" ")
        return []

    package_check.load_known(invented_path, save)
    assert not sound_packages.is_known(invented_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"resources": 1}', '{"resources": [], "map": 3}']
)
def test_what_is_no_package_is_not_known(invented_path: Path, text: str):
    (invented_path / "datapackage.json").write_text(text, "utf-8")
    assert not sound_packages.is_known(invented_path)


def test_where_nothing_can_be_kept_nothing_is_known(invented_path: Path, cache: Path):
    cache.write_text("a file where a folder should be", "utf-8")
    remember(invented_path)
    assert not sound_packages.is_known(invented_path)


def test_only_the_last_marks_are_kept(invented_path: Path, cache: Path):
    title = invented_path / "datapackage.json"
    for _ in range(sound_packages.MOST_MARKS + 3):
        title.write_bytes(title.read_bytes() + b" ")
        remember(invented_path)
    assert len(list((cache / "conflict-atlas" / "checked").iterdir())) == sound_packages.MOST_MARKS
    assert sound_packages.is_known(invented_path)


@pytest.mark.parametrize("name", ["../claims.csv", "/dev/zero", "basemap", "none.csv"])
def test_what_lies_elsewhere_is_not_looked_at(invented_path: Path, name: str):
    file = invented_path / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace('"claims.csv"', f'"{name}"'), "utf-8")
    assert sound_packages.mark(invented_path) is None


def test_a_file_saved_during_the_check_is_not_taken_for_checked(invented_path: Path):
    seen = sound_packages.mark(invented_path)
    claims = invented_path / "claims.csv"
    claims.write_bytes(claims.read_bytes() + b" ")
    sound_packages.remember(invented_path, seen)
    assert not sound_packages.is_known(invented_path)


def test_a_known_package_is_read_without_a_check(invented_path: Path):
    checked: list[Package] = []

    def note(package: Package) -> list[Fault]:
        checked.append(package)
        return []

    first, second = (package_check.load_known(invented_path, note) for _ in range(2))
    assert len(checked) == 1
    assert first.digest == second.digest
    assert first.claims.equals(second.claims)
    claims = invented_path / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("1985-03-04", "1985-03-99", 1), "utf-8")
    with pytest.raises(PackageError, match="1985-03-99"):
        package_check.load_known(invented_path)
