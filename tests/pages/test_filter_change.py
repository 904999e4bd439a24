"""A filter change calls what docs/architecture.md says, in its order; nothing is asked twice."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from conflict_atlas.events.store.duckdb_library import ParquetLibrary

ROOT = Path(__file__).resolve().parents[2]
SECTION = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("becomes a picture\n")[2]
STEPS = re.findall(r"^(\d+)\. (.+)$", SECTION.partition("\n## ")[0], re.MULTILINE)
# In other cases: no claim is found, a mark is clicked, a value that was made before is asked for.
ELSEWHERE = {
    "link_warnings.tell_empty",
    "filters.choose_claim",
    "Picture.alt",
    "Picture.rows",
    "Picture.origin",
}
ON_THE_MAP = {"8", "9"}

pytestmark = [
    pytest.mark.parametrize("package", ["invented"], indirect=True, scope="module"),
    pytest.mark.usefixtures("with_events"),
]


def named(on_the_map: bool) -> list[str]:
    """The functions that the text names, in its order."""
    told = " ".join(text for n, text in STEPS if (n in ON_THE_MAP) == on_the_map)
    found = re.findall(r"`(\w+\.\w+)`", told)
    return [name for name in dict.fromkeys(found) if name not in ELSEWHERE]


def called(run: Callable[[], object]) -> list[str]:
    """Functions of this project that a run calls, each where it is called first."""
    found: dict[str, None] = {}

    def note(frame: FrameType, event: str, _argument: object) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and ROOT in file.parents:
            found.setdefault(f"{file.stem}.{frame.f_code.co_name}")
            found.setdefault(frame.f_code.co_qualname)

    threading.setprofile(note)  # a run has a thread of its own
    try:
        run()
    finally:
        threading.setprofile(None)
    return list(found)


def follow(way: list[str], on_the_map: bool) -> None:
    """The functions that the text names are called, in its order."""
    told = named(on_the_map)
    assert len(told) > 5
    assert [function for function in told if function not in way] == []
    assert sorted(told, key=way.index) == told


def test_a_filter_change_goes_the_way_that_the_text_tells(open_page):
    page = open_page("costs")
    follow(called(page.app.multiselect("type").set_value(["Casualties"]).run), on_the_map=False)


def test_on_the_map_recorded_events_come_before_the_claims(open_page):
    page = open_page("map", events="recorded")
    days = page.app.date_input("from")
    follow(called(days.set_value(days.min).run), on_the_map=True)


def test_the_events_page_asks_the_engine_each_question_once(open_page, monkeypatch):
    asked: list[tuple[object, ...]] = []
    ask = ParquetLibrary.ask

    def note(library: ParquetLibrary, *question: object) -> object:
        asked.append(question)
        return ask(library, *question)

    monkeypatch.setattr(ParquetLibrary, "ask", note)
    page = open_page("events", events="recorded")
    assert not page.app.exception
    assert len(asked) > 3
    assert len(set(asked)) == len(asked)
