"""A dataset removed while a reader looks at it: the reader gets a notice, nothing breaks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conflict_atlas import memoization, process_state
from conflict_atlas.cli import main

pytestmark = pytest.mark.parametrize("package", ["invented"], indirect=True, scope="module")
TOLD = "The dataset recorded was replaced or removed a moment ago."
DEATHS = "harrow-ford-shelling-deaths"
PAGES = pytest.mark.parametrize("name", ["map", "events", "evidence", "costs"])


@pytest.fixture
def loaded(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Load a dataset, ``recorded``, that a test may remove."""
    root = Path(shutil.copytree(recorded, tmp_path / "datasets"))
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(root))
    memoization.clear()
    yield root
    memoization.clear()


def told(page) -> list[str]:
    return [text for text in (*page.html, *(one.value for one in page.app.warning)) if TOLD in text]


@PAGES
@pytest.mark.usefixtures("loaded")
def test_who_goes_on_after_a_removal_is_told(open_page, name):
    page = open_page(name, claim=DEATHS, events="recorded")
    assert not told(page)
    assert main(["remove", "recorded"]) == 0
    page.app.multiselect("type").set_value(["Casualties"]).run()
    assert not page.app.exception
    assert len(told(page)) == 1
    page.app.run()  # as when the map reports its view
    assert not page.app.exception
    assert len(told(page)) == 1
    page.app.switch_page("../../pages/timeline.py").run()
    assert not page.app.exception
    assert not told(page)
    assert "events" not in page.app.query_params


@PAGES
@pytest.mark.usefixtures("loaded")
def test_a_removal_in_the_middle_of_a_run_is_told(open_page, name, monkeypatch):
    listed = process_state.datasets()
    assert main(["remove", "recorded"]) == 0
    monkeypatch.setattr(process_state, "datasets", lambda: listed)
    page = open_page(name, claim=DEATHS, events="recorded")
    assert not page.app.exception
    assert len(told(page)) == (name != "costs")  # that page does not use it


@pytest.mark.usefixtures("loaded")
def test_one_of_two_goes_and_the_other_can_be_chosen(open_page, loaded):
    text = (loaded / "recorded.json").read_text("utf-8")
    shutil.copytree(loaded / "recorded", loaded / "kept")
    (loaded / "kept.json").write_text(text.replace('"recorded"', '"kept"'), "utf-8")
    page = open_page("events", events="recorded")
    assert main(["remove", "recorded"]) == 0
    page.app.run()
    assert len(told(page)) == 1
    page.app.selectbox("dataset-title").set_value("kept").run()
    assert not page.app.exception
    assert not told(page)
    assert page.app.selectbox("events").value == "kept"
