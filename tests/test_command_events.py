"""The commands ``import``, ``sources`` and ``remove``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_atlas.cli import main

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "tests" / "events" / "files"
UCDP, ACLED = FILES / "ucdp_ged_invented.csv", FILES / "acled_invented.csv"


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch) -> Path:
    root = tmp_path / "events"
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(root))
    monkeypatch.delenv("CONFLICT_ATLAS_DATABASE", raising=False)
    return root


def _bytes(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(file.relative_to(root)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def _hidden(root: Path) -> list[str]:
    """Files that an import leaves beside the datasets, except its empty lock files."""
    return [
        file.name for file in root.iterdir() if file.name.startswith(".") and file.name != ".locks"
    ]


def test_import_list_and_remove(library, capsys):
    assert main(["import", str(UCDP), str(ACLED)]) == 0
    out, err = capsys.readouterr()
    assert err == ""  # no progress bar without a terminal
    assert "6 rows read = 5 imported + 1 rejected + 0 exact duplicates" in out
    rejected = next((library / "ucdp-ged-invented").rglob("rejected.csv"))
    assert f"rejected rows: {rejected}" in out
    assert rejected.read_text(encoding="utf-8").startswith("row,reason,id,relid")

    assert main(["sources"]) == 0
    out = capsys.readouterr().out
    assert "ucdp-ged-invented: UCDP Georeferenced Event Dataset (GED)" in out
    assert "5 events, 4 of them placed" in out
    assert "2016-01-01 to 2016-12-31" in out
    assert "licence: CC BY 4.0" in out
    assert "attribution: Armed Conflict Location" in out

    assert main(["remove", "acled-invented"]) == 0
    assert main(["remove", "acled-invented"]) == 1
    assert "there are: ucdp-ged-invented" in capsys.readouterr().err
    assert [file.name for file in library.glob("*.json")] == ["ucdp-ged-invented.json"]


def test_the_same_file_again_changes_no_byte(library, capsys):
    assert main(["import", str(UCDP)]) == 0
    before = _bytes(library)
    assert main(["import", str(UCDP)]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert _bytes(library) == before
    assert _hidden(library) == []


def test_another_version_replaces_only_when_told_to(library, tmp_path, capsys):
    changed = tmp_path / "ucdp_ged_invented.csv"
    changed.write_bytes(UCDP.read_bytes().rsplit(b"\n", 2)[0] + b"\n")
    assert main(["import", str(UCDP)]) == 0
    before = _bytes(library)
    assert main(["import", str(changed)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert _bytes(library) == before
    assert main(["import", "--replace", str(changed)]) == 0
    capsys.readouterr()
    assert main(["sources"]) == 0
    assert "5 rows read, 0 rejected" in capsys.readouterr().out


def test_a_mapping_file_and_an_identifier(capsys):
    file, mapping = FILES / "semicolon_invented.csv", FILES / "semicolon_invented.toml"
    assert main(["import", str(file)]) == 1
    assert "of no known format (Nummer, Tag" in capsys.readouterr().err
    assert main(["import", str(file), "--mapping", str(mapping), "--source", "mine"]) == 0
    assert "csv, as mine" in capsys.readouterr().out


def test_a_refused_file_does_not_stop_the_others(library, tmp_path, capsys):
    bad = tmp_path / "bad.csv"
    bad.write_text("date_start,notes\n1/2/2016,x\n", encoding="utf-8")
    assert main(["import", "--format", "csv", str(bad)]) == 1
    assert "row 2, column date_start, value '1/2/2016'" in capsys.readouterr().err
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("date_start,notes\n1970-01-01,x\n", encoding="utf-8")
    assert main(["import", "--format", "csv", str(nothing)]) == 1
    captured = capsys.readouterr()
    assert "1 rows read = 0 imported + 1 rejected" in captured.out
    assert "nothing is stored" in captured.err
    assert main(["import", str(bad), str(ACLED)]) == 1
    assert [file.name for file in library.glob("*.json")] == ["acled-invented.json"]


@pytest.mark.parametrize(
    "arguments",
    [["import", "nowhere.csv"], ["import", str(UCDP), str(ACLED), "--source", "x"],
     ["import", str(UCDP), "--mapping", "nowhere.toml"]],
)  # fmt: skip
def test_wrong_calls(arguments, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("conflict-atlas import: ")


def test_an_empty_library(capsys):
    assert main(["sources"]) == 0
    assert capsys.readouterr().out == "no event dataset is loaded: conflict-atlas import FILE\n"


def test_an_import_pays_for_nothing_but_the_engine_that_reads(library):
    code = (
        "import sys; from conflict_atlas.cli import main;"
        f"code = main(['import', {str(UCDP)!r}]) or main(['sources']);"
        "sys.exit(code or ', '.join({'ibis', 'pandas', 'geopandas', 'shapely', 'pyogrio'}"
        " & set(sys.modules)) or None)"
    )
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "CONFLICT_ATLAS_EVENTS": str(library),
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=False, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_check_and_help_do_not_pay_for_the_engine():
    code = (
        "import contextlib, sys; from conflict_atlas.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "sys.exit(bool({'duckdb', 'ibis', 'pandas'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )
