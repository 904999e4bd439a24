"""A reader's own file: read in another process, kept in memory, both within limits, and freed."""

import gc
import gzip
import io
import json
import os
import threading
import time
import zipfile
from pathlib import Path

import pytest

from conflict_atlas import memoization
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EVERYTHING
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.importing.isolated_reader import (
    IsolatedReading,
    parse_answer,
    read_isolated,
)
from conflict_atlas.events.importing.reader import read_events
from conflict_atlas.events.store import memory_library
from conflict_atlas.events.store.dataset_folder import DatasetGoneError
from conflict_atlas.events.store.memory_library import EventsInMemory, held_bytes

HEADER = b"event_id,date_start,latitude,longitude,best,notes\n"
AT_ONCE = 60  # seconds on a busy machine; 1 to 6 on an idle one


def events(number: int, marker: str = "text") -> bytes:
    row = "{0},1987-05-{1:02},10.8,-38.1,7,{2} {0}\n"
    return HEADER + "".join(row.format(n, n % 28 + 1, marker) for n in range(number)).encode()


def bring(content: bytes, name: str = "mine.csv", **limits: float) -> IsolatedReading:
    return read_isolated(content, name, form="auto", mapping=None, source_id="own-file", **limits)


def test_it_is_read_as_on_the_command_line():
    content = events(5) + b"x,never,1,1,1,no day\n"
    found = bring(content)
    with read_events(content, "mine.csv", source_id="own-file") as expected:
        assert found.table.equals(expected.table)
        assert found.source == expected.source
        assert found.report == expected.report()
        assert found.rejected.to_pandas().equals(expected.rejected)


def zipped(names: int = 1) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(names):
            archive.writestr(f"{number}.csv", b"0" * (250 << 20))
    return held.getvalue()


HOSTILE = {
    "a million columns": lambda: b"a," * 1_000_000 + b"\n" + b"1," * 1_000_000 + b"\n",
    "a million keys": lambda: json.dumps([{f"k{n}": 1 for n in range(1_000_000)}]).encode(),
    "a bomb of gzip": lambda: gzip.compress(b"0" * (250 << 20), 1),
    "a bomb of zip": zipped,
    "a bomb in a bomb": lambda: gzip.compress(zipped(), 1),
    "brackets without end": lambda: b"[" * 5_000_000,
    "objects without end": lambda: b'{"a":' * 2_000_000,
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_made_to_take_all_is_refused_at_once(kind: str):
    content, before = HOSTILE[kind](), time.monotonic()
    with pytest.raises(ImportFault, match=r"mine\.csv"):
        bring(content)
    assert time.monotonic() - before < AT_ONCE


def test_one_that_takes_too_long_is_stopped():
    with pytest.raises(ImportFault, match="could not be read in 0"):
        bring(events(1), seconds=0)
    assert bring(events(1)).source.imported == 1


def test_a_process_that_was_ended_by_its_limits_is_reported():
    with pytest.raises(ImportFault, match="more memory or time"):
        parse_answer(b"some words of a library\n", "mine.csv")


def test_one_is_read_at_a_time():
    waits = threading.Thread(target=bring, args=(events(20_000),))
    waits.start()
    time.sleep(0.1)
    with pytest.raises(ImportFault, match="the files of others"):
        bring(events(1), wait_seconds=0)
    waits.join()


def test_others_go_on_meanwhile():
    """The longest wait of another thread while a large file is read and kept."""
    longest = 0.0
    reader = threading.Thread(target=lambda: hold(number=200_000).close())
    reader.start()
    while reader.is_alive():
        before = time.perf_counter()
        time.sleep(0.005)
        longest = max(longest, time.perf_counter() - before)
    assert longest < 1


# ---- what is held --------------------------------------------------------------------------------


def hold(marker: str = "text", number: int = 2_000, **limits: int) -> EventsInMemory:
    found = bring(events(number, marker))
    return EventsInMemory(found.source, found.table, **limits)


def tables() -> int:
    found = memory_library.engine().execute("SELECT count(*) FROM duckdb_tables()").fetchall()
    return int(found[0][0])


def memory_used() -> int:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("no system tells")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_nothing_is_left_of_many_files():
    """Memory, threads and objects after eight large files are as after the first three."""
    content = events(100_000, "a text to be held " * 6)

    def come_and_go() -> None:
        found = bring(content)
        held = EventsInMemory(found.source, found.table)
        dataset = Dataset(held.library(), found.source, uploaded=True)
        assert len(dataset.listed(EVERYTHING, 1_000)) == 1_000
        assert dataset.summary(EVERYTHING).events == 100_000
        assert held_bytes() > len(content) / 2
        held.close()

    def counted() -> tuple[int, int, int]:
        gc.collect()
        kinds = (EventsInMemory, Dataset, IsolatedReading)
        objects = sum(type(one) in kinds for one in gc.get_objects())
        return objects, tables(), len(list(Path("/proc/self/task").iterdir()))

    memory_used()
    for _ in range(3):  # until the allocators have what they keep
        come_and_go()
    before, memory = counted(), memory_used()
    for _ in range(5):
        come_and_go()
    assert counted() == before
    assert held_bytes() == 0
    assert memory_used() - memory < 60 << 20  # each file is 14 MB, as events 16


def test_all_that_is_held_has_a_limit_and_a_clear_word():
    first = hold()
    most = held_bytes() * 3 // 2
    with pytest.raises(ImportFault, match=r"mine\.csv: the files of this server's readers"):
        hold("more", most=most)
    first.close()
    hold("more", most=most).close()


def test_who_has_let_go_has_nothing_and_others_have_theirs():
    one, other = hold("mine"), hold("yours")
    asked = [Dataset(held.library(), held.source, uploaded=True) for held in (one, other)]
    assert {dataset.listed(EVERYTHING, 9)["notes"][0].split()[0] for dataset in asked} == {
        "mine",
        "yours",
    }
    one.close()
    with pytest.raises(DatasetGoneError):
        asked[0].listed(EVERYTHING, 9)
    assert len(asked[1].listed(EVERYTHING, 9)) == 9
    other.close()


def test_answers_are_kept_with_the_file_and_with_nobody_else():
    held = hold("a marker of mine")
    dataset = Dataset(held.library(), held.source, uploaded=True)
    first = dataset.listed(EVERYTHING, 9)
    assert dataset.listed(EVERYTHING, 9) is first
    del first
    held.close()
    gc.collect()
    frames = [one for one in gc.get_objects() if type(one).__name__ == "DataFrame"]
    assert not any("notes" in f and "a marker of mine 1" in set(f["notes"]) for f in frames)
    assert memoization.sizes()  # and none of them holds anything of it
