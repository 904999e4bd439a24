"""Datasets asked on a Spark cluster, read from the same files as by DuckDB.

Manifests and files are in a folder that this program and every worker sees under one path.
"""

import warnings
from pathlib import Path

import ibis
import pandas as pd
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from pyspark.sql import SparkSession, functions

from conflict_atlas.events.query.queries import table
from conflict_atlas.events.query.sql_compiler import SqlCompiler
from conflict_atlas.events.query.typed_frame import frame
from conflict_atlas.events.store.file_library import FileLibrary

_SETTINGS: dict[str, bool | float | int | str | None] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    # Answers have at most some ten thousand rows: a few parts are enough, and each costs a task.
    "spark.sql.shuffle.partitions": "8",
}


class _Compiler(PySparkCompiler):  # type: ignore[misc] # Ibis brings no types
    # To skip rows Ibis numbers them in no certain order; Spark itself has had OFFSET since 3.4.
    rewrites = SQLGlotCompiler.rewrites


class SparkLibrary(FileLibrary):
    """Datasets in ``root``, asked on the cluster at ``url`` (``spark://host:port``).

    Settings that the site's ``spark-defaults.conf`` makes stand, apart from those above.
    """

    def __init__(self, url: str, root: Path) -> None:
        builder = SparkSession.builder.appName("conflict-atlas").master(url)
        self._spark = builder.config(map=_SETTINGS).getOrCreate()
        with warnings.catch_warnings():
            # PySpark warns about pandas 3; answers come as Arrow and never reach its pandas code.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support", FutureWarning)
            backend = ibis.pyspark.connect(self._spark)
        backend.compiler = _Compiler()
        super().__init__(root, SqlCompiler(backend.compile))

    def _run(self, sql: str, schema: ibis.Schema) -> pd.DataFrame:
        return frame(self._spark.sql(sql).toArrow(), schema)

    def _create_view(self, name: str, parquet: Path) -> None:
        events = self._spark.read.parquet(parquet.resolve().as_uri())
        for column in set(table(name).columns) - set(events.columns):
            # Imported before the column came into the schema.
            events = events.withColumn(column, functions.lit(None).cast("string"))
        events.select(*table(name).columns).createOrReplaceTempView(name)
