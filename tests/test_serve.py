"""deploy/serve.py: the balancer's file, one process alone, and a package that is not served."""

import importlib.util
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
SERVE = ROOT / "deploy" / "serve.py"
SECONDS = 60


@pytest.fixture(scope="module")
def serve() -> ModuleType:
    spec = importlib.util.spec_from_file_location("serve", SERVE)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def start(port: int, *options: str, **environment: str) -> "subprocess.Popen[bytes]":
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    command = [sys.executable, str(SERVE), "--address", "127.0.0.1", "--port", str(port), *options]
    return subprocess.Popen(
        command, env=kept | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def test_every_process_is_in_the_balancers_file(serve: ModuleType):
    written = serve.configuration("", 8600, [9001, 9002, 9003])
    assert "    bind :8600\n" in written
    assert written.endswith(
        "    server p9001 127.0.0.1:9001 check cookie p9001\n"
        "    server p9002 127.0.0.1:9002 check cookie p9002\n"
        "    server p9003 127.0.0.1:9003 check cookie p9003\n"
    )
    assert written.count("    server ") == 3
    assert "8501" not in written


def test_an_address_is_listened_on_alone(serve: ModuleType):
    assert "    bind 127.0.0.1:8501\n" in serve.configuration("127.0.0.1", 8501, [9001])


def test_another_balancers_file_is_an_error(serve: ModuleType, tmp_path: Path, monkeypatch):
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "haproxy.cfg").write_text("frontend atlas\n    bind :80\n", "utf-8")
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    with pytest.raises(ValueError, match=r"expected 'bind :8501'"):
        serve.configuration("", 8600, [9001])


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (64, 4)])
def test_a_core_each_but_not_more_than_memory_bears(
    serve: ModuleType, monkeypatch, cores: int, expected: int
):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert serve.default_processes() == expected


def test_one_process_serves_by_itself_and_ends_when_asked_to(port: int, invented_path: Path):
    process = start(port, "--processes", "1", CONFLICT_ATLAS_DATA=str(invented_path))
    assert process.stdout is not None
    assert process.stdout.readline() == b"Processes that serve: 1.\n"
    for line in process.stdout:
        if b"http" in line:  # it says where, once it listens
            break
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=SECONDS) as told:
        assert told.read() == b"ok"
    process.terminate()
    process.communicate(timeout=SECONDS)


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
