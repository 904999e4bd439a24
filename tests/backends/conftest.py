"""The three engines, all running: DuckDB in this process, a PostgreSQL server, a Spark cluster."""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conflict_atlas.events.geometry import tile
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.library import Library, open_library

ENGINES = ("duckdb", "postgresql", "spark")
ROWS = 400


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave these tests out unless asked for by name: not every run should need a cluster."""
    if "backends" in config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("backends")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@contextmanager
def opened(environ: dict[str, str]) -> Iterator[Library]:
    """Open a library and close its connections at the end, if it has any."""
    library = open_library(environ)
    yield library
    close = getattr(library, "close", None)
    if close:
        close()


@dataclass
class Engine:
    """A running engine: its library, and the environment variables to reach it."""

    name: str
    library: Library
    environ: dict[str, str]

    def open(self) -> AbstractContextManager[Library]:
        """Open it once more, as another program would."""
        return opened(self.environ)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL server started for these tests."""
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    from postgresql_server import find_programs, serve  # noqa: PLC0415 - beside this file

    programs = find_programs()
    if programs is None:
        pytest.skip("no initdb found: install the Debian package postgresql")
    with serve(programs) as url:
        yield url


@pytest.fixture(scope="session")
def spark() -> Iterator[str]:
    """Address of a Spark cluster of a master and two workers, started for these tests."""
    pyspark = pytest.importorskip("pyspark", reason="the extra spark is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java found: install the Debian package openjdk-17-jre-headless")
    from spark_cluster import serve  # noqa: PLC0415 - beside this file

    with serve(Path(pyspark.__file__).parent) as url:
        yield url


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp(request.param)
    environ = {"CONFLICT_ATLAS_EVENTS": str(root)}
    if request.param != "duckdb":
        environ["CONFLICT_ATLAS_DATABASE"] = request.getfixturevalue(request.param)
    with opened(environ) as library:
        yield Engine(request.param, library, environ)


@pytest.fixture(scope="session")
def source() -> Manifest:
    return Manifest(
        source_id="invented", title="Invented", format="csv", file_name="invented.csv",
        version="v1", measure="people-killed", licence="CC0-1.0", attribution="Nobody",
        rows_read=ROWS, imported=ROWS, rejected=0, placed=0, first_day="", last_day="",
    )  # fmt: skip


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """Rows with all that engines treat differently: letters, quotes, gaps, ties, large figures."""
    dice = random.Random(7)  # noqa: S311 - no secret

    def some(*values: Any) -> Any:
        return dice.choice(values)

    found = []
    for number in range(ROWS):
        start = date(1989, 12, 30) + timedelta(dice.randrange(800))
        figures = [some(None, dice.randrange(10), dice.randrange(3_000_000_000)) for _ in range(3)]
        row = {
            "source_id": "invented", "event_id": f"e{number}", "licence": "CC0-1.0",
            "date_start": start, "date_end": start + timedelta(some(0, 0, 3, 40)),
            "date_precision": "day", "geo_precision": "point",
            "event_type": some(None, "battle", "Blast", "blast"),
            "side_a": some(None, "Army", "army", "Élan", "Żar", "Ακτή", "D'Or"),
            "side_b": some(None, "Army", "Élan", "Civilians", 'the "Guard"'),
            "place": some(None, "Ford", "Östrel", "ostrel", "زاخو", "Zag, North"),
            "admin1": some(None, "North"), "country": some(None, "Velmar", "Tessany", "İL"),
            "notes": some(None, "", "ÉLAN, 50% of it", "back\\slash", "a\nline; x_y", "ΑΚΤΗΣ it's"),
            "low": figures[0], "best": figures[1], "high": figures[2],
        }  # fmt: skip
        if dice.random() < 0.9:
            point = some((36.5, 37.9), (dice.uniform(-84, 84), dice.uniform(-180, 179)))
            row["latitude"], row["longitude"] = point
            row["tile_x"], row["tile_y"] = tile(*point, 16)
        found.append(row)
    return found


@pytest.fixture(scope="session")
def loaded(engine: Engine, source: Manifest, rows, write_events, tmp_path_factory) -> Engine:
    """An engine that holds the rows; no test changes this dataset."""
    file = write_events(tmp_path_factory.mktemp("rows") / "events.parquet", rows)
    assert engine.library.put(source, file, None)
    return engine


@pytest.fixture(scope="session")
def expected(source: Manifest, rows, write_events, tmp_path_factory) -> Library:
    """A library of DuckDB with the same rows, to compare with."""
    folder = tmp_path_factory.mktemp("expected")
    library = open_library({"CONFLICT_ATLAS_EVENTS": str(folder / "library")})
    library.put(source, write_events(folder / "events.parquet", rows), None)
    return library


@pytest.fixture
def other(source: Manifest) -> Manifest:
    """A dataset that a test may put, replace and remove."""
    return replace(source, source_id="other-one")
