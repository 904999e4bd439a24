"""The progress of a long query, on a terminal and nowhere else."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_WIDTH = 30


@contextmanager
def show_progress(
    connection: duckdb.DuckDBPyConnection, words: str, every: float = 0.3
) -> Iterator[None]:
    """Draw a bar on standard error while the engine works; quiet where that is no terminal.

    It is drawn ``every`` so many seconds.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    drawing = threading.Thread(target=_draw, args=(connection, words, done, every), daemon=True)
    drawing.start()
    try:
        yield
    finally:
        done.set()
        drawing.join()
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _draw(
    connection: duckdb.DuckDBPyConnection, words: str, done: threading.Event, every: float
) -> None:
    while not done.wait(every):
        share = max(0.0, min(100.0, connection.query_progress())) / 100
        filled = round(share * _WIDTH)
        bar = "#" * filled + "." * (_WIDTH - filled)
        sys.stderr.write(f"\r{words} [{bar}] {share:4.0%}")
        sys.stderr.flush()
