"""The server in use: a process started as the README says, with requests over HTTP."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from conflict_atlas import headers as security
from conflict_atlas.claims.package import Package
from conflict_atlas.settings import DATA_VARIABLE, URL_VARIABLE
from conflict_atlas.views.maps.map_assets import TILE_ORIGIN, find_assets

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "packages" / "invented"
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
)
BASE = "atlas/of-claims"


@pytest.fixture(scope="module")
def url(invented_url: str) -> str:
    return invented_url


@pytest.fixture(scope="module")
def based(serve) -> Any:
    return serve(INVENTED, BASE)


@pytest.fixture(scope="module")
def based_url(based: Any) -> str:
    return str(based.url)


@pytest.fixture(scope="module")
def asset(invented_package: Package) -> str:
    """Path of one of our own scripts, as the map's page requests it."""
    relative = find_assets(invented_package.path, invented_package.map.basemap).address(
        "atlas/atlas.js"
    )
    assert relative.startswith("../../")
    return relative.removeprefix("../../")


def get(address: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = urllib.request.Request(address, headers=named)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def policy(headers: Mapping[str, str]) -> dict[str, list[str]]:
    parts = headers["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for words in (part.split() for part in parts)}


@pytest.mark.parametrize("page", ["", *PAGES])
def test_every_page_has_the_security_headers(url: str, page: str):
    status, headers, _ = get(f"{url}/{page}")
    assert status == 200
    assert all(headers[name] for name in HEADERS)


@pytest.mark.parametrize(
    "path",
    [
        "_stcore/health",
        "_stcore/host-config",
        "component/streamlit_folium.st_folium/index.html",
        "component/none.such/index.html",
        "media/none",
        "assets/none/atlas/atlas.js",
        "healthz",
        "metrics",
        "_stcore/metrics",
    ],
)
def test_every_other_answer_has_them_too(url: str, path: str):
    _, headers, _ = get(f"{url}/{path}")
    assert all(headers[name] for name in HEADERS)


UPGRADE = b"GET /_stcore/stream HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
KEY = b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
NOT_SOUND = (
    b"GARBAGE\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    UPGRADE + b"Host: localhost\r\n\r\n",
    UPGRADE + KEY + b"Host: elsewhere.example\r\n\r\n",
)


@pytest.mark.parametrize("request_", NOT_SOUND, ids=range(len(NOT_SOUND)))
def test_what_the_web_server_refuses_itself_has_them_too(url: str, request_: bytes):
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as client:
        client.sendall(request_)
        answer = HTTPResponse(client)
        answer.begin()
        assert 400 <= answer.status < 500
        assert {name: answer.headers[name] for name in HEADERS} == security.HEADERS
        assert len(answer.read()) < 200


def test_health_is_told_and_figures_are_not(url: str):
    status, _, body = get(f"{url}/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ready")
    assert [get(f"{url}/{path}")[0] for path in ("metrics", "_stcore/metrics")] == [404, 404]


def test_an_asset_has_them_too(url: str, asset: str):
    _, headers, _ = get(f"{url}/{asset}")
    assert all(headers[name] for name in HEADERS)


def test_the_policy_lets_in_no_other_origin_but_the_opt_in_tiles(url: str):
    rules = policy(get(url)[1])
    assert rules["default-src"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    outside = {
        (name, source)
        for name, sources in rules.items()
        for source in sources
        if name != "frame-ancestors" and re.match(r"[*\w]", source) and source not in DATA_SCHEMES
    }
    assert outside == {("img-src", TILE_ORIGIN)}
    assert rules["frame-ancestors"] == ["*"]  # anyone may embed


DATA_SCHEMES = ("data:", "blob:")


def test_assets_are_kept_by_browsers_for_a_year(url: str, asset: str):
    status, headers, body = get(f"{url}/{asset}")
    assert (status, body) == (200, (ROOT / "src/conflict_atlas/assets/atlas.js").read_bytes())
    assert "javascript" in headers["Content-Type"]
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "name", ["leaflet/leaflet.js", "leaflet/leaflet.css", "basemap/basemap.json"]
)
def test_leaflet_and_the_basemap_are_served_too(url: str, asset: str, name: str):
    status, headers, body = get(f"{url}/{asset.removesuffix('atlas/atlas.js')}{name}")
    assert status == 200
    assert "html" not in headers["Content-Type"]
    assert body


@pytest.mark.parametrize("path", ["assets/0123456789ab/atlas/atlas.js", "assets/none", ""])
def test_what_is_no_asset_is_not_kept(url: str, path: str):
    _, headers, _ = get(f"{url}/{path}")
    assert "immutable" not in headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "path", ["atlas/../../server.py", "atlas/..%2f..%2fserver.py", "basemap/../claims.csv"]
)
def test_no_path_leads_out_of_the_assets(url: str, asset: str, path: str):
    _, _, body = get(f"{url}/{asset.removesuffix('atlas/atlas.js')}{path}")
    assert b"def middleware" not in body
    assert b"claim_id" not in body


def test_a_base_path_serves_pages_and_assets(based_url: str, asset: str):
    for page in PAGES:
        status, headers, body = get(f"{based_url}/{page}")
        assert status == 200
        assert b"<title>" in body
        assert all(headers[name] for name in HEADERS)
    status, headers, body = get(f"{based_url}/{asset}")
    assert (status, body) == (200, (ROOT / "src/conflict_atlas/assets/atlas.js").read_bytes())
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_start_logs_no_warning(based: Any):
    status, _, _ = get(f"{based.url}/api/sources")  # answered when everything is ready
    assert status == 200
    log = based.log.read_text("utf-8")
    assert not re.search(r"warning|missing|error", log, re.IGNORECASE), log


def test_it_runs_on_uvloop(based: Any):
    maps = Path(f"/proc/{based.process.pid}/maps")
    if not maps.is_file():
        pytest.skip("this system does not tell what a process has loaded")
    assert "uvloop" in maps.read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "nowhere",
        "timeline/deeper",
        "index.html",
        "robots",
        "claim/none",
        "a" * 2_000,
        "%00",
        "%3Cb%3E",
    ],
)
def test_an_unknown_address_is_not_found_and_shows_ways_back(url: str, path: str):
    status, headers, body = get(f"{url}/{path}")
    assert status in (400, 404)
    assert all(headers[name] for name in HEADERS)
    assert b"<b>" not in body
    if status == 404:
        assert b'href="/timeline"' in body
        assert b"noindex" in body
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("_stcore/health", "text/plain"),
        ("_stcore/host-config", "application/json"),
        ("component/streamlit_folium.st_folium/index.html", "text/html"),
        ("manifest.json", "application/json"),
        ("favicon.ico", "image/png"),
    ],
)
def test_what_streamlit_serves_besides_pages_stays(url: str, path: str, kind: str):
    get(f"{url}/api/sources")  # answers when everything is ready
    status, headers, _ = get(f"{url}/{path}")
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, kind)


def test_a_proxy_on_this_machine_tells_the_scheme(url: str):
    _, _, body = get(f"{url}/timeline", X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.1")
    own = url.removeprefix("http://")
    assert f'<link rel="canonical" href="https://{own}/timeline">'.encode() in body


def test_the_base_path_is_in_every_address_of_a_head(based_url: str):
    for path in ("", "/"):
        status, _, body = get(f"{based_url}{path}")
        assert status == 200
        assert f'<link rel="canonical" href="{based_url}/">'.encode() in body
    _, _, body = get(f"{based_url}/map?type=Event")
    assert f'<link rel="canonical" href="{based_url}/map?type=Event">'.encode() in body
    own = re.findall(rb'(?:href|src)="(/[^"]*)"', body)
    assert own
    assert [address for address in own if not address.startswith(f"/{BASE}/".encode())] == []
    assert get(f"{based_url}/nowhere")[0] == 404


def test_a_public_address_that_is_none_is_said(invented_path: Path):
    environment = os.environ | {DATA_VARIABLE: str(invented_path), URL_VARIABLE: "atlas.example"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "0"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode not in (0, None)
    assert "CONFLICT_ATLAS_URL=atlas.example: expected an address" in done.stderr
    assert "Traceback" not in done.stderr
