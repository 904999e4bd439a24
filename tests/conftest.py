"""Fixtures for all tests: the real package, an invented one, and running dashboards of them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import hostile_package
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.package import Package
from conflict_atlas.events.geometry import tile
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.schema import COLUMNS, TILE_ZOOM
from conflict_atlas.events.store.dataset_folder import Folder
from conflict_atlas.settings import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "packages" / "invented"
HOST = "127.0.0.1"
SECONDS_TO_START = 60


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the project's cache files out of the cache of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def real_package() -> Package:
    return load_package(ROOT / "data")


@pytest.fixture(scope="session")
def invented_package() -> Package:
    return load_package(INVENTED)


@pytest.fixture(scope="module", params=["real_package", "invented_package"])
def package(request: pytest.FixtureRequest) -> Package:
    """Give each package in turn to tests that must hold for both."""
    chosen: Package = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a package in which every text contains markup, script or formulas."""
    return hostile_package.make(INVENTED, tmp_path_factory.mktemp("packages") / "hostile")


@pytest.fixture(scope="session")
def hostile(hostile_path: Path) -> Package:
    """Read that package, which is sound."""
    return load_package(hostile_path)


WriteEvents = Callable[[Path, list[dict[str, object]]], Path]


@pytest.fixture(scope="session")
def write_events() -> WriteEvents:
    """Give a function that writes rows as an imported dataset; a column left out is empty."""
    types = {
        "VARCHAR": pa.string(), "DATE": pa.date32(), "DOUBLE": pa.float64(),
        "BIGINT": pa.int64(), "INTEGER": pa.int32(),
    }  # fmt: skip
    point = pa.struct({"x": pa.float64(), "y": pa.float64()})
    schema = pa.schema([(c.name, types.get(c.sql, point)) for c in COLUMNS])

    def write(path: Path, rows: list[dict[str, object]]) -> Path:
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
        return path

    return write


# Places near those of the invented package; from afar the first four are one town.
SPOTS = (
    ("Harrow Ford", 10.8, -38.1), ("Harrow Mill", 10.83, -38.13), ("Harrow Gate", 10.77, -38.07),
    ("Harrow Weir", 10.81, -38.05), ("Ostrel", 12.1, -39.2), ("Fen Tower", 12.2, -36.4),
    ("Lantern Bay", 10.5, -35.2), ("Reed Lock", 12.4, -35.8),
)  # fmt: skip
FORCES = ("Example force A", "Example force B", "Example force C")
KINDS = ("Battles", "Shelling", "Violence against civilians")


def recorded_rows() -> list[dict[str, object]]:
    """Ten events a month for two years; of ten, one has no place, one no figure, one a province."""
    rows: list[dict[str, object]] = []
    for number in range(240):
        month, turn = divmod(number, 10)
        day = date(1986 + month // 12, month % 12 + 1, 1 + 2 * turn)
        kind = KINDS[turn % 3]
        place, latitude, longitude = SPOTS[turn % 8]
        row: dict[str, object] = {
            "source_id": "recorded", "event_id": f"R{number:03}", "date_start": day,
            "date_end": day, "date_precision": "day", "event_type": kind,
            "side_a": FORCES[turn % 3], "place": place, "country": "Velmar",
            "side_b": "Civilians" if kind == KINDS[2] else FORCES[(turn + 1) % 3],
            "geo_precision": "point", "licence": "CC0-1.0",
            "notes": f"Invented report {number}", "reference": "Invented Agency",
        }  # fmt: skip
        if turn != 9:
            row |= {"low": turn, "best": turn + 1, "high": turn + 3}
        if turn == 8:
            row |= {"place": None, "geo_precision": "unknown"}
        else:
            row |= {"geo_precision": "admin1"} if turn == 7 else {}
            row |= {"latitude": latitude, "longitude": longitude}
            row["tile_x"], row["tile_y"] = tile(latitude, longitude, TILE_ZOOM)
        rows.append(row)
    return rows


@pytest.fixture(scope="session")
def put_events(write_events: WriteEvents) -> Callable[..., Manifest]:
    """Give a function that writes rows as a dataset into a folder of datasets."""

    def put(root: Path, rows: list[dict[str, object]], source_id: str, title: str) -> Manifest:
        root.mkdir(parents=True, exist_ok=True)
        days = sorted(f"{row['date_start']}" for row in rows)
        source = Manifest(
            source_id=source_id, title=title, format="csv", file_name="recorded.csv", version="v1",
            measure="people-killed", licence="CC0-1.0", attribution="Invented Agency",
            rows_read=len(rows), imported=len(rows), rejected=0,
            placed=sum("latitude" in row for row in rows), first_day=days[0], last_day=days[-1],
        )  # fmt: skip
        Folder(root).put(source, write_events(root / "written.parquet", rows), None)
        (root / "written.parquet").unlink()
        return source

    return put


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory, put_events: Callable[..., Manifest]) -> Path:
    """Give a folder of one small dataset, as CONFLICT_ATLAS_EVENTS takes it."""
    root = tmp_path_factory.mktemp("recorded")
    put_events(root, recorded_rows(), "recorded", "Invented Register")
    return root


