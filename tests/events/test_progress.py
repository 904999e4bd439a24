import io

import duckdb

from conflict_atlas.events.importing import progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_drawn_where_no_terminal_is(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    with duckdb.connect() as connection, progress.show_progress(connection, "reading"):
        connection.execute("SELECT 1")
    assert written.getvalue() == ""


def test_a_terminal_sees_a_bar_that_is_gone_afterwards(monkeypatch):
    written = _Terminal()
    monkeypatch.setattr("sys.stderr", written)
    with duckdb.connect() as connection, progress.show_progress(connection, "reading", 0.001):
        for _ in range(10_000):
            connection.execute("SELECT count(*) FROM range(100_000)")
            if "reading [" in written.getvalue():
                break
    drawn = written.getvalue()
    assert "reading [" in drawn
    assert "%" in drawn
    assert drawn.endswith("\r\x1b[K")
