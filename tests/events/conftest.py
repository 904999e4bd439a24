"""Small datasets of events, and a library that holds them."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fetch_service import Service
from harrow_ford import DAY, FORD

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.fetching import acled_api as acled
from conflict_atlas.events.fetching import ucdp
from conflict_atlas.events.geometry import tile
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.duckdb_library import ParquetLibrary

ZOOM = 16


def make_source(source_id: str = "one", version: str = "v1", **known: Any) -> Manifest:
    facts = {
        "title": "Invented", "format": "csv", "file_name": "invented.csv",
        "measure": "people-killed", "licence": "CC0-1.0", "attribution": "Nobody", "rows_read": 0,
        "imported": 0, "rejected": 0, "placed": 0, "first_day": "", "last_day": "",
    }  # fmt: skip
    return Manifest(source_id=source_id, version=version, **(facts | known))


def make_event(event_id: str, **known: Any) -> dict[str, Any]:
    """One row of the schema; its tile is computed from its coordinates."""
    row = {
        "source_id": "one", "event_id": event_id, "date_start": date(2031, 1, 1),
        "date_precision": "day", "geo_precision": "point", "licence": "CC0-1.0",
    }  # fmt: skip
    row |= known
    row.setdefault("date_end", row["date_start"])
    if row.get("latitude") is not None:
        row["tile_x"], row["tile_y"] = tile(row["latitude"], row["longitude"], ZOOM)
    return row


Put = Callable[..., Dataset]


@pytest.fixture
def library(tmp_path: Path) -> ParquetLibrary:
    return ParquetLibrary(tmp_path / "library")


@pytest.fixture(scope="session")
def event() -> Callable[..., dict[str, Any]]:
    return make_event


@pytest.fixture(scope="session")
def source() -> Callable[..., Manifest]:
    return make_source


@pytest.fixture
def put(library: ParquetLibrary, tmp_path: Path, write_events) -> Put:
    """Give a function that puts rows into the library as one version of a dataset."""

    def put(rows: list[dict[str, Any]], version: str = "v1", source_id: str = "one") -> Dataset:
        manifest = make_source(source_id, version, imported=len(rows))
        library.put(manifest, write_events(tmp_path / "events.parquet", rows), None)
        return Dataset(library, manifest)

    return put


Load = Callable[..., Dataset]


@pytest.fixture
def load(library: ParquetLibrary, tmp_path: Path, write_events, source, event) -> Load:
    """Give a function that imports events, given by their differences from a usual one."""

    def load(*events: dict[str, Any], source_id: str = "one", **about: Any) -> Dataset:
        rows = [
            event(
                str(number),
                source_id=source_id,
                **{"date_start": DAY, "latitude": FORD[0], "longitude": FORD[1]} | known,
            )
            for number, known in enumerate(events)
        ]
        days = [row["date_start"] for row in rows] + [row["date_end"] for row in rows]
        span = {"first_day": f"{min(days)}", "last_day": f"{max(days)}"} if rows else {}
        made = source(source_id, f"v{len(rows)}-{abs(hash(str(rows))) % 10**9}", **span | about)
        library.put(made, write_events(tmp_path / "e.parquet", rows), None)
        return Dataset(library, made)

    return load


@pytest.fixture
def service(monkeypatch) -> Iterator[Service]:
    """Start a service whose answers the test sets."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    held = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            held.asked.append((self.path, {n.lower(): v for n, v in self.headers.items()}, body))
            known = held.answers.get(urlsplit(self.path).path)
            status, headers, content = known(self) if known else (404, {}, b"")
            self.send_response(status)
            headers.setdefault("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the name of the base class

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield held
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """Give the folder in which a command keeps datasets, with no account set."""
    folder = tmp_path / "events"
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(folder))
    monkeypatch.delenv("CONFLICT_ATLAS_DATABASE", raising=False)
    for name in (ucdp.TOKEN_VARIABLE, acled.USER_VARIABLE, acled.PASSWORD_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return folder
