"""Stores and queries imported datasets: one interface over three engines."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from conflict_atlas import settings
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.events.store.folder_store import FolderStore
from conflict_atlas.settings import DATABASE_VARIABLE

if TYPE_CHECKING:
    import pandas as pd

_EXTRAS = {"postgresql": "postgres", "postgres": "postgres", "spark": "spark"}


class Store(Protocol):
    """Imported datasets, to list, put and take out; safe between threads."""

    def sources(self) -> tuple[Manifest, ...]:
        """Every dataset, in the order of identifiers; sees imports by other programs."""

    def damaged(self) -> Mapping[str, str]:
        """What is wrong with datasets that cannot be read, by identifier; others stay usable."""

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset in one step; False when it is there already."""

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""


class Library(Store, Protocol):
    """Imported datasets and an engine that answers queries about them; safe between threads."""

    def __hash__(self) -> int:
        """Every library is itself: answers are kept by it."""

    def ask(
        self, source_id: str, event_filter: EventFilter, query: Query, tiles: Tiles | None = None
    ) -> "pd.DataFrame":
        """Answer a query about the events that pass a filter, or of them those in some tiles.

        The frame is new, and typed as ``typed_frame`` says. Raises KeyError.
        """


def open_store(environ: Mapping[str, str]) -> Store:
    """Open the datasets that the environment names, to change them; raises LibraryError."""
    if settings.event_database(environ):
        return open_library(environ)
    return FolderStore(settings.events_folder(environ))


def open_library(environ: Mapping[str, str]) -> Library:
    """Open the library that the environment names; raises LibraryError.

    ``CONFLICT_ATLAS_DATABASE`` is empty (DuckDB over files), ``postgresql://…`` or ``spark://…``;
    ``CONFLICT_ATLAS_EVENTS`` is the folder of the files, else ``events`` in the data package.
    """
    address, root = settings.event_database(environ), settings.events_folder(environ)
    if not address:
        from conflict_atlas.events.store.duckdb_library import ParquetLibrary  # noqa: PLC0415 - one engine alone is imported

        return ParquetLibrary(root)
    scheme = address.partition("://")[0]
    extra = _EXTRAS.get(scheme)
    if extra is None:
        raise LibraryError(
            f"{DATABASE_VARIABLE} starts with {scheme!r}: expected postgresql:// or spark://"
        )
    try:  # only here, so that an unused engine is never imported
        if extra == "spark":
            from conflict_atlas.events.store.spark_library import SparkLibrary  # noqa: PLC0415 - not always installed

            return SparkLibrary(address, root)
        from conflict_atlas.events.store.postgres_library import PostgresLibrary  # noqa: PLC0415 - not always installed

        return PostgresLibrary(address)
    except ImportError as error:
        raise LibraryError(
            f"{DATABASE_VARIABLE} asks for an engine that is not installed ({error.name}): "
            f"pip install 'conflict-atlas[{extra}]'"
        ) from None
