"""Small datasets of events, and a library that holds them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conflict_atlas.events.dataset import Dataset
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
    """One row of the schema; its tile follows from its coordinates."""
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
