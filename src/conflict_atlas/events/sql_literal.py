"""Texts and file names inside SQL, for every query that is written by hand."""

from pathlib import Path


def literal(text: str) -> str:
    """SQL: a text as a literal."""
    return "'" + text.replace("'", "''") + "'"


def file_literal(path: Path | str) -> str:
    """SQL: the name of one file for DuckDB to read, where ``*``, ``?`` and ``[`` are wildcards."""
    return literal("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path)))


def parquet_file(path: Path | str) -> str:
    """SQL: the rows of one Parquet file; a folder called year=2016 is no column of it."""
    return f"read_parquet({file_literal(path)}, hive_partitioning = false)"
