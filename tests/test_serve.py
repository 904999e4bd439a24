"""deploy/serve.py: the balancer's file, one process alone, and a package that is not served."""

import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import network
import pytest
import serve
import supervision

from conflict_atlas.headers import HEADERS

ROOT = Path(__file__).resolve().parents[1]
SERVE = ROOT / "deploy" / "serve.py"
SECONDS = 60


def start(port: int, *options: str, **environment: str) -> "subprocess.Popen[bytes]":
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    command = [sys.executable, str(SERVE), "--address", "127.0.0.1", "--port", str(port), *options]
    return subprocess.Popen(
        command, env=kept | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def test_every_process_is_in_the_balancers_file():
    written = supervision.balancer_file("", 8600, [9001, 9002, 9003])
    assert "    bind :8600\n" in written
    assert written.endswith(
        "    server p9001 127.0.0.1:9001 check cookie p9001\n"
        "    server p9002 127.0.0.1:9002 check cookie p9002\n"
        "    server p9003 127.0.0.1:9003 check cookie p9003\n"
    )
    assert written.count("    server ") == 3
    assert "8501" not in written


def test_an_address_is_listened_on_alone():
    assert "    bind 127.0.0.1:8501\n" in supervision.balancer_file("127.0.0.1", 8501, [9001])


def test_the_balancer_asks_below_the_base_path(monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "/atlas/")
    written = supervision.balancer_file("", 8501, [9001])
    assert "    http-check send meth GET uri /atlas/healthz\n" in written


def test_what_the_balancer_answers_itself_has_the_headers_of_all_answers():
    written = (ROOT / "deploy" / "haproxy.cfg").read_text("utf-8")
    set_header = "    http-after-response set-header"
    for name, value in HEADERS.items():
        if name != "Content-Security-Policy":  # the balancer's is stricter: no scripts
            assert f"{set_header} {name} " in written
            assert value in written.partition(f"{set_header} {name} ")[2].partition("\n")[0]
    assert f"{set_header} Content-Security-Policy \"default-src 'self';" in written


def test_ports_that_are_taken_are_passed_over():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        found = network.free_ports(number, 2)
    assert len({*found, number}) == 3
    assert network.free_ports(65_535, 2)[0] < 65_535


def test_the_supervisors_file_is_nobody_elses_to_read(tmp_path: Path):
    supervision.write(tmp_path, ["haproxy"], "", 8501, [8511, 8512])
    file = tmp_path / "supervisord.conf"
    assert file.stat().st_mode & 0o077 == 0
    told = file.read_text("utf-8")
    assert told.count("autorestart = true") == 3
    assert told.count("autostart = true") == 1


def test_another_users_folder_is_not_used(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "getuid", lambda: -1)
    with (
        pytest.raises(PermissionError, match="expected a folder of this user"),
        serve.run_folder(8501),
    ):
        pass


def test_another_balancers_file_is_an_error(tmp_path: Path):
    file = tmp_path / "haproxy.cfg"
    file.write_text("frontend atlas\n    bind :80\n", "utf-8")
    with pytest.raises(ValueError, match=r"expected 'bind :8501'"):
        supervision.balancer_file("", 8600, [9001], file)


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (64, 4)])
def test_a_core_each_but_not_more_than_memory_bears(monkeypatch, cores: int, expected: int):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert serve.default_processes() == expected


def test_one_process_serves_by_itself_and_ends_when_asked_to(port: int, invented_path: Path):
    process = start(port, "--processes", "1", CONFLICT_ATLAS_DATA=str(invented_path))
    assert process.stdout is not None
    assert process.stdout.readline() == b"Processes that serve: 1.\n"
    for line in process.stdout:
        if b"http" in line:  # it prints its address once it listens
            break
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=SECONDS) as told:
        assert told.read() == b"ok"
    process.terminate()
    process.communicate(timeout=SECONDS)
    assert process.returncode == 0


def test_a_port_that_is_taken_is_named(port: int):
    with socket.create_server(("127.0.0.1", port)):
        told, _ = start(port, "--processes", "2").communicate(timeout=SECONDS)
    if b"HAProxy is not installed" in told:
        pytest.skip("one process tells it in Streamlit's words")
    assert (
        told == f"Port {port} is taken by another program: expected a free one (--port).\n".encode()
    )


def test_a_package_with_faults_is_not_served_and_said_why(port: int, invented_path: Path):
    claims = invented_path / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("casualty", "casualties"), "utf-8")
    process = start(port, "--processes", "2", CONFLICT_ATLAS_DATA=str(invented_path))
    told, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert b"Conflict Atlas does not start." in told
    assert b"claims.csv" in told
