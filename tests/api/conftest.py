"""The API on a real HTTP server on loopback, with packages and event datasets of the tests."""

import csv
import io
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Thread
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from conflict_atlas.api.app import build
from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import datasets
from conflict_atlas.events.geometry import tile
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.duckdb_library import ParquetLibrary
from conflict_atlas.events.store.library import Library
from conflict_atlas.reading.site import Site

BASE = "/atlas/api"


@dataclass(frozen=True)
class Answer:
    """The answer from an address."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def ids(self) -> tuple[str, ...]:
        """Identifiers of the features."""
        assert self.status == 200, self.body
        return tuple(feature["id"] for feature in self.data["features"])

    @property
    def rows(self) -> list[dict[str, str]]:
        """Rows of a CSV."""
        assert self.status == 200, self.body
        return list(csv.DictReader(io.StringIO(self.body.decode("utf-8"), newline="")))

    def link(self, relation: str) -> str:
        """Address of another page in the Link header, "" for none."""
        for part in filter(None, self.headers.get("Link", "").split(", ")):
            target, named = part.split("; ")
            if named == f'rel="{relation}"':
                return urljoin(self.address, target.strip("<>"))
        return ""


@dataclass(frozen=True)
class Api:
    """An API that is being served."""

    url: str
    site: Site

    def ask(self, path: str, method: str = "GET", headers: Any = None, **params: Any) -> Answer:
        """Ask with parameters; ``from_`` means ``from``, and a list repeats a parameter."""
        query = urlencode({name.rstrip("_"): value for name, value in params.items()}, doseq=True)
        return self.follow(f"{self.url}{path}{'?' if query else ''}{query}", method, headers)

    def follow(self, address: str, method: str = "GET", headers: Any = None) -> Answer:
        """Request an address as it is."""
        request = urllib.request.Request(address, method=method, headers=headers or {})  # noqa: S310 - our own
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own
                return Answer(address, answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(address, error.code, error.headers, error.read())


ServeApi = Callable[[Package, Library | None], Api]
MakeLibrary = Callable[..., ParquetLibrary]


@pytest.fixture(scope="session")
def serve_api() -> Iterator[ServeApi]:
    """Give a function that serves an API of a package and a library below a base path."""
    running: list[tuple[uvicorn.Server, Thread, socket.socket]] = []

    def serve(package: Package, library: Library | None) -> Api:
        site = Site(package, offer(package), lambda: datasets(library) if library else ())
        api = build(site)
        app = Starlette(routes=[Route(BASE, api), Mount(BASE, api)])
        listening = socket.create_server(("127.0.0.1", 0))  # accepts connections from here on
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as uvloop does by itself
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="critical"))
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        running.append((server, thread, listening))
        return Api(f"http://127.0.0.1:{listening.getsockname()[1]}{BASE}", site)

    yield serve
    for server, thread, listening in running:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="session")
def real(serve_api: ServeApi, real_package: Package) -> Api:
    """The API of the real package, without event datasets."""
    return serve_api(real_package, None)


@pytest.fixture(scope="session")
def make_library(tmp_path_factory: pytest.TempPathFactory, write_events) -> MakeLibrary:
    """Give a function that makes a library of datasets by name."""

    def make(**datasets: list[dict[str, Any]]) -> ParquetLibrary:
        root = tmp_path_factory.mktemp("library")
        library = ParquetLibrary(root / "library")
        for name, events in datasets.items():
            rows = [event | {"source_id": name} for event in events]
            library.put(make_source(name, rows), write_events(root / name, rows), None)
        return library

    return make


@pytest.fixture(scope="session")
def library(make_library: MakeLibrary) -> ParquetLibrary:
    """One dataset, ``crossing``: 25 events on both sides of the date line, in Mosul and nowhere."""
    return make_library(crossing=make_events())


@pytest.fixture(scope="session")
def two(make_library: MakeLibrary) -> ParquetLibrary:
    """The same and another, ``other``, with a type of its own."""
    return make_library(
        crossing=make_events(), other=[make_event(i, event_type="Riots") for i in range(3)]
    )


@pytest.fixture(scope="session")
def with_events(serve_api: ServeApi, real_package: Package, library: ParquetLibrary) -> Api:
    """The API of the real package with one event dataset."""
    return serve_api(real_package, library)


@pytest.fixture(scope="session")
def with_two(serve_api: ServeApi, real_package: Package, two: ParquetLibrary) -> Api:
    """The API of the real package with two event datasets."""
    return serve_api(real_package, two)


def make_source(name: str, rows: list[dict[str, Any]]) -> Manifest:
    facts = {
        "title": "Invented", "format": "ucdp-ged", "file_name": "invented.csv", "version": "v1",
        "measure": "people-killed", "licence": "CC0-1.0", "attribution": "Nobody",
        "rows_read": len(rows), "imported": len(rows), "rejected": 0, "placed": len(rows) - 1,
        "first_day": "2016-01-01", "last_day": "2016-01-25", "invented": True,
    }  # fmt: skip
    return Manifest(source_id=name, **facts)


def make_events() -> list[dict[str, Any]]:
    """Events 0 to 9 east of the date line, 10 to 19 west of it, 20 to 23 in Mosul, 24 nowhere."""
    east = [make_event(i, latitude=-17.0, longitude=-179.5, side_a="IS") for i in range(10)]
    west = [make_event(i, latitude=-16.0, longitude=178.5) for i in range(10, 20)]
    mosul = [
        make_event(i, latitude=36.335, longitude=43.119, place="Mosul", event_type="Battles")
        for i in range(20, 24)
    ]
    nowhere = make_event(24, notes="=HYPERLINK(1)", best=None, side_b="-x")
    return [*east, *west, *mosul, nowhere]


def make_event(number: int, **known: Any) -> dict[str, Any]:
    """One row of the schema, on its own day but for the first five, which share one."""
    day = date(2016, 1, 1) + timedelta(days=max(number, 4))
    row = {
        "event_id": f"e{number:02}", "date_start": day, "date_end": day, "date_precision": "day",
        "event_type": "Strikes", "side_a": "Government of Iraq", "best": number,
        "geo_precision": "point", "licence": "CC0-1.0",
    } | known  # fmt: skip
    if row.get("latitude") is not None:
        row["tile_x"], row["tile_y"] = tile(row["latitude"], row["longitude"], 16)
    return row
