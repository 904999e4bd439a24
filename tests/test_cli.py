import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "packages" / "invented"


def _run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"} | variables
    command = [sys.executable, "-m", "conflict_atlas.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_a_sound_package():
    done = _run("check", "--data", INVENTED)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"no faults in {INVENTED}; anchors not proved (no --article)\n"


def test_the_package_of_the_variable_is_checked():
    done = _run("check", CONFLICT_ATLAS_DATA=str(INVENTED))
    assert done.stdout.startswith(f"no faults in {INVENTED}; ")


def test_the_anchors_are_proved():
    article = INVENTED / "article.txt"
    done = _run("check", "--data", INVENTED, "--article", article)
    assert done.returncode == 0
    assert done.stdout == f"no faults in {INVENTED}; anchors proved against {article}\n"


def test_a_warning_is_told_apart_and_is_no_fault(invented_path: Path):
    file = invented_path / "actors.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n", 1))
    done = _run("check", "--data", invented_path)
    assert (done.returncode, done.stderr) == (0, "")
    warning, count = done.stdout.splitlines()
    assert warning.startswith("warning: actors.csv, row 1: a Windows line end")
    assert count.startswith(f"no faults in {invented_path}, 1 warning; ")


def test_each_fault_is_a_line_and_counted(invented_path: Path):
    (invented_path / "control.csv").unlink()
    (invented_path / "actors.csv").unlink()
    done = _run("check", "--data", invented_path)
    assert done.returncode == 1
    actors, control, count = done.stdout.splitlines()
    assert actors.startswith("actors.csv: ")
    assert control.startswith("control.csv: ")
    assert count == f"2 faults in {invented_path}; anchors not proved (the package has faults)"


def test_a_wrong_article_fails(invented_path: Path, tmp_path: Path):
    other = tmp_path / "other.txt"
    other.write_text("Another text.\n", encoding="utf-8")
    done = _run("check", "--data", invented_path, "--article", other)
    assert done.returncode == 1
    assert "no line of other.txt has the fingerprint of paragraph 1" in done.stdout
    assert done.stdout.endswith(f"; anchors not proved against {other}\n")


def test_a_wrong_call_is_told_apart_from_a_fault(tmp_path: Path):
    for arguments in (["check", "--data", tmp_path / "none"], ["check", "--loud"], ["mend"], []):
        done = _run(*arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
    done = _run("check", "--data", INVENTED, "--article", tmp_path / "none.txt")
    assert (done.returncode, "no such place" in done.stderr) == (2, True)


def test_the_version_is_told():
    done = _run("--version")
    assert re.fullmatch(r"conflict-atlas (\d+\.\d+\.\d+\S*|\(not installed\))\n", done.stdout)
