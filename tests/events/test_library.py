"""Datasets in files: what is stored, what a crash leaves, and what a running program sees."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conflict_atlas.events.dataset import datasets
from conflict_atlas.events.event_filter import EVERYTHING
from conflict_atlas.events.query.query import Query
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.events.store.duckdb_library import ParquetLibrary
from conflict_atlas.events.store.library import open_library


def _content(root: Path) -> dict[str, tuple[bytes, int]]:
    files = sorted(p for p in root.rglob("*") if p.is_file())
    return {str(p.relative_to(root)): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def _ids(library: ParquetLibrary, source_id: str = "one") -> list[str]:
    """Identifiers of the events of a dataset, queried anew; raises KeyError."""
    return sorted(library.ask(source_id, EVERYTHING, Query("listed", (10,)))["event_id"])


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "library"


def test_a_folder_that_is_not_there_holds_nothing(library):
    assert library.sources() == ()
    assert not library.remove("one")
    with pytest.raises(KeyError):
        _ids(library)


def test_what_is_put_is_there_for_others_too(library, put, event, root):
    one = put([event("a"), event("b")]).manifest
    other = put([event("c")], source_id="another").manifest
    assert library.sources() == (other, one)
    assert ParquetLibrary(root).sources() == (other, one)
    assert _ids(library) == ["a", "b"]


def test_a_folder_may_be_called_anything(event, source, tmp_path, write_events):
    library = ParquetLibrary(tmp_path / "it's [1] *" / "event_id=one")
    library.put(source(), write_events(tmp_path / "e.parquet", [event("a")]), None)
    assert _ids(library) == ["a"]


def test_importing_twice_changes_no_byte(library, put, event, root, tmp_path):
    one = put([event("a")]).manifest
    before = _content(root)
    assert not library.put(one, tmp_path / "events.parquet", None)
    assert not ParquetLibrary(root).put(one, tmp_path / "events.parquet", None)
    assert _content(root) == before


def test_the_manifest_does_not_depend_on_the_time(put, event, root, tmp_path):
    one = put([event("a")]).manifest
    ParquetLibrary(tmp_path / "other").put(one, tmp_path / "events.parquet", None)
    names = {name: raw for name, (raw, _) in _content(root).items()}
    assert {n: raw for n, (raw, _) in _content(tmp_path / "other").items()} == names
    assert set(names) == {".locks/-store", "one.json", "one/v1/events.parquet"}


def test_rejected_rows_are_kept_beside_the_events(  # noqa: PLR0917 - fixtures
    library, root, source, event, tmp_path, write_events
):
    rejected = tmp_path / "rejected.csv"
    rejected.write_text("row,reason\n2,no day\n", encoding="utf-8")
    library.put(source(), write_events(tmp_path / "e.parquet", [event("a")]), rejected)
    kept = root / "one" / "v1" / "rejected.csv"
    assert kept.read_text(encoding="utf-8") == rejected.read_text(encoding="utf-8")


def test_a_crash_between_events_and_manifest_leaves_the_old_state(
    library, put, event, root, monkeypatch
):
    one = put([event("a")]).manifest
    seen = root / "one.json"
    before = seen.read_bytes()

    written: list[int] = []

    def crash(file: int) -> None:
        written.append(file)
        if len(written) == 2:  # the events are on disk, the manifest is not
            raise OSError("the power failed")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", crash)
        with pytest.raises(OSError, match="power"):
            put([event("b")], version="v2")
    assert seen.read_bytes() == before
    for reader in (library, ParquetLibrary(root)):
        assert reader.sources() == (one,)
        assert _ids(reader) == ["a"]
    two = put([event("b")], version="v2").manifest
    assert library.sources() == (two,)
    assert _ids(library) == ["b"]


def test_a_crash_while_a_file_is_written_leaves_no_part_of_it(put, event, root, monkeypatch):
    put([event("a")])
    before = _content(root)

    def crash(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", crash)
        with pytest.raises(OSError, match="full"):
            put([event("b")], version="v2")
    assert _content(root) == before


def test_a_new_import_is_seen_without_a_restart(put, event, root):
    reader = ParquetLibrary(root)
    one = put([event("a")]).manifest
    assert datasets(reader)[0].summary(EVERYTHING).events == 1
    two = put([event("a"), event("b")], version="v2").manifest
    assert reader.sources() == (two,) != (one,)
    assert datasets(reader)[0].summary(EVERYTHING).events == 2
    assert _ids(reader) == ["a", "b"]


def test_a_folder_that_has_stood_is_not_looked_through_until_it_changes(
    put, event, root, monkeypatch
):
    one = put([event("a")]).manifest
    for old in (root / "one.json", root):
        os.utime(old, (1_000_000, 1_000_000))
    reader = ParquetLibrary(root)
    assert reader.sources() == (one,)
    with monkeypatch.context() as watched:
        watched.setattr(os, "scandir", lambda _: pytest.fail("looked through again"))
        assert reader.sources() == (one,)
    manifest = root / "one.json"
    manifest.write_text(replace(one, title="Written over").to_json(), "utf-8")  # as cp does
    assert [source.title for source in reader.sources()] == ["Written over"]
    two = put([event("a"), event("b")], version="v2").manifest
    assert reader.sources() == (two,)  # too new for the clock to tell versions apart: read again
    three = put([event("c")], version="v3").manifest
    assert reader.sources() == (three,)
    assert ParquetLibrary(root).remove("one")
    assert reader.sources() == ()


def test_a_manifest_alone_is_a_change(library, event, source, tmp_path, write_events):
    parquet = write_events(tmp_path / "e.parquet", [event("a")])
    library.put(source(title="Draft"), parquet, None)
    assert library.put(source(title="Final"), parquet, None)
    assert [s.title for s in library.sources()] == ["Final"]


def test_the_version_before_stays_for_queries_that_have_begun(put, event, root):
    for version in ("v1", "v2", "v3"):
        put([event(version)], version=version)
    assert sorted(p.name for p in (root / "one").iterdir()) == ["v2", "v3"]


def test_what_is_removed_has_gone(library, put, event, root):
    put([event("a")])
    reader = ParquetLibrary(root)
    assert reader.sources()
    assert library.remove("one")
    assert not library.remove("one")
    assert library.sources() == reader.sources() == ()
    assert [file.name for file in root.iterdir()] == [".locks"]
    with pytest.raises(KeyError):
        _ids(reader)
    put([event("b")])
    assert _ids(library) == ["b"]


@pytest.mark.parametrize("name", ["", "..", "../out", "a/b", "A", "a b", 'a"b', ".a", "a\n"])
def test_a_name_that_could_leave_the_folder_is_refused(library, source, root, tmp_path, name):
    with pytest.raises(LibraryError, match="expected small letters"):
        library.put(source(name), tmp_path / "none", None)
    with pytest.raises(LibraryError, match="expected small letters"):
        library.put(source(version=name), tmp_path / "none", None)
    assert not root.exists()


def test_a_broken_manifest_is_named(library, put, event, root):
    put([event("a")])
    (root / "two.json").write_text("{}", encoding="utf-8")
    assert [source.source_id for source in library.sources()] == ["one"]
    assert "not the manifest" in library.damaged()["two"]


def test_the_environment_names_the_library(put, event, tmp_path, monkeypatch):
    one = put([event("a")]).manifest
    monkeypatch.setenv("CONFLICT_ATLAS_DATA", str(tmp_path))
    chosen = {"CONFLICT_ATLAS_EVENTS": str(tmp_path / "library")}
    assert open_library(chosen).sources() == (one,)
    assert open_library({}).sources() == ()
    (tmp_path / "library").rename(tmp_path / "events")
    assert open_library({}).sources() == (one,)
    with pytest.raises(LibraryError, match="starts with 'mysql'"):
        open_library({"CONFLICT_ATLAS_DATABASE": "mysql://host/base"})


def test_other_engines_are_not_imported_by_default(tmp_path):
    code = (
        "import sys; from conflict_atlas.events.store.library import open_library\n"
        f"open_library({{'CONFLICT_ATLAS_EVENTS': {str(tmp_path)!r}}}).sources()\n"
        "import conflict_atlas.evidence.verdict_table\n"
        "print([n for n in sys.modules if n.startswith(('pyspark', 'psycopg', 'py4j'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
