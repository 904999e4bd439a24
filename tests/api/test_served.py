"""The API as served: in the process of the dashboard, also below a base path."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

INVENTED = Path(__file__).resolve().parents[1] / "packages" / "invented"
BASE = "atlas/of-claims"


@pytest.fixture(scope="module")
def based_url(serve) -> str:
    return str(serve(INVENTED, BASE).url)


def get(address: str, **headers: str):
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_the_dashboard_serves_it_below_its_base_path(based_url: str, invented_package):
    status, headers, body = get(f"{based_url}/api/claims")
    assert (status, headers["Content-Type"]) == (200, "application/geo+json")
    assert len(json.loads(body)["features"]) == len(invented_package.claims)
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in headers
    _, _, document = get(f"{based_url}/api/openapi.json")
    assert json.loads(document)["servers"] == [{"url": f"/{BASE}/api"}]
    status, _, _ = get(f"{based_url}/api/claims", **{"If-None-Match": headers["ETag"]})
    assert status == 304


@pytest.mark.parametrize("path", ["api", "api/", "api/none", "api/claims/none"])
def test_what_is_not_there_is_no_page(based_url: str, path: str):
    status, headers, body = get(f"{based_url}/{path}")
    assert (status, headers["Content-Type"]) == (404, "application/problem+json")
    assert "/api/claims" in json.loads(body)["detail"]


def test_without_a_dataset_no_engine_is_loaded_and_events_say_so(based_url: str):
    assert get(f"{based_url}/api/events")[0] == 404
    assert get(f"{based_url}/api/sources")[0] == 200


def test_a_start_imports_neither_fastapi_nor_an_engine():
    script = (
        "import sys, conflict_atlas.server\n"
        "print([n for n in ('fastapi', 'pydantic', 'ibis', 'duckdb') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
