"""Datasets on a PostgreSQL server, shared by every dashboard that names it.

Everything is in the schema ``conflict_atlas``: a table a version of a dataset, and a table of
manifests, which says what there is. A dataset is put or removed in one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

import ibis
import pandas as pd
import psycopg
import pyarrow as pa

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Tiles
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.query.sql_compiler import SqlCompiler
from conflict_atlas.events.query.typed_frame import frame
from conflict_atlas.events.store.dataset_folder import (
    DatasetGoneError,
    LibraryError,
    check_identifier,
)
from conflict_atlas.events.store.postgres_table import drop, load

COMPILER = SqlCompiler(ibis.postgres.compile)
_MOST_IDLE = 8
_PREPARE = """
    SELECT pg_advisory_xact_lock(hashtext('conflict_atlas'));
    CREATE SCHEMA IF NOT EXISTS conflict_atlas;
    CREATE TABLE IF NOT EXISTS conflict_atlas.source (
        source_id text COLLATE "C" PRIMARY KEY,
        manifest text NOT NULL,
        relation text NOT NULL,
        replaced text,
        rejected bytea
    );
    -- Imported before the column came into the schema.
    DO $$ DECLARE held text; BEGIN
        FOR held IN SELECT relation FROM conflict_atlas.source LOOP
            EXECUTE format('ALTER TABLE IF EXISTS conflict_atlas.%I'
                ' ADD COLUMN IF NOT EXISTS figure_note text', held);
        END LOOP;
    END $$;
"""


class PostgresLibrary:
    """Datasets on a PostgreSQL server; ``url`` is ``postgresql://user:password@host/database``."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: LifoQueue[psycopg.Connection[Any]] = LifoQueue(_MOST_IDLE)
        try:
            with self._connection() as connection, connection.transaction():
                connection.execute(_PREPARE)
        except psycopg.OperationalError as error:
            raise LibraryError(f"The PostgreSQL server does not answer: {error}") from None

    def sources(self) -> tuple[Manifest, ...]:
        """Every dataset, in the order of identifiers; sees imports by other programs."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT manifest FROM conflict_atlas.source ORDER BY source_id"
            ).fetchall()
        return tuple(Manifest.from_json(manifest) for (manifest,) in rows)

    def damaged(self) -> dict[str, str]:
        """None: the server keeps what it was given."""
        return {}

    def ask(
        self, source_id: str, event_filter: EventFilter, query: Query, tiles: Tiles | None = None
    ) -> pd.DataFrame:
        """Answer a query about the events that pass a filter; raises KeyError."""
        with self._connection() as connection:
            relation = _find(connection, source_id)
            sql, schema = COMPILER.sql(relation, event_filter, query, tiles)
            try:
                with connection.cursor(binary=True) as cursor:
                    rows = cursor.execute(sql).fetchall()
            except psycopg.errors.UndefinedTable:  # removed since it was found
                raise DatasetGoneError(source_id) from None
        return _to_frame(rows, schema)

    def put(self, source: Manifest, parquet: Path, rejected: Path | None) -> bool:
        """Add or replace a dataset in one transaction; False when it is there already."""
        check_identifier(source.source_id)
        manifest, relation = source.to_json(), source.relation
        with self._connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('conflict_atlas'))")
            there = _row(connection, source.source_id)
            if there and there[0] == manifest:
                return False
            kept = there[1] if there else None
            drop(connection, *({relation, there[2]} - {kept} if there else {relation}))
            if relation != kept:
                load(connection, relation, parquet)
            connection.execute(
                "INSERT INTO conflict_atlas.source VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (source_id) DO UPDATE SET manifest = excluded.manifest,"
                " relation = excluded.relation, replaced = excluded.replaced,"
                " rejected = excluded.rejected",
                (
                    source.source_id, manifest, relation, kept if kept != relation else None,
                    rejected.read_bytes() if rejected else None,
                ),
            )  # fmt: skip
        return True

    def remove(self, source_id: str) -> bool:
        """Take a dataset out; False when there is none of this name."""
        with self._connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('conflict_atlas'))")
            there = _row(connection, source_id)
            if there is None:
                return False
            connection.execute(
                "DELETE FROM conflict_atlas.source WHERE source_id = %s", (source_id,)
            )
            drop(connection, *there[1:])
        return True

    def close(self) -> None:
        """Close the idle connections."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        """Give one thread a connection: an idle one, else a new one."""
        connection = self._take()
        try:
            yield connection
        finally:
            if connection.closed or self._idle.full():
                connection.close()
            else:
                self._idle.put_nowait(connection)

    def _take(self) -> psycopg.Connection[Any]:
        while True:
            try:
                connection = self._idle.get_nowait()
            except Empty:
                options = "-c search_path=conflict_atlas -c timezone=UTC"
                return psycopg.connect(self._url, autocommit=True, options=options)
            try:
                connection.execute("")  # the server may have restarted since
            except psycopg.OperationalError:
                connection.close()
            else:
                return connection


def _row(connection: psycopg.Connection[Any], source_id: str) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = connection.execute(
        "SELECT manifest, relation, replaced FROM conflict_atlas.source WHERE source_id = %s",
        (source_id,),
    ).fetchone()
    return found


def _find(connection: psycopg.Connection[Any], source_id: str) -> str:
    found = _row(connection, source_id)
    if found is None:
        raise DatasetGoneError(source_id)
    return str(found[1])


def _to_frame(rows: list[Any], schema: ibis.Schema) -> pd.DataFrame:
    types = schema.to_pyarrow()
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    arrays = [pa.array(c, type_) for c, type_ in zip(columns, types.types, strict=True)]
    return frame(pa.table(arrays, schema=types), schema)
