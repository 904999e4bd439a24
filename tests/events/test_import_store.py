"""Concurrent imports and broken files: old data intact, one clear line, other datasets usable."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from conflict_atlas.cli import main
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.store import dataset_folder, import_lock
from conflict_atlas.events.store.dataset_folder import DatasetGoneError, Folder
from conflict_atlas.events.store.duckdb_library import ParquetLibrary
from conflict_atlas.events.store.import_lock import BusyError

SOURCE = Path(__file__).resolve().parents[2] / "src"
TEXT = "event_id,date_start,best\n1,2016-03-04,3\n2,2016-03-05,1\n"


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "events [of] * all"
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(folder))
    monkeypatch.delenv("CONFLICT_ATLAS_DATABASE", raising=False)
    return folder


@pytest.fixture
def file(tmp_path) -> Path:
    made = tmp_path / "one.csv"
    made.write_text(TEXT, encoding="utf-8")
    return made


def _events(root: Path, source_id: str) -> int:
    library = ParquetLibrary(root)
    manifest = {source.source_id: source for source in library.sources()}[source_id]
    return Dataset(library, manifest).summary(EventFilter()).events


def _left(root: Path) -> list[str]:
    return sorted(
        one.name for one in root.iterdir() if one.name.startswith(".") and one.name != ".locks"
    )


def test_two_imports_under_one_identifier_the_second_is_refused(root, file, capsys):
    with Folder(root).importing("one"):
        assert main(["import", str(file)]) == 1
        assert "another import of one is at work" in capsys.readouterr().err
        assert main(["import", str(file), "--source", "two"]) == 0
    assert main(["import", str(file)]) == 0
    file.write_text(TEXT + "3,2016-03-06,1\n", encoding="utf-8")
    assert main(["import", str(file)]) == 1  # nothing is replaced silently
    assert _events(root, "one") == 2


def test_many_who_put_and_remove_at_once_leave_whole_datasets(
    root, tmp_path, event, source, write_events
):
    files = [write_events(tmp_path / f"{n}.parquet", [event(str(n))]) for n in range(4)]
    start = threading.Barrier(4)

    def work(number: int) -> None:
        folder = Folder(root)
        start.wait()
        for turn in range(4):
            folder.put(source(version=f"v{number}{turn}"), files[number], None)
            if turn % 2:
                folder.remove("one")

    hands = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    folder = Folder(root)
    assert folder.damaged() == {}
    for known in folder.sources().values():
        assert folder.parquet(known).is_file()


def test_a_remove_waits_for_who_is_writing_and_gives_up_in_the_end(root):
    with import_lock.writing(root), pytest.raises(BusyError), import_lock.writing(root, seconds=0):
        pass


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda root: (root / "one.json").write_text("{", "utf-8"), "not the manifest"),
        (lambda root: _change(root, type="FeatureCollection"), "not the manifest"),
        (lambda root: (root / "one.json").write_text("[" * 100_000, "utf-8"), "not the manifest"),
        (lambda root: _change(root, version="../two"), "not the manifest"),
        (lambda root: _change(root, placed="many"), "wrong kind"),
        (lambda root: _change(root, last_day="9999-12-31"), "a day of the year 9999"),
        (lambda root: _change(root, source_id="two"), "another dataset"),
        (lambda root: _parquet(root).unlink(), "without events"),
        (lambda root: _parquet(root).write_bytes(b""), "events"),
        (lambda root: _cut(_parquet(root)), "or a part of one"),
    ],
)  # fmt: skip
def test_a_damaged_dataset_is_named_and_an_import_mends_it(root, file, capsys, spoil, words):
    assert main(["import", str(file)]) == 0
    assert main(["import", str(file), "--source", "other"]) == 0
    spoil(root)
    library = ParquetLibrary(root)
    assert [source.source_id for source in library.sources()] == ["other"]
    assert words in library.damaged()["one"]
    assert _events(root, "other") == 2
    capsys.readouterr()
    assert main(["sources"]) == 0
    told = capsys.readouterr().out
    assert "other: one" in told
    assert "one: damaged" in told
    assert main(["import", str(file)]) == 0
    assert "unchanged" not in capsys.readouterr().out
    assert _events(root, "one") == 2
    assert Folder(root).damaged() == {}


def test_a_damaged_dataset_can_be_taken_out(root, file):
    assert main(["import", str(file)]) == 0
    (root / "one.json").write_text("{", "utf-8")
    assert main(["remove", "one"]) == 0
    assert Folder(root).damaged() == {}
    assert not (root / "one").exists()


def test_files_of_others_in_the_folder_harm_nothing(root, file):
    root.mkdir()
    (root / "notes.txt").write_text("mine", "utf-8")
    (root / "places.geojson").write_text("{}", "utf-8")
    (root / "sub.json").mkdir()
    (root / ".gitignore").write_text("*", "utf-8")
    assert main(["import", str(file)]) == 0
    assert _events(root, "one") == 2
    assert (root / "notes.txt").exists()
    assert (root / ".gitignore").exists()


@pytest.mark.parametrize("name", ["x.json", "a_b", "A", "../x", "a--b", "-store", ""])
def test_an_identifier_is_checked_before_anything_is_read(root, tmp_path, capsys, name):
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\xff\xfe\x00")
    code = main(["import", str(broken), f"--source={name}"])
    assert code == 1
    said = capsys.readouterr().err
    assert ("expected small letters" in said) is bool(name)
    if name:
        assert not root.exists()


def test_events_that_cannot_be_read_are_gone_with_a_word(root, file):
    assert main(["import", str(file)]) == 0
    assert main(["import", str(file), "--source", "other"]) == 0
    library = ParquetLibrary(root)
    one, other = (Dataset(library, source) for source in library.sources())
    content = bytearray(_parquet(root).read_bytes())
    content[4:-40] = bytes(len(content) - 44)  # it begins and ends like a Parquet file
    _parquet(root).write_bytes(bytes(content))
    with pytest.raises(DatasetGoneError, match="one was replaced or removed a moment ago"):
        one.summary(EventFilter())
    assert other.summary(EventFilter()).events == 2
    assert [source.source_id for source in library.sources()] == ["other"]
    assert "cannot be read" in library.damaged()["one"]


@pytest.mark.parametrize("asked", [False, True])
def test_a_dataset_removed_under_a_readers_eyes(root, file, asked):
    assert main(["import", str(file)]) == 0
    library = ParquetLibrary(root)
    (source,) = library.sources()
    if asked:
        Dataset(library, source).summary(EventFilter())
    assert main(["remove", "one"]) == 0
    with pytest.raises(DatasetGoneError):
        Dataset(library, source).summary(EventFilter(text="x"))


def test_what_was_imported_before_a_column_came_is_read(root, file):
    assert main(["import", str(file)]) == 0
    held = pq.read_table(_parquet(root))
    pq.write_table(held.drop_columns(["figure_note"]), _parquet(root))
    library = ParquetLibrary(root)
    (source,) = library.sources()
    rows = Dataset(library, source).ask(EventFilter(), "listed", 10, 0)
    assert rows["figure_note"].isna().all()
    assert sorted(rows["best"]) == [1, 3]


def test_leftovers_of_killed_imports_are_swept(root, file):
    assert main(["import", str(file)]) == 0
    (root / ".import-two" / "draft").mkdir(parents=True)
    (root / ".import-abc12345").mkdir()  # its name in earlier versions
    (root / ".writing-x1y2z3w4").write_text("half", "utf-8")
    (root / ".abcd1234").write_text("half", "utf-8")
    (root / "three" / "v1").mkdir(parents=True)
    (root / "four" / "v1").mkdir(parents=True)
    (root / "four" / "v1" / "events.parquet").write_text("half", "utf-8")
    (root / "one" / "v9").mkdir()
    (root / "one" / "v9" / "events.parquet").write_text("half", "utf-8")
    (root / "five" / "v1").mkdir(parents=True)  # its events are in a database
    (root / "five" / "v1" / "rejected.csv").write_text("row,reason", "utf-8")
    with Folder(root).importing("busy") as scratch:
        assert main(["import", str(file), "--source", "six"]) == 0
        assert scratch.is_dir()  # it belongs to a running import
    assert _left(root) == []
    folders = sorted(one.name for one in root.iterdir() if one.is_dir() and one.name != ".locks")
    assert folders == ["five", "one", "six"]
    assert [version.name for version in (root / "one").iterdir()] == [_version(root)]
    assert _events(root, "one") == 2


def test_a_full_disk_leaves_the_old_data_and_one_line(root, file, capsys, monkeypatch):
    assert main(["import", str(file)]) == 0
    file.write_text(TEXT + "3,2016-03-06,1\n", encoding="utf-8")
    capsys.readouterr()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    with monkeypatch.context() as patch:
        patch.setattr(dataset_folder.os, "fsync", full)
        assert main(["import", str(file), "--replace"]) == 1
    out, err = capsys.readouterr()
    assert "imported" not in out
    assert err.count("\n") == 1
    assert "No space left on device" in err
    assert _events(root, "one") == 2
    assert _left(root) == []
    assert len(list((root / "one").iterdir())) == 1
    assert main(["import", str(file), "--replace"]) == 0
    assert _events(root, "one") == 3


def test_a_folder_that_cannot_be_written(root, file, capsys, tmp_path):
    assert main(["import", str(file)]) == 0
    capsys.readouterr()
    with _read_only(root):
        assert main(["sources"]) == 0
        assert main(["import", str(file)]) == 0
        assert "unchanged" in capsys.readouterr().out
        if os.access(root, os.W_OK):  # a user with all rights cannot be stopped
            pytest.skip("this user may write in every folder")
        other = tmp_path / "other.csv"
        other.write_text(TEXT, "utf-8")
        assert main(["import", str(other)]) == 1
        assert main(["remove", "one"]) == 1
        assert capsys.readouterr().err.count("\n") == 2
    assert _events(root, "one") == 2


def test_a_file_where_the_folder_should_be(root, file, capsys):
    root.write_text("not a folder", "utf-8")
    assert main(["import", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_what_stops_an_import_leaves_the_store_whole(root, file, tmp_path, sent, code):
    assert main(["import", str(file)]) == 0
    large = tmp_path / "one" / "one.csv"
    large.parent.mkdir()
    with large.open("w", encoding="utf-8") as rows:  # read for longer than a signal takes to come
        rows.write("event_id,date_start,best,notes\n")
        rows.writelines(f"{n},2016-03-04,3,{n * 7919} invented words\n" for n in range(1_000_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "conflict_atlas.cli", "import", str(large), "--replace"],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    _wait_for(root / ".import-one", process)
    process.send_signal(sent)
    out, err = process.communicate()
    assert process.returncode == code
    assert "imported" not in out
    assert "Traceback" not in err
    assert _events(root, "one") == 2
    if sent != signal.SIGKILL:
        assert err.count("\n") == 1
        assert _left(root) == []
    assert main(["import", str(file)]) == 0
    assert main(["import", str(file), "--source", "next"]) == 0
    assert _left(root) == []


@pytest.mark.usefixtures("root")
def test_a_reader_who_stops_listening(file):
    for number in range(3):
        assert main(["import", str(file), "--source", f"s{number}"]) == 0
    closed, writes = os.pipe()
    os.close(closed)
    process = subprocess.run(
        [sys.executable, "-m", "conflict_atlas.cli", "sources"],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=writes, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writes)
    assert process.returncode == 141
    assert process.stderr == "conflict-atlas: the output was closed before everything was said\n"


def _parquet(root: Path) -> Path:
    return next((root / "one").glob("*/events.parquet"))


def _cut(parquet: Path) -> None:
    parquet.write_bytes(parquet.read_bytes()[:-20])


def _version(root: Path) -> str:
    return str(json.loads((root / "one.json").read_text("utf-8"))["version"])


def _change(root: Path, **fields: object) -> None:
    held = json.loads((root / "one.json").read_text("utf-8"))
    (root / "one.json").write_text(json.dumps(held | fields), "utf-8")


def _wait_for(path: Path, process: "subprocess.Popen[str]") -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.01)


@contextmanager
def _read_only(root: Path) -> Iterator[None]:
    folders = [root, *(one for one in root.rglob("*") if one.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        yield
    finally:
        for folder in folders:
            folder.chmod(0o755)
