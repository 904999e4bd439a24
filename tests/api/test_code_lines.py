"""The lines that Share offers fetch the selection, whatever characters it contains."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conflict_atlas import memoization
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.settings import DATA_VARIABLE
from conflict_atlas.ui.share import api_code, code_lines
from conflict_atlas.ui.share.code_lines import Lines

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash") or "/bin/bash"
SELECTIONS = [
    Selection(),
    Selection(actors=("isis", "us-led-coalition"), types=("event",)),
    Selection(places=("karrada",), text="killed"),  # a name with a bracket: Karrada (Baghdad)
    Selection(text="$(touch pwned) `touch pwned` \"; touch pwned; ' %41 {} ! \\"),
    Selection(text="naïve & 100% + q=1 #"),
]


def run_curl(lines: Lines, folder, name: str) -> pd.DataFrame:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    subprocess.run([BASH, "-c", lines.curl], cwd=folder, check=True, capture_output=True)
    files = sorted(folder.iterdir())
    assert all(file.name.startswith(name) and file.suffix == ".csv" for file in files)
    return pd.concat([pd.read_csv(file) for file in files], ignore_index=True)


def run_python(lines: Lines, name: str) -> pd.DataFrame:
    scope: dict[str, Any] = {}
    exec(lines.python, scope)  # noqa: S102 - what a reader would do with it
    return scope[name]


def run_r(lines: Lines, folder, name: str) -> pd.DataFrame:
    """Run the lines in R and return what they fetched as a CSV file."""
    rscript = shutil.which("Rscript")
    if not rscript:
        pytest.skip("R is not installed")
    script, written = folder / "lines.R", folder / "fetched.csv"
    write = f'write.csv({name}, "{written}", row.names = FALSE, na = "", fileEncoding = "UTF-8")'
    script.write_text(f"{lines.r}\n{write}\n", "utf-8")
    utf8 = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run([rscript, "--vanilla", script], env=utf8, check=True, capture_output=True)
    return pd.read_csv(written)


@pytest.mark.usefixtures("own_package")
@pytest.mark.parametrize("selection", SELECTIONS)
def test_r_fetches_the_selected_claims(real, real_package, tmp_path, selection: Selection):
    lines = api_code.claim_lines(real.url, selection)
    fetched = run_r(lines, tmp_path, "claims")
    assert fetched["claim_id"].tolist() == [*identify(real_package, selection)]
    same = ["title", "summary", "low", "high", "attributed_to"]
    by_pandas = run_python(lines, "claims")
    pd.testing.assert_frame_equal(fetched[same], by_pandas[same], check_dtype=False)


def test_r_fetches_events_in_pages(with_events, tmp_path):
    lines = code_lines.write(with_events.url, "events", [], 25, at_once=6)
    fetched = run_r(lines, tmp_path, "events")
    assert fetched["event_id"].tolist() == [*with_events.ask("/events").ids]


@pytest.mark.usefixtures("own_package")
@pytest.mark.parametrize("selection", SELECTIONS)
def test_curl_and_pandas_fetch_the_selected_claims(
    real, real_package, tmp_path, selection: Selection
):
    lines = api_code.claim_lines(real.url, selection)
    expected = [*identify(real_package, selection)]
    for frame in (run_python(lines, "claims"), run_curl(lines, tmp_path, "claims")):
        assert frame["claim_id"].tolist() == expected


@pytest.fixture
def own_package(monkeypatch):
    """The dashboard's own package is the real one."""
    monkeypatch.setenv(DATA_VARIABLE, str(ROOT / "data"))
    memoization.clear()
    yield
    memoization.clear()


@pytest.mark.usefixtures("own_package")
def test_curl_and_pandas_fetch_the_selected_events(with_two, tmp_path):
    selection = Selection(actors=("isis",), text="")
    params = [("source", "crossing"), *api_code.shared_params(selection)]
    lines = code_lines.write(with_two.url, "events", params, 10)
    expected = [f"e{number:02}" for number in (9, 8, 7, 6, 5, 0, 1, 2, 3, 4)]
    for frame in (run_python(lines, "events"), run_curl(lines, tmp_path, "events")):
        assert frame["event_id"].tolist() == expected


def test_more_than_a_page_is_fetched_in_pages(with_events, tmp_path):
    lines = code_lines.write(with_events.url, "events", [], 25, at_once=6)
    expected = with_events.ask("/events").ids
    assert run_python(lines, "events")["event_id"].tolist() == [*expected]
    fetched = run_curl(lines, tmp_path, "events")
    assert sorted(fetched["event_id"]) == sorted(expected)
    assert len(list(tmp_path.iterdir())) == 5
    assert "seq(0, 24, by = 6)" in lines.r


@pytest.mark.parametrize("text", ['"', "\\", "'", "`", "$x", "\n", "{}", "[1-2]", "%", "é"])
def test_no_text_ends_a_string(text: str):
    lines = code_lines.write("http://localhost/api", "claims", [("q", text)], 1)
    for code in (lines.curl, lines.python, lines.r):
        address = code[code.index('"') + 1 :].partition('"')[0]
        assert address.startswith("http://localhost/api/claims?q=%")
        assert address.endswith("&format=csv&limit=10000")
        assert not set(address) & set("\"'\\`$!{}[]\n ")


@pytest.mark.parametrize(
    ("here", "page", "base", "root"),
    [
        ("http://localhost:8501/", "map", "", "http://localhost:8501/api"),
        ("http://localhost:8501/claims?q=1", "claims", "", "http://localhost:8501/api"),
        ("https://a.org/atlas/claims/", "claims", "/atlas", "https://a.org/atlas/api"),
        ("https://a.org/atlas/", "map", "/atlas", "https://a.org/atlas/api"),
        ("https://a.org/map/", "map", "/map", "https://a.org/map/api"),
        ("https://a.org/map/map", "map", "/map", "https://a.org/map/api"),
        ("https://a.org/far/atlas/map", "map", "/atlas", "https://a.org/far/atlas/api"),
        ("http://[::1]:80/$(x)/claims", "claims", "", "http://[::1]:80/%24%28x%29/api"),
    ],
)
def test_the_api_is_beside_the_pages(here: str, page: str, base: str, root: str):
    assert f"{code_lines.site_root(here, page, base)}/api" == root
