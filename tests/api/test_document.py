"""The OpenAPI document against the running API: schemathesis tries all it allows, and more."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# Of each operation; the boundary cases come on top. With 500 there are 4,300 requests.
CASES = os.environ.get("API_CASES", "8")
FEWEST = 900  # requests at the boundaries of all parameters


def check(api, folder: Path, phases: str, *only: str) -> str:
    """Run every check of schemathesis with the same requests each time; returns its report."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{api.url}/openapi.json",
        "--checks", "all", "--phases", phases, "--seed", "1",
        "--max-examples", CASES, "--no-color", *only,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# Each path is tested once at all its boundaries; HEAD, no dataset and two datasets only by samples.
BOTH, SAMPLES = "coverage,fuzzing", "fuzzing"
GET = ("--exclude-method", "HEAD")
RUNS = [
    ("real", BOTH, ("--include-path-regex", "claims|figures|openapi", *GET)),
    ("with_events", BOTH, ("--include-path-regex", "events|sources", *GET)),
    ("with_two", SAMPLES, ("--include-path-regex", "events|sources", *GET)),
    ("real", SAMPLES, ("--include-path-regex", "events|sources", *GET)),
    ("with_events", SAMPLES, ("--include-method", "HEAD")),
]


@pytest.mark.parametrize(("served", "phases", "only"), RUNS)
def test_what_is_described_is_what_is_served(
    served: str, phases: str, only, request, tmp_path: Path
):
    report = check(request.getfixturevalue(served), tmp_path, phases, *only)
    assert " 0 selected" not in report
    [made] = re.findall(r"(\d+) generated, \1 passed", report)
    assert int(made) >= (FEWEST if phases == BOTH else 1)


def test_the_document_names_what_can_be_asked_for(with_two):
    document = with_two.ask("/openapi.json").data
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "/atlas/api"}]
    known = {
        p["name"]: p
        for p in document["paths"]["/events"]["get"]["parameters"]
        if p["in"] == "query"
    }
    assert list(known) == [
        "from", "to", "actor", "type", "place", "q", "bbox", "limit", "offset", "format", "cell",
        "source",
    ]  # fmt: skip
    assert known["source"]["required"]
    assert known["source"]["schema"]["enum"] == ["crossing", "other"]
    assert set(known["type"]["schema"]["items"]["enum"]) == {"Battles", "Riots", "Strikes"}
    assert {"ISIS", "isis"} <= set(known["actor"]["schema"]["items"]["enum"])
    assert all(p["description"] for p in known.values())


def test_every_part_that_the_document_names_is_in_it(with_two):
    document = with_two.ask("/openapi.json").data
    named = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(document)))
    assert named <= document["components"]["schemas"].keys()
    assert "AreaCounts" in named


def test_one_dataset_need_not_be_named(with_events, real):
    for api, names in ((with_events, ["crossing"]), (real, None)):
        paths = api.ask("/openapi.json").data["paths"]
        [source] = [p for p in paths["/events"]["get"]["parameters"] if p["name"] == "source"]
        assert not source["required"]
        assert source["schema"].get("enum") == names


def test_no_page_loads_scripts_from_elsewhere(real):
    assert real.ask("/docs").status == real.ask("/redoc").status == 404