@pytest.fixture
def invented_path(tmp_path: Path) -> Path:
    """Give a copy of the invented package that a test may break."""
    return Path(shutil.copytree(INVENTED, tmp_path / "invented"))


def free_port() -> int:
    """Ask the system for a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def port() -> int:
    """Give a port for a server that a test starts itself."""
    return free_port()


@dataclass
class Dashboard:
    """A dashboard in a process of its own, on a free port of the loopback interface."""

    package: Path
    log: Path
    base: str = ""
    events: Path | None = None  # a folder of event datasets; without one there are none
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Address of the first page, without a slash at its end."""
        return f"http://{HOST}:{self.port}{f'/{self.base}' if self.base else ''}"

    def start(self) -> "Dashboard":
        """Start the process from the root of the project and wait until it serves."""
        options = ["--server.baseUrlPath", self.base] if self.base else []
        command = [
            sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"),
            "--server.address", HOST, "--server.port", str(self.port), *options,
        ]  # fmt: skip
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        kept |= {DATA_VARIABLE: str(self.package)}
        kept |= {"CONFLICT_ATLAS_EVENTS": str(self.events or self.log.parent / "no-events")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=kept,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        ends = time.monotonic() + SECONDS_TO_START
        while not self._is_healthy():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < ends, self.log.read_text("utf-8")
            time.sleep(0.05)  # a client can find out that a port is open only by asking
        return self

    def stop(self) -> None:
        """End the process and wait for its end, so that its port is free again."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=10)

    def kill(self) -> None:
        """End the process at once, where nobody asks how it ends."""
        self.process.kill()
        self.process.wait(timeout=10)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:  # noqa: S310 - our own
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


Serve = Callable[..., Dashboard]


@pytest.fixture(scope="session")
def of_one_file() -> list[Dashboard]:
    """Dashboards that only the test file at work needs."""
    return []


@pytest.fixture(scope="module", autouse=True)
def stop_what_other_files_do_not_need(of_one_file: list[Dashboard]) -> Iterator[None]:
    """Stop the dashboards of a test file at its end: each takes some 250 MB."""
    yield
    while of_one_file:
        of_one_file.pop().kill()


@pytest.fixture(scope="session")
def serve(
    tmp_path_factory: pytest.TempPathFactory, of_one_file: list[Dashboard]
) -> Iterator[Serve]:
    """Give a function that starts a dashboard of a package for a file, or for all that follow."""
    folder = tmp_path_factory.mktemp("dashboards")
    lasting: list[Dashboard] = []

    def serve(
        package: Path, base: str = "", events: Path | None = None, *, lasts: bool = False
    ) -> Dashboard:
        log = Path(tempfile.mkstemp(".log", dir=folder)[1])
        made = Dashboard(package, log, base, events)
        (lasting if lasts else of_one_file).append(made)
        return made.start()

    yield serve
    for dashboard in lasting:
        dashboard.kill()


@pytest.fixture(scope="session")
def invented_url(serve: Serve) -> str:
    """Serve the invented package without event datasets, for tests in several files."""
    return serve(INVENTED, lasts=True).url
