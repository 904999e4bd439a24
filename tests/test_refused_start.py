"""The messages of a server that does not start, and the settings of one that does."""

import json
import os
import subprocess
import sys
from pathlib import Path

from conflict_atlas import cli
from conflict_atlas.claims.check import sound_packages
from conflict_atlas.settings import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[1]


def test_the_settings_that_matter_are_in_force():
    names = {
        "browser.gatherUsageStats": False,
        "runner.postScriptGC": False,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "client.showErrorDetails": "none",
    }
    asked = [*names, "server.maxUploadSize", "server.allowedHosts"]
    script = (
        f"import json, streamlit; print(json.dumps([streamlit.get_option(n) for n in {asked}]))"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        check=True,
    )
    *values, upload, hosts = json.loads(done.stdout)
    assert dict(zip(names, values, strict=True)) == names
    assert upload == 20  # megabytes of a reader's own file, as stated on Events and Evidence
    assert "localhost" in hosts
    assert "*" not in hosts


def start_and_check(package: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Start the dashboard on a package, and ask the command line about it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    environment |= {DATA_VARIABLE: str(package), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "0"]
    started, checked = (
        subprocess.run(
            line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        for line in (command, [sys.executable, "-m", "conflict_atlas.cli", "check"])
    )
    assert checked.returncode == 1
    return started, checked.stdout.splitlines()[:-1]


def test_a_broken_package_ends_the_process_with_the_words_of_the_check(invented_path: Path):
    claims = invented_path / "claims.csv"
    text = claims.read_text("utf-8")
    text = text.replace("1985-03-04,1985-03-04,day", "1985-03-04,1985-03-05,day")
    claims.write_text(text.replace(",velmar,country,", ",nowhere,country,"), "utf-8")
    (invented_path / "relations.csv").unlink()
    started, faults = start_and_check(invented_path)
    assert started.returncode not in (0, None)
    assert len(faults) >= 1
    for fault in faults:
        assert fault in started.stderr
    assert "Traceback" not in started.stderr


def test_one_fault_in_one_cell_is_named_with_its_place(invented_path: Path):
    claims = invented_path / "claims.csv"
    text = claims.read_text("utf-8").replace(
        "1985-03-04,1985-03-04,day", "1985-03-04,1985-03-05,day"
    )
    claims.write_text(text, "utf-8")
    started, faults = start_and_check(invented_path)
    assert started.returncode not in (0, None)
    [fault] = faults
    assert fault.startswith("claims.csv, row 2, column date_end")
    assert fault in started.stderr


def test_a_package_that_was_sound_is_checked_again_when_it_has_changed(invented_path: Path):
    assert cli.main(["check", "--data", str(invented_path)]) == 0
    assert sound_packages.is_known(invented_path)
    actors = invented_path / "actors.csv"
    actors.write_text(actors.read_text("utf-8") + "x\n", "utf-8")
    started, faults = start_and_check(invented_path)
    assert started.returncode not in (0, None)
    assert all(fault in started.stderr for fault in faults)


def test_a_missing_package_ends_the_process(tmp_path: Path):
    environment = os.environ | {DATA_VARIABLE: str(tmp_path / "none")}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "0"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode not in (0, None)
    assert "datapackage.json" in done.stderr
    assert "Traceback" not in done.stderr
