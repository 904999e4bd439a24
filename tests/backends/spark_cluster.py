"""A Spark standalone cluster for the tests on loopback: a master and two workers."""

import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

HOST, WORKERS, SECONDS = "127.0.0.1", 2, 120
# Small enough for two executors beside everything else; a driver on the same host reaches them.
_SETTINGS = """
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 512m
spark.executor.memory 512m
spark.executor.cores 1
spark.sql.shuffle.partitions 4
spark.ui.showConsoleProgress false
"""


@contextmanager
def serve(home: Path) -> Iterator[str]:
    """Run a cluster for the duration of the block, with its driver; yields the master's address."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-spark-"))
    (folder / "conf").mkdir()
    (folder / "conf" / "spark-defaults.conf").write_text(_SETTINGS, encoding="ascii")
    known = {
        "SPARK_HOME": str(home), "SPARK_CONF_DIR": str(folder / "conf"), "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": str(folder / "scratch"),
    }  # fmt: skip
    port, page = _free_port(), _free_port()
    url = f"spark://{HOST}:{port}"
    running: list[subprocess.Popen[bytes]] = []
    with pytest.MonkeyPatch.context() as environment:
        for name, value in known.items():
            environment.setenv(name, value)
        try:
            running.append(_start(home, folder, "master", "--port", port, "--webui-port", page))
            for number in range(WORKERS):
                work = folder / f"work{number}"
                running.append(
                    _start(
                        home, folder, "worker", "--port", _free_port(), "--webui-port",
                        _free_port(), "--cores", 1, "--memory", "600m", "--work-dir", work, url,
                    )
                )  # fmt: skip
            _wait_for_workers(page, running, folder / "log")
            yield url
        finally:
            _leave()
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait(timeout=30)
            shutil.rmtree(folder, ignore_errors=True)


def _start(home: Path, folder: Path, role: str, *options: object) -> "subprocess.Popen[bytes]":
    name = f"org.apache.spark.deploy.{role}.{role.capitalize()}"
    command = [str(home / "bin" / "spark-class"), name, "--host", HOST, *map(str, options)]
    with (folder / "log").open("ab") as log:
        # spark-class is replaced by the Java process, so that ending it ends the master or worker.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _wait_for_workers(page: int, running: "list[subprocess.Popen[bytes]]", log: Path) -> None:
    ends = time.monotonic() + SECONDS
    while _workers(page) < WORKERS:
        assert all(process.poll() is None for process in running), log.read_text("utf-8")
        assert time.monotonic() < ends, log.read_text("utf-8")
        time.sleep(0.1)  # a client learns that workers have joined only by asking the master


def _workers(page: int) -> int:
    address = f"http://{HOST}:{page}/json/"
    with suppress(OSError, ValueError), urllib.request.urlopen(address, timeout=5) as answer:
        return int(json.load(answer)["aliveworkers"])
    return 0


def _leave() -> None:
    """End the driver's own Java process, which would otherwise run as long as Python."""
    from pyspark import SparkContext  # noqa: PLC0415

    if SparkContext._active_spark_context:
        SparkContext._active_spark_context.stop()
    gateway = SparkContext._gateway
    if gateway:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=30)
        SparkContext._gateway = SparkContext._jvm = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
